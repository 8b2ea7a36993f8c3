import type { Node } from "prosemirror-model";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import type { Kinds } from "../model/kinds";
import { heads, seenIn, type Field, type Id, type Kind } from "../model/record";
import { annotationsOf } from "./annotation-plugin";
import { hangingOn, type Annotations } from "./annotations";
import { AnnotationStep, type FieldName } from "./annotation-step";
import { emptyArticle } from "./article-schema";
import { passingLock } from "./lock";
import type { Range } from "./text";

/** What an entry is signed with: who, and the clock and names it is given from outside. */
export interface Pen {
  /** Id of this profile. */
  readonly author: string;
  /** Now, as ISO 8601 in UTC. */
  now(): string;
  /** A globally unique name. */
  newId(): string;
}

/** Writes entries into records, as steps of one transaction made at one moment. */
export class EntryWriter {
  /** The transaction so far. */
  readonly tr: Transaction;
  private readonly annotations: Annotations;
  private readonly at: string;

  constructor(
    state: EditorState,
    private readonly pen: Pen,
    tr: Transaction = state.tr,
  ) {
    this.tr = tr;
    this.annotations = annotationsOf(state);
    this.at = pen.now();
  }

  /** Names a new record, without writing anything yet. */
  newId<K extends Kind>(): Id<K> {
    return this.pen.newId() as Id<K>;
  }

  /** Enters a value; with a range when the field says where in the text something is. */
  set<K extends Kind, F extends keyof Kinds[K] & string>(
    kind: K,
    id: Id<K>,
    field: F,
    value: Kinds[K][F],
    range?: Range,
  ): this {
    return this.copy({ kind, id, field, value, ...(range && { range }) });
  }

  /** Enters a value that came from elsewhere, under the name and time it came with. */
  copy({
    kind,
    id,
    field,
    value,
    range,
    author = this.pen.author,
    at = this.at,
  }: GivenEntry): this {
    const entry = {
      op: this.pen.newId(),
      lamport: this.annotations.lamport + 1,
      author,
      at,
      value,
      after: field === "alive" && value === false ? this.seen(id) : this.known(id, field),
      retracted: false,
    };
    this.tr.step(
      new AnnotationStep({ type: "set", kind, id, field, entry, ...(range && { range }) }),
    );
    return this;
  }

  /** What is entered in a field, as far as it counts. */
  private known(id: Id, field: string): readonly string[] {
    const fields = this.annotations.records.get(id)?.fields as Record<string, Field> | undefined;
    return heads(fields?.[field]).map(({ op }) => op);
  }

  /** All there is in a record and what hangs on it: who deletes it has seen that. */
  private seen(id: Id): readonly string[] {
    const { records } = this.annotations;
    const record = records.get(id);
    return seenIn(record ? [record, ...hangingOn(id, records)] : []);
  }
}

/** A value for a field, as an importer gives it. */
export interface GivenEntry extends FieldName {
  readonly value: unknown;
  /** In positions of the document it comes with. */
  readonly range?: Range;
  /** Who entered it; absent: whoever imports it. */
  readonly author?: string;
  /** When, as ISO 8601 in UTC; absent: now. */
  readonly at?: string;
}

/**
 * Fills an article that is still empty with a document and what is said about it; does not apply to
 * another. Not undone: it is how the article begins.
 */
export function fillArticle(pen: Pen, document: Node, entries: readonly GivenEntry[]): Command {
  return (state, dispatch) => {
    if (!state.doc.eq(emptyArticle)) return false;
    const tr = state.tr.replaceWith(0, state.doc.content.size, document.content);
    const writer = new EntryWriter(state, pen, tr);
    for (const entry of entries) writer.copy(entry);
    dispatch?.(passingLock(tr).setMeta("addToHistory", false));
    return true;
  };
}
