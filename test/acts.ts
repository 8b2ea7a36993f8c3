/** What people do to an article, at random: for property tests of whole histories. */
import fc from "fast-check";
import { closeHistory, redo, undo } from "prosemirror-history";
import { joinPoint } from "prosemirror-transform";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { lift, setBlockType, splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
import { Slice, type Node } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import type { Pen } from "../src/editor/entry-writer";
import { annotationsOf } from "../src/editor/annotation-plugin";
import { claimViews, contents } from "../src/editor/anchors";
import { articleSchema } from "../src/editor/article-schema";
import { moveBlock } from "../src/editor/blocks";
import {
  addPassage,
  addSource,
  removeEvidence,
  clearSelection,
  confirmWords,
  deleteRecord,
  giveVerdict,
  markClaim,
  selectedWords,
  setField,
  setRange,
} from "../src/editor/commands";
import { setLocked } from "../src/editor/lock";
import type { Session } from "../src/editor/session";
import { articleText } from "../src/editor/text";
import {
  article,
  br,
  em,
  figure,
  h,
  hr,
  li,
  type MemoryLog,
  ol,
  openOn,
  p,
  quote,
  standfirst,
  table,
  td,
  title,
  tr,
  ul,
} from "./builders";

/** Every node type of the article schema. */
export const everything = article(
  title("A third of ", em("buses"), " ran late"),
  standfirst("The council disputes it."),
  p("In March, 31 of 94 buses were late.", br(), "So the council says."),
  h(2, "What was counted"),
  quote(p("“We counted every bus,” she said."), p("“Twice.” 🚌")),
  ul(li(p("Late: 31")), li(p("On time: 63"), ol(li(p("early: 2"))))),
  figure("The depot in March."),
  table(tr(td(p("Line")), td(p("Late"))), tr(td(p("7")), td(p("31 %")))),
  hr(),
  p("None of the lines was cut."),
);

/** One thing a person does: a kind of act, and two places in the text as fractions. */
export const act = fc.record({
  does: fc.constantFrom(
    "type",
    "delete",
    "replace",
    "split",
    "join",
    "quote",
    "unquote",
    "heading",
    "list",
    "unlist",
    "embolden",
    "cut",
    "copy",
    "paste",
    "paste",
    "drag",
    "retype",
    "move up",
    "move down",
    "mark",
    "mark",
    "mark",
    "clear",
    "add passage",
    "adjust",
    "judge",
    "unjudge",
    "say",
    "confirm",
    "drop",
    "cite",
    "name source",
    "uncite",
    "undo",
    "redo",
  ),
  at: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  size: fc.integer({ min: 0, max: 30 }).map((percent) => percent / 100),
});

export type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Selects the stretch an act is about. */
function selectFor({ at, size }: Act): Command {
  return (state, dispatch) => {
    const text = articleText(state.doc);
    const start = Math.floor(at * text.text.length);
    const end = Math.min(text.text.length, start + Math.floor(size * text.text.length));
    const { from, to } = text.range({ start, end });
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
    return true;
  };
}

const typing =
  (words: string): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(articleSchema.text(words), true));
    return true;
  };

const deleting: Command = (state, dispatch) => {
  if (state.selection.empty) return false;
  dispatch?.(state.tr.deleteSelection());
  return true;
};

const joining: Command = (state, dispatch) => {
  const point = joinPoint(state.doc, state.selection.from);
  if (point == null) return false;
  const { nodeBefore, nodeAfter } = state.doc.resolve(point);
  if (nodeBefore?.type !== nodeAfter?.type) return false;
  dispatch?.(state.tr.join(point));
  return true;
};

export const unlocking = setLocked(false);

let clipboard = Slice.empty;

const copying: Command = ({ selection }) => {
  clipboard = selection.content();
  return true;
};

const cutting: Command = (state, dispatch) => {
  clipboard = state.selection.content();
  if (state.selection.empty) return false;
  dispatch?.(state.tr.deleteSelection().setMeta("uiEvent", "cut"));
  return true;
};

const pasting: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelection(clipboard).setMeta("uiEvent", "paste"));
  return true;
};

/** Takes the selection out and puts it in where the text is so far on, as dragging does. */
const dragging =
  (at: number): Command =>
  (state, dispatch) => {
    if (state.selection.empty) return false;
    const slice = state.selection.content();
    const without = state.tr.deleteSelection();
    const text = articleText(without.doc);
    const place = text.position(Math.floor(at * text.text.length));
    dispatch?.(without.replaceRange(place, place, slice).setMeta("uiEvent", "drop"));
    return true;
  };

/** Types over the selection, key by key. */
const retyping =
  (session: Session): Command =>
  (state) => {
    if (state.selection.empty) return false;
    for (const key of "ten") session.dispatch(session.state.tr.insertText(key));
    return true;
  };

/** The claim an act is about: any, chosen by its place. */
function claimFor(state: EditorState, { at }: Act) {
  const { claims } = contents(annotationsOf(state));
  return claims[Math.floor(at * claims.length) % Math.max(claims.length, 1)]?.id;
}

/** Does one act as an undo event of its own. */
export function perform(session: Session, by: Pen, what: Act): void {
  session.run(selectFor(what));
  const claim = claimFor(session.state, what);
  const range = selectedWords(session.state);
  const source = contents(annotationsOf(session.state)).sources[0]?.id;
  const evidence = claim && contents(annotationsOf(session.state)).evidence.get(claim)?.[0]?.id;
  const commands: Record<Act["does"], Command | false | null | undefined> = {
    type: typing("10 "),
    delete: deleting,
    replace: typing("eleven"),
    split: splitBlock,
    join: joining,
    quote: wrapIn(articleSchema.nodes.blockquote),
    unquote: lift,
    heading: setBlockType(articleSchema.nodes.heading),
    list: wrapInList(articleSchema.nodes.bullet_list),
    unlist: liftListItem(articleSchema.nodes.list_item),
    embolden: toggleMark(articleSchema.marks.strong),
    cut: cutting,
    copy: copying,
    paste: pasting,
    drag: dragging(what.size * 3),
    retype: retyping(session),
    "move up": moveBlock(-1),
    "move down": moveBlock(1),
    mark: markClaim(by),
    clear: clearSelection(by),
    "add passage": claim && addPassage(by, claim),
    adjust:
      range &&
      claim &&
      ((state, dispatch) => {
        const passage = contents(annotationsOf(state)).passages.get(claim)?.[0];
        return passage ? setRange(by, passage.id, range)(state, dispatch) : false;
      }),
    judge: claim && giveVerdict(by, claim, "truth/false"),
    unjudge: claim && giveVerdict(by, claim, null),
    say: claim && setField(by, "claim", claim, "explanation", `because ${what.at}`),
    confirm: claim && confirmWords(by, claim),
    drop: claim && deleteRecord(by, "claim", claim),
    cite: claim && addSource(by, claim, { url: "https://example.org/" }),
    "name source": source && setField(by, "source", source, "title", `Report ${what.at}`),
    uncite: evidence && removeEvidence(by, evidence),
    undo,
    redo,
  };
  const command = commands[what.does];
  if (command) session.run(command);
  session.dispatch(closeHistory(session.state.tr));
}

/** What a reader sees: the document, and every claim and clearance with its range. */
export function seen(state: EditorState) {
  return {
    doc: state.doc.toJSON() as unknown,
    claims: claimViews(state).map(({ record, passages, verdict, verdictHolds }) => ({
      id: record.id,
      passages: passages.map(({ id, range, state: how, words }) => ({ id, range, how, words })),
      verdict,
      verdictHolds,
    })),
    clearances: contents(annotationsOf(state)).clearances.map(({ id }) => id),
  };
}

export async function opened(log: MemoryLog, by: Pen, doc: Node = everything): Promise<Session> {
  clipboard = Slice.empty;
  const session = await openOn(log, by, doc);
  session.run(unlocking);
  return session;
}
