/** The eight measured hues of the palette, by their angle. See `elements/theme.css`. */
export type Hue = 25 | 75 | 110 | 150 | 200 | 250 | 300 | 350;

/** How an underline is drawn, so that ratings differ without colour. */
export type Stroke = "solid" | "dashed" | "dotted" | "long";

/** A rating's name, unique among all scales: `truth/false`. */
export type RatingId = `${string}/${string}`;

/** A label on a scale. */
export interface Rating {
  readonly id: RatingId;
  /** What people read (schema.org `alternateName`). */
  readonly label: string;
  /** One character that tells it without colour or words. */
  readonly mark: string;
  /** `ratingValue`, only where the label stands on a line from `worst` to `best`; else absent. */
  readonly value?: number;
  readonly hue: Hue;
  readonly stroke: Stroke;
}

/** A set of ratings that an article's claims are given. */
export interface Scale {
  readonly id: ScaleId;
  readonly name: string;
  readonly ratings: readonly Rating[];
}

/** One of the scales shipped. */
export type ScaleId = "truth" | "editorial";

const truth: Scale = {
  id: "truth",
  name: "Truth",
  ratings: [
    { id: "truth/true", label: "True", mark: "✓", value: 5, hue: 150, stroke: "solid" },
    {
      id: "truth/mostly-true",
      label: "Mostly true",
      mark: "◕",
      value: 4,
      hue: 200,
      stroke: "solid",
    },
    { id: "truth/half-true", label: "Half true", mark: "◑", value: 3, hue: 75, stroke: "dashed" },
    {
      id: "truth/mostly-false",
      label: "Mostly false",
      mark: "◔",
      value: 2,
      hue: 350,
      stroke: "long",
    },
    { id: "truth/false", label: "False", mark: "✗", value: 1, hue: 25, stroke: "long" },
    { id: "truth/unproven", label: "Unproven", mark: "?", hue: 300, stroke: "dotted" },
    { id: "truth/not-a-claim", label: "Not a claim", mark: "○", hue: 110, stroke: "dotted" },
    { id: "truth/satire", label: "Satire", mark: "☺", hue: 300, stroke: "dashed" },
    { id: "truth/outdated", label: "Outdated", mark: "↺", hue: 110, stroke: "dashed" },
  ],
};

const editorial: Scale = {
  id: "editorial",
  name: "Editorial",
  ratings: [
    { id: "editorial/stands", label: "Stands", mark: "✓", hue: 150, stroke: "solid" },
    { id: "editorial/change", label: "Change", mark: "✎", hue: 75, stroke: "dashed" },
    { id: "editorial/attribute", label: "Attribute", mark: "❞", hue: 200, stroke: "dashed" },
    { id: "editorial/cut", label: "Cut", mark: "✂", hue: 25, stroke: "long" },
    { id: "editorial/cant-confirm", label: "Can't confirm", mark: "?", hue: 300, stroke: "dotted" },
  ],
};

/** The scales an article can be rated on; the first is the default. */
export const SCALES: readonly Scale[] = [truth, editorial];

/** The scale of that id; the default one for an absent id. */
export function scaleOf(id: ScaleId | undefined): Scale {
  return SCALES.find((scale) => scale.id === id) ?? truth;
}

const ratings = new Map(
  SCALES.flatMap((scale) => scale.ratings).map((rating) => [rating.id, rating]),
);

/** The rating of that id, on whichever scale it stands; undefined when none has it. */
export function ratingOf(id: RatingId | undefined): Rating | undefined {
  return id && ratings.get(id);
}
