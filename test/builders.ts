/**
 * Builders that let a test read like the thing it is about: `article(title("…"), p("…"))`, a pen
 * that counts, a log in memory.
 */
import type { Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import {
  VersionTaken,
  type Commit,
  type CommitLog,
  type Snapshot,
  type Summary,
} from "../src/model/commit";
import type { Id } from "../src/model/record";
import { claimViews } from "../src/editor/anchors";
import { articleSchema } from "../src/editor/article-schema";
import { articleState, beginning } from "../src/editor/article-state";
import { clearSelection, markClaim } from "../src/editor/commands";
import { fillArticle, type GivenEntry, type Pen } from "../src/editor/entry-writer";
import { Session } from "../src/editor/session";
import { articleText } from "../src/editor/text";

const { nodes } = articleSchema;

type Content = string | Node;

const inline = (content: readonly Content[]) =>
  content.map((part) => (typeof part === "string" ? articleSchema.text(part) : part));

export const title = (...content: Content[]) => nodes.title.create(null, inline(content));
export const standfirst = (...content: Content[]) => nodes.standfirst.create(null, inline(content));
export const p = (...content: Content[]) => nodes.paragraph.create(null, inline(content));
export const h = (level: number, ...content: Content[]) =>
  nodes.heading.create({ level }, inline(content));
export const figure = (...content: Content[]) => nodes.figure.create({ alt: "" }, inline(content));
export const quote = (...blocks: Node[]) => nodes.blockquote.create(null, blocks);
export const li = (...blocks: Node[]) => nodes.list_item.create(null, blocks);
export const ul = (...items: Node[]) => nodes.bullet_list.create(null, items);
export const ol = (...items: Node[]) => nodes.ordered_list.create(null, items);
export const td = (...blocks: Node[]) => nodes.table_cell.create(null, blocks);
export const tr = (...cells: Node[]) => nodes.table_row.create(null, cells);
export const table = (...rows: Node[]) => nodes.table.create(null, rows);
export const br = () => nodes.hard_break.create();
export const hr = () => nodes.horizontal_rule.create();
export const em = (text: string) => articleSchema.text(text, [articleSchema.marks.em.create()]);

/** A document; with a title if the first block is not one. */
export function article(...blocks: Node[]): Node {
  const all = blocks[0]?.type === nodes.title ? blocks : [title("Title"), ...blocks];
  const doc = nodes.doc.create(null, all);
  doc.check();
  return doc;
}

/** A pen whose names and times count up: `anna-1`, `anna-2`, …; a minute between times. */
export function pen(author = "anna"): Pen {
  let names = 0;
  let minutes = 0;
  return {
    author,
    newId: () => `${author}-${++names}`,
    now: () => new Date(Date.UTC(2026, 0, 1, 0, ++minutes)).toISOString(),
  };
}

/** An article's state in one tab, nothing of it saved. */
export function stateOf(doc: Node, entries: readonly GivenEntry[] = [], by = pen()): EditorState {
  return run(articleState(beginning, "tab", by), fillArticle(by, doc, entries));
}

/** The state after commands, each of which must apply. */
export function run(state: EditorState, ...commands: Command[]): EditorState {
  for (const command of commands) {
    const before = state;
    if (!command(before, (transaction) => (state = before.apply(transaction)))) {
      throw new Error("The command does not apply");
    }
  }
  return state;
}

/** Selects the first occurrence of some words. */
export function select(words: string): Command {
  return (state, dispatch) => {
    const text = articleText(state.doc);
    const start = text.text.indexOf(words);
    if (start < 0) throw new Error(`Not in the text: ${words}`);
    const { from, to } = text.range({ start, end: start + words.length });
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
    return true;
  };
}

/** A pen whose names tell what they were for. */
function penFor(what: string, words: string): Pen {
  return pen(`${what}-${words.replace(/\W+/g, "-")}`);
}

/** Marks the first occurrence of some words as a claim. */
export function mark(words: string, by = penFor("mark", words)): Command {
  return (state, dispatch) => markClaim(by)(run(state, select(words)), dispatch);
}

/** Marks the first occurrence of some words “nothing to check here”. */
export function clear(words: string, by = penFor("clear", words)): Command {
  return (state, dispatch) => clearSelection(by)(run(state, select(words)), dispatch);
}

/** The id of the claim with those words under its first passage now. */
export function claimOn(state: EditorState, words: string): Id<"claim"> {
  const claim = claimViews(state).find(({ passages }) => passages[0]?.words === words);
  if (!claim) throw new Error(`No claim on: ${words}`);
  return claim.record.id;
}

/** The words under every claim's passages, in the order of the text; `state` added where not placed. */
export function claimWords(state: EditorState): string[] {
  return claimViews(state).flatMap(({ passages }) =>
    passages.map(({ words, state: how }) => (how === "placed" ? words : `${words} (${how})`)),
  );
}

/** A log in memory that keeps the contract of the real one. */
export class MemoryLog implements CommitLog {
  readonly commits: Commit[] = [];
  readonly summaries: Summary[] = [];
  snapshots: Snapshot[] = [];
  /** What the next append throws instead of appending. */
  failure: Error | null = null;

  async append(commit: Commit, summary: Summary): Promise<void> {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    const copy = structuredClone(commit);
    if (this.commits.some(({ version }) => version === copy.version)) throw new VersionTaken();
    this.commits.push(copy);
    this.summaries.push(summary);
  }

  async commitsSince(_article: Id<"article">, version: number): Promise<readonly Commit[]> {
    await Promise.resolve();
    return this.commits.filter((commit) => commit.version >= version);
  }

  async snapshot(): Promise<Snapshot | undefined> {
    await Promise.resolve();
    return this.snapshots.at(-1);
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    await Promise.resolve();
    this.snapshots.push(structuredClone(snapshot));
  }
}

/** A name for an article, where it does not matter. */
export const ARTICLE = "article" as Id<"article">;

/** An article opened in a tab of its own on a log; filled with `doc` where it is new. */
export async function openOn(log: MemoryLog, by: Pen, doc?: Node): Promise<Session> {
  const session = await Session.open(ARTICLE, log, by);
  if (doc) {
    session.run(fillArticle(by, doc, []));
    await session.save();
  }
  return session;
}
