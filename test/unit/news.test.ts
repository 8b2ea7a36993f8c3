import { describe, expect, it } from "vitest";
import { beginning, replay } from "../../src/editor/article-state";
import { addSource, deleteRecord, giveVerdict, setField } from "../../src/editor/commands";
import { mergeLogs } from "../../src/editor/merging";
import { newsOf, type News } from "../../src/editor/news";
import type { Session } from "../../src/editor/session";
import { value } from "../../src/model/record";
import { unlocking } from "../acts";
import { article, claimOn, mark, MemoryLog, openOn, p, pen } from "../builders";
import { replace } from "../edits";

type Doing = (session: Session) => void;

/** What Ben's copy brings to Anna, after both have worked on one article with a claim. */
async function news(ben: Doing, anna: Doing = () => undefined): Promise<News> {
  const log = new MemoryLog();
  const doc = article(p("In March 31 of 94 buses ran late."), p("None was cut."));
  const origin = await openOn(log, pen("origin"), doc);
  origin.run(mark("31 of 94"));
  await origin.save();
  const copies = await Promise.all(
    (
      [
        ["ben", ben],
        ["anna", anna],
      ] as const
    ).map(async ([name, does]) => {
      const own = new MemoryLog();
      own.commits.push(...structuredClone(log.commits));
      const session = await openOn(own, pen(name));
      session.run(unlocking);
      does(session);
      await session.save();
      return own.commits;
    }),
  );
  const [theirs, ours] = copies as [(typeof copies)[0], (typeof copies)[0]];
  const { from, commits, news: fresh } = mergeLogs(ours, theirs);
  const before = replay(beginning, ours);
  const kept = ours.filter(({ version }) => version < from);
  return newsOf(before, replay(beginning, [...kept, ...commits]), fresh);
}

const claim = ({ state }: Session) => claimOn(state, "31 of 94");
const judging =
  (rating: "truth/true" | "truth/false"): Doing =>
  (session) =>
    session.run(giveVerdict(session.pen, claim(session), rating));

describe("a copy's news", () => {
  it("are new claims, without what hangs on them", async () => {
    const { claims, fields, text } = await news((session) => {
      session.run(mark("None was cut"));
      session.run(giveVerdict(session.pen, claimOn(session.state, "None was cut"), "truth/true"));
    });
    expect(claims.map((record) => value(record, "statement"))).toEqual(["None was cut"]);
    expect([fields, text]).toEqual([[], []]);
  });
  it("are deleted claims", async () => {
    const { deleted } = await news((session) =>
      session.run(deleteRecord(session.pen, "claim", claim(session))),
    );
    expect(deleted.map((record) => value(record, "statement"))).toEqual(["31 of 94"]);
  });
  it("are changed fields, with who changed them", async () => {
    const { fields } = await news((session) =>
      session.run(setField(session.pen, "claim", claim(session), "statement", "A third was late")),
    );
    expect(fields).toMatchObject([
      {
        field: "statement",
        was: "31 of 94",
        now: [{ author: "ben", value: "A third was late" }],
      },
    ]);
  });
  it("are sources, as news of the claim that cites them", async () => {
    const { fields } = await news((session) =>
      session.run(addSource(session.pen, claim(session), { url: "https://example.org/" })),
    );
    const cited = fields.filter(({ record }) => record.kind === "source");
    expect(cited.length).toBeGreaterThan(0);
    expect(new Set(fields.map(({ claim: about }) => about)).size).toBe(1);
  });
  it("are fields that both set, with both values", async () => {
    const { fields } = await news(judging("truth/true"), judging("truth/false"));
    const [verdict] = fields;
    expect(verdict!.now.map(({ author }) => author)).toEqual(["anna", "ben"]);
  });
  it("are paragraphs that read otherwise", async () => {
    const { text } = await news((session) => session.run(replace("None", "Not one")));
    expect(text).toEqual([{ before: "None was cut.", after: "Not one was cut." }]);
  });
  it("say who did how much, and when", async () => {
    const { people } = await news(judging("truth/true"));
    expect(people).toMatchObject([{ author: "ben", commits: 1 }]);
  });
  it("are words that found no place", async () => {
    const { displaced } = await news(
      (session) => session.run(replace("31 of", "thirty-one of the")),
      (session) => session.run(replace("In March 31 of 94 buses ran late.", "")),
    );
    expect(displaced.map((record) => value(record, "words"))).toEqual(["thirty-one of the"]);
  });
  it("are none when nothing is new", async () => {
    const { claims, deleted, fields, text, people } = await news(() => undefined);
    expect([claims, deleted, fields, text, people].flat()).toEqual([]);
  });
});
