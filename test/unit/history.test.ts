import fc from "fast-check";
import { redo, undo } from "prosemirror-history";
import { expect, it } from "vitest";
import { annotationsOf } from "../../src/editor/annotation-plugin";
import {
  annotationsFromJson,
  annotationsToJson,
  noAnnotations,
} from "../../src/editor/annotations";
import { claimViews } from "../../src/editor/anchors";
import { beginning, fromSnapshot, replay } from "../../src/editor/article-state";
import { articleText } from "../../src/editor/text";
import { anyArticle } from "../arbitraries";
import { ARTICLE, MemoryLog, openOn, pen } from "../builders";
import { act, everything, opened, perform, seen, unlocking } from "../acts";

/** The article with every node type, or any other. */
const anyDocument = fc.oneof(fc.constant(everything), anyArticle);

const script = fc.array(act, { maxLength: 50, size: "max" });

it("undoes and redoes text and claims in one timeline, each state exactly as it was", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyDocument,
      fc.array(
        act.filter(({ does }) => does !== "undo" && does !== "redo"),
        { maxLength: 50, size: "max" },
      ),
      async (doc, acts) => {
        const by = pen();
        const session = await opened(new MemoryLog(), by, doc);
        const states = [seen(session.state)];
        for (const what of acts) {
          perform(session, by, what);
          const now = seen(session.state);
          if (JSON.stringify(now) !== JSON.stringify(states.at(-1))) states.push(now);
        }
        const forth = [states.at(-1)];
        let changed = true;
        const back: unknown[] = [states.at(-1)];
        while (changed) {
          changed = session.run(undo);
          const now = seen(session.state);
          if (JSON.stringify(now) !== JSON.stringify(back.at(-1))) back.push(now);
        }
        expect(back.toReversed()).toEqual(states);
        forth.length = 0;
        forth.push(states[0]!);
        while (session.run(redo)) {
          const now = seen(session.state);
          if (JSON.stringify(now) !== JSON.stringify(forth.at(-1))) forth.push(now);
        }
        expect(forth).toEqual(states);
      },
    ),
    { numRuns: 1000 },
  );
});

it("keeps a claim's stored words equal to the text under it whenever it is placed", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, script, async (doc, acts) => {
      const by = pen();
      const session = await opened(new MemoryLog(), by, doc);
      for (const what of acts) perform(session, by, what);
      const text = articleText(session.state.doc);
      for (const { passages } of claimViews(session.state)) {
        for (const {
          state,
          range,
          quote: { exact },
        } of passages) {
          expect(range).not.toBeNull();
          if (state === "placed") expect(text.words(range!)).toBe(exact);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

it("arrives at the same state from the log alone, and from a snapshot and the rest of it", async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, script, fc.nat(50), async (doc, acts, cut) => {
      const by = pen();
      const log = new MemoryLog();
      const session = await opened(log, by, doc);
      for (const [i, what] of acts.entries()) {
        perform(session, by, what);
        if (i % 3 === 0) await session.save();
      }
      await session.save();
      const whole = replay(beginning, log.commits);
      expect(whole.doc.toJSON()).toEqual(session.state.doc.toJSON());
      expect(annotationsToJson(whole.annotations)).toEqual(
        annotationsToJson(annotationsOf(session.state)),
      );

      const half = replay(beginning, log.commits.slice(0, cut));
      const snapshot = structuredClone({
        article: ARTICLE,
        version: half.version,
        document: half.doc.toJSON() as unknown,
        annotations: annotationsToJson(half.annotations),
      });
      const rest = replay(fromSnapshot(snapshot), log.commits.slice(cut));
      expect(rest.doc.eq(whole.doc)).toBe(true);
      expect(annotationsToJson(rest.annotations)).toEqual(annotationsToJson(whole.annotations));
    }),
    { numRuns: 1000 },
  );
});

it("reads its JSON form back", () => {
  expect(annotationsFromJson(annotationsToJson(noAnnotations))).toEqual(noAnnotations);
});

it("keeps every tab on one log in step, whatever they do at once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(1), act, fc.boolean()), { maxLength: 30 }),
      async (acts) => {
        const log = new MemoryLog();
        const pens = [pen("anna"), pen("ben")];
        const first = await opened(log, pens[0]!);
        const second = await openOn(log, pens[1]!);
        second.run(unlocking);
        const tabs = [first, second];
        for (const [who, what, syncs] of acts) {
          perform(tabs[who]!, pens[who]!, what);
          if (syncs) await tabs[who]!.catchUp();
        }
        for (const tab of [...tabs, ...tabs]) await tab.catchUp();
        const whole = replay(beginning, log.commits);
        for (const { state, saveState } of tabs) {
          expect(saveState).toEqual({ type: "saved" });
          expect(state.doc.eq(whole.doc)).toBe(true);
          expect(annotationsToJson(annotationsOf(state))).toEqual(
            annotationsToJson(whole.annotations),
          );
        }
      },
    ),
    { numRuns: 1000 },
  );
});
