import { describe, expect, it } from "vitest";
import { ratingOf, SCALES, scaleOf, type RatingId, type ScaleId } from "../../src/model/scale";

/** Whether all of a list differ. */
const differ = (list: readonly unknown[]) => new Set(list).size === list.length;

describe.each(SCALES)("the scale $name", ({ id, ratings }) => {
  it("names its ratings after itself", () => {
    expect(ratings.filter((rating) => !rating.id.startsWith(`${id}/`))).toEqual([]);
    expect(differ(ratings.map((rating) => rating.id))).toBe(true);
  });
  it("tells its ratings apart without colour or words", () => {
    expect(differ(ratings.map(({ mark }) => mark))).toBe(true);
    expect(ratings.filter(({ mark }) => [...mark].length !== 1)).toEqual([]);
  });
  it("tells its ratings apart by their lines", () => {
    expect(differ(ratings.map(({ hue, stroke }) => `${hue} ${stroke}`))).toBe(true);
  });
});

it("gives a number only to ratings on the line from false to true", () => {
  const numbered = SCALES.flatMap(({ ratings }) => ratings).filter(({ value }) => value != null);
  expect(numbered.map(({ label, value }) => `${value} ${label}`)).toEqual([
    "5 True",
    "4 Mostly true",
    "3 Half true",
    "2 Mostly false",
    "1 False",
  ]);
});

it("rates on the scale chosen, and on Truth where none, or an unknown one, is", () => {
  expect(scaleOf("editorial").name).toBe("Editorial");
  expect(scaleOf(undefined).name).toBe("Truth");
  expect(scaleOf("stars" as ScaleId).name).toBe("Truth");
});

it("finds a rating on whichever scale it stands", () => {
  expect(ratingOf("truth/half-true")?.label).toBe("Half true");
  expect(ratingOf("editorial/cut")?.label).toBe("Cut");
  expect(ratingOf("truth/cut" as RatingId)).toBeUndefined();
  expect(ratingOf(undefined)).toBeUndefined();
});
