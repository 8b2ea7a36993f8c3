import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { compareDrafts, type Fate, type Followed } from "../../src/editor/new-draft";
import type { Id } from "../../src/model/record";
import { article, em, figure, h, li, p, quote, table, td, title, tr, ul } from "../builders";
import { bracketed, compare, finish } from "../new-drafts";

/** A fate in a line: `25 percent → 35 percent (changed, facts)`. */
function inWords({ before, after, state, doubt, candidates, range }: Fate): string {
  const offered = range ? "" : candidates.length > 0 ? `, ${candidates.length} offered` : "";
  return `${before} → ${after || "–"} (${state}${doubt ? `, ${doubt}` : ""}${offered})`;
}

const fates = (...drafts: Parameters<typeof compare>) => compare(...drafts).fates.map(inWords);

const counted = p("The council counted [31 of 94 buses] in March.");
const late = p("[Most of them were late by more than ten minutes], it says.");
const plainLate = p("Most of them were late.");
const plainLines = p("None of the lines was cut, and no driver lost a job.");
const again = p("[The bus was very late again in March].");
const lines = p("None of the lines was cut, and [no driver lost a job].");

describe("a new draft", () => {
  it.each<[string, Node, Node, string[]]>([
    [
      "that is the old one keeps everything",
      article(title("A [third] of buses"), counted, ul(li(late)), figure("In [March].")),
      bracketed(article(title("A third of buses"), counted, ul(li(late)), figure("In March."))).doc,
      [
        "third → third (kept)",
        "31 of 94 buses → 31 of 94 buses (kept)",
        "Most of them were late by more than ten minutes → Most of them were late by more than ten minutes (kept)",
        "March → March (kept)",
      ],
    ],
    [
      "with other words around a passage keeps it",
      article(p("The council counted [31 of 94 buses] in March.")),
      article(p("In all, the mayor has counted 31 of 94 buses this March alone.")),
      ["31 of 94 buses → 31 of 94 buses (kept)"],
    ],
    [
      "with its paragraphs in another order moves the passages with them",
      article(counted, late, lines),
      bracketed(article(lines, counted, late)).doc,
      [
        "31 of 94 buses → 31 of 94 buses (kept)",
        "Most of them were late by more than ten minutes → Most of them were late by more than ten minutes (kept)",
        "no driver lost a job → no driver lost a job (moved)",
      ],
    ],
    [
      "with a paragraph in another place and changed finds it there",
      article(counted, late, p("In April, the company said [it had hired twelve new drivers].")),
      bracketed(
        article(p("In April the company said it had hired twelve new drivers."), counted, late),
      ).doc,
      [
        "31 of 94 buses → 31 of 94 buses (kept)",
        "Most of them were late by more than ten minutes → Most of them were late by more than ten minutes (kept)",
        "it had hired twelve new drivers → it had hired twelve new drivers (moved)",
      ],
    ],
    [
      "with a misspelling put right takes the new words",
      article(p("She said [the counil had counted every single bus twice] in March.")),
      article(p("She said the council had counted every single bus twice in March.")),
      [
        "the counil had counted every single bus twice → the council had counted every single bus twice (changed)",
      ],
    ],
    [
      "with another figure asks, however alike the words are",
      article(p("She said [that 25 percent of all the buses were late] in March.")),
      article(p("She said that 35 percent of all the buses were late in March.")),
      [
        "that 25 percent of all the buses were late → that 35 percent of all the buses were late (changed, facts)",
      ],
    ],
    [
      "with another figure asks about the figure alone as well",
      article(p("She said that [25 percent] of all the buses were late.")),
      article(p("She said that 35 percent of all the buses were late.")),
      ["25 percent → 35 percent (changed, facts)"],
    ],
    [
      "with a negation added asks",
      article(p("She said [the council had counted every single bus] in March.")),
      article(p("She said the council had not counted every single bus in March.")),
      [
        "the council had counted every single bus → the council had not counted every single bus (changed, facts)",
      ],
    ],
    [
      "with another name asks",
      article(p("It was [said by the deputy mayor Anna Keller on Monday], and denied.")),
      article(p("It was said by the deputy mayor Ben Keller on Monday, and denied.")),
      [
        "said by the deputy mayor Anna Keller on Monday → said by the deputy mayor Ben Keller on Monday (changed, facts)",
      ],
    ],
    [
      "with a short passage changed asks",
      article(p("She said that the buses [ran very late] in March.")),
      article(p("She said that the buses ran quite late in March.")),
      ["ran very late → ran quite late (changed, short)"],
    ],
    [
      "asks about the same word among others",
      article(p("The buses were all [late] in March.")),
      article(p("The buses ran quite late during spring.")),
      ["late → late (kept, short)"],
    ],
    [
      "with a change across the end of a passage asks",
      article(p("She said [the council had counted every single bus in March] or so they say.")),
      article(p("She said the council had counted every single bus during spring, they say.")),
      [
        "the council had counted every single bus in March → the council had counted every single bus during spring (changed, facts)",
      ],
    ],
    [
      "with half of the words changed asks",
      article(p("She said [the council had counted every bus with great care], and left.")),
      article(p("She said the council had looked at each bus with some care, and left.")),
      [
        "the council had counted every bus with great care → the council had looked at each bus with some care (changed, unlike)",
      ],
    ],
    [
      "with other words in the place offers that place, and no more",
      article(p("She said [the council had counted every bus], and left the room at once.")),
      article(p("She said nobody knew why trains were yellow, and left the room at once.")),
      ["the council had counted every bus → – (unplaced, unlike, 1 offered)"],
    ],
    [
      "without the paragraph leaves the passage without a place",
      article(counted, late, lines),
      bracketed(article(counted, lines)).doc,
      [
        "31 of 94 buses → 31 of 94 buses (kept)",
        "Most of them were late by more than ten minutes → – (unplaced)",
        "no driver lost a job → no driver lost a job (kept)",
      ],
    ],
    [
      "without the words leaves the passage without a place",
      article(p("The council counted [31 of 94 buses] in March.")),
      article(p("The council counted in March.")),
      ["31 of 94 buses → – (unplaced)"],
    ],
    [
      "with a paragraph split keeps what is in one of its parts, and takes what went across",
      article(p("[None of the lines] was cut. [No driver lost a job]. [So she said. She] left.")),
      article(p("None of the lines was cut. No driver lost a job. So she said."), p("She left.")),
      [
        "None of the lines → None of the lines (kept)",
        "No driver lost a job → No driver lost a job (kept)",
        "So she said. She → So she said.\nShe (changed)",
      ],
    ],
    [
      "with two paragraphs joined keeps what was in one of them, and takes what went across",
      article(p("None of the lines was cut. [So she said."), p("She] left [in a great hurry].")),
      article(p("None of the lines was cut. So she said. She left in a great hurry.")),
      [
        "So she said.\nShe → So she said. She (changed)",
        "in a great hurry → in a great hurry (kept)",
      ],
    ],
    [
      "with a list in another order moves what was listed",
      article(ul(li(p("[Late: 31]")), li(p("[On time: 63]")), li(p("[Lost: 2]")))),
      article(ul(li(p("Lost: 2")), li(p("Late: 31")), li(p("On time: 63")))),
      [
        "Late: 31 → Late: 31 (kept)",
        "On time: 63 → On time: 63 (kept)",
        "Lost: 2 → Lost: 2 (moved)",
      ],
    ],
    [
      "with a sentence in another paragraph moves what is said in it",
      article(
        p(
          "The council counted 31 of 94 buses in March. [No driver] lost a job over [all that trouble] with the lines.",
        ),
        p("Most of them were late by more than ten minutes, it says, and gave up."),
      ),
      article(
        p("The council counted 31 of 94 buses in March."),
        p(
          "Most of them were late by more than ten minutes, it says, and gave up. No driver lost a job over all that trouble with the lines.",
        ),
      ),
      ["No driver → No driver (moved, short)", "all that trouble → all that trouble (moved)"],
    ],
    [
      "with a whole sentence that is a passage in another paragraph moves it",
      article(
        p(
          "The council counted 31 of 94 buses. [No driver lost a job over all that trouble]. It said so.",
        ),
        p("Most of them were late by more than ten minutes, it says, and gave up."),
      ),
      article(
        p("The council counted 31 of 94 buses. It said so."),
        p(
          "Most of them were late by more than ten minutes, it says, and gave up. No driver lost a job over all that trouble.",
        ),
      ),
      [
        "No driver lost a job over all that trouble → No driver lost a job over all that trouble (moved)",
      ],
    ],
    [
      "with headings of another level keeps the passages in them",
      article(h(2, "[What] was counted"), counted),
      bracketed(article(h(3, "What was counted"), counted)).doc,
      ["What → What (kept)", "31 of 94 buses → 31 of 94 buses (kept)"],
    ],
    [
      "with words in italics keeps the passages around and in them",
      article(p("The [council counted 31] of [94] buses.")),
      article(p("The council ", em("counted 31 of 94"), " buses.")),
      ["council counted 31 → council counted 31 (kept)", "94 → 94 (kept)"],
    ],
    [
      "with a quotation set apart keeps the passages in it",
      article(counted, late, lines),
      bracketed(article(counted, quote(late), lines)).doc,
      [
        "31 of 94 buses → 31 of 94 buses (kept)",
        "Most of them were late by more than ten minutes → Most of them were late by more than ten minutes (kept)",
        "no driver lost a job → no driver lost a job (kept)",
      ],
    ],
    [
      "with another title asks about what it says",
      article(title("[A third of all buses ran late]"), counted),
      bracketed(article(title("A quarter of all buses ran late"), counted)).doc,
      [
        "A third of all buses ran late → A quarter of all buses ran late (changed, facts)",
        "31 of 94 buses → 31 of 94 buses (kept)",
      ],
    ],
    [
      "with another figure in a table asks about that one",
      article(table(tr(td(p("[Line]")), td(p("Late"))), tr(td(p("[7]")), td(p("[31]"))))),
      article(table(tr(td(p("Line")), td(p("Late"))), tr(td(p("7")), td(p("32"))))),
      ["Line → Line (kept)", "7 → 7 (kept)", "31 → – (unplaced, unlike, 1 offered)"],
    ],
    [
      "keeps each of two equal passages apart",
      article(p("First, [the bus was late]."), p("Then, [the bus was late].")),
      article(p("At first, the bus was late."), p("And then, the bus was late.")),
      ["the bus was late → the bus was late (kept)", "the bus was late → the bus was late (kept)"],
    ],
    [
      "never puts a passage that is gone on equal words elsewhere",
      article(
        title("[The bus was very late in March]"),
        p("It is said that [the bus was very late in March]."),
      ),
      article(
        title("The bus was very late in March"),
        p("It is said that nobody had seen any of it."),
      ),
      [
        "The bus was very late in March → The bus was very late in March (kept)",
        "the bus was very late in March → – (unplaced, unlike, 1 offered)",
      ],
    ],
    [
      "only offers the words of another passage to one of several equal ones that is gone",
      article(again, again, again, late),
      bracketed(article(again, again, late)).doc,
      [
        "The bus was very late again in March → The bus was very late again in March (kept)",
        "The bus was very late again in March → The bus was very late again in March (kept)",
        "The bus was very late again in March → – (unplaced, several, 2 offered)",
        "Most of them were late by more than ten minutes → Most of them were late by more than ten minutes (kept)",
      ],
    ],
    [
      "keeps nested, crossing and touching passages",
      article(p("The [council [counted [31 of] 94] buses][ in] March."), lines),
      bracketed(article(p("The council counted 31 of 94 buses in March."), lines)).doc,
      [
        "council counted 31 of 94 buses → council counted 31 of 94 buses (kept)",
        "counted 31 of 94 → counted 31 of 94 (kept)",
        "31 of → 31 of (kept)",
        " in →  in (kept)",
        "no driver lost a job → no driver lost a job (kept)",
      ],
    ],
    [
      "of entirely other words leaves everything without a place",
      article(title("[A third of buses]"), counted, late),
      article(title("Rain"), p("Tomorrow will be wet."), p("So will Tuesday, with wind.")),
      [
        "A third of buses → – (unplaced, unlike, 1 offered)",
        "31 of 94 buses → – (unplaced)",
        "Most of them were late by more than ten minutes → – (unplaced)",
      ],
    ],
    [
      "without any words leaves everything without a place",
      article(title("[A third of buses]"), counted),
      article(title(), p()),
      ["A third of buses → – (unplaced)", "31 of 94 buses → – (unplaced)"],
    ],
  ])("%s", (_rule, before, after, expected) => {
    expect(fates(before, after)).toEqual(expected);
  });
});

describe("a clearance", () => {
  it.each<[string, Node, Node, string[]]>([
    [
      "stays on its words",
      article(p("[She said so], and left the room.")),
      article(p("She said so, and left the house.")),
      ["She said so → She said so (kept)"],
    ],
    [
      "goes with its paragraph",
      article(p("[She said so], and left the room."), plainLate, plainLines),
      article(plainLate, plainLines, p("She said so, and left the room.")),
      ["She said so → She said so (moved)"],
    ],
    [
      "has no place on other words, without a question",
      article(p("[She said so in the council on Monday], and left the room.")),
      article(p("She said so in the council this Monday, and left the room.")),
      ["She said so in the council on Monday → – (unplaced)"],
    ],
  ])("%s", (_rule, before, after, expected) => {
    expect(compare(before, after, "clearance").fates.map(inWords)).toEqual(expected);
  });
});

describe("a passage without a place", () => {
  const sought = { exact: "None of the lines was cut", prefix: "she wrote. ", suffix: ", and no" };
  const seek = (after: Node) => {
    const one: Followed = {
      id: "lost" as Id<"passage">,
      kind: "passage",
      quote: sought,
      range: null,
    };
    return finish(compareDrafts(article(p("Nothing.")), after, [one])).fates.map(inWords);
  };
  const found = p("So she wrote. None of the lines was cut, and no driver lost a job.");

  it("gets the one where its words stand beyond doubt", () => {
    expect(seek(article(found))).toEqual([
      "None of the lines was cut → None of the lines was cut (moved)",
    ]);
  });
  it("is offered the places where they might", () => {
    expect(seek(article(found, found))).toEqual([
      "None of the lines was cut → – (unplaced, several, 2 offered)",
    ]);
  });
  it("stays without one where they do not stand", () => {
    expect(seek(article(p("Rain is expected.")))).toEqual([
      "None of the lines was cut → – (unplaced)",
    ]);
  });
});
