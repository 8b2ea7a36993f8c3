/**
 * Everything that is said about the article, as ProseMirror steps.
 *
 * An `AnnotationStep` leaves the document as it is; what it changes are the records beside it (see
 * `annotations.ts`). Being a step, it stands in the same history as text edits, is rebased by the
 * same collab algorithm, and is kept in the same log.
 */
import { Step, StepMap, StepResult, type Mappable } from "prosemirror-transform";
import type { Schema } from "prosemirror-model";
import type { Entry, Id, Kind } from "../model/record";
import { mapRange } from "./ranges";
import type { Range } from "./text";

/** Which field of which record. */
export interface FieldName {
  readonly kind: Kind;
  readonly id: Id;
  readonly field: string;
}

/**
 * What a step does: sets an entry, takes one back, brings one back, or writes down the range an
 * entry has at this moment. Entries that say where in the text something is (the field `quote`)
 * have a range; it travels in the step rather than in the value, because steps get mapped.
 */
export type Change =
  | (FieldName & { readonly type: "set"; readonly entry: Entry; readonly range?: Range })
  | (FieldName & { readonly type: "retract"; readonly op: string; readonly range?: Range })
  | (FieldName & { readonly type: "reinstate"; readonly op: string; readonly range?: Range })
  | { readonly type: "pin"; readonly op: string; readonly range: Range };

const CHANGE_TYPES: readonly string[] = [
  "set",
  "retract",
  "reinstate",
  "pin",
] satisfies Change["type"][];

/** A change to the annotations, which leaves the document as it is. */
export class AnnotationStep extends Step {
  constructor(readonly change: Change) {
    super();
  }

  /** Never fails: there is no document that a change to the records does not fit. */
  override apply(doc: Parameters<Step["apply"]>[0]): StepResult {
    return StepResult.ok(doc);
  }

  override getMap(): StepMap {
    return StepMap.empty;
  }

  /**
   * Setting is undone by retracting, which keeps the range: reinstating puts the entry back where
   * it was, even if its words went and came again in between. A pin says how things stood before
   * what followed it, so it is its own inverse: undone last, it puts the range back.
   */
  override invert(): AnnotationStep {
    const { change } = this;
    switch (change.type) {
      case "set": {
        const { entry, type: _, ...place } = change;
        return new AnnotationStep({ ...place, type: "retract", op: entry.op });
      }
      case "retract":
        return new AnnotationStep({ ...change, type: "reinstate" });
      case "reinstate":
        return new AnnotationStep({ ...change, type: "retract" });
      case "pin":
        return this;
    }
  }

  /** Carries the range over. Never null: what was said stays said, even of words now gone. */
  override map(mapping: Mappable): AnnotationStep {
    const { change } = this;
    if (!change.range) return this;
    return new AnnotationStep({ ...change, range: mapRange(change.range, mapping) });
  }

  override toJSON(): { stepType: string } & Change {
    return { stepType: "annotation", ...this.change };
  }

  /** Reads the form `toJSON` writes; throws a RangeError for anything else. */
  static override fromJSON(_schema: Schema, json: Change & { stepType?: string }): AnnotationStep {
    const { stepType: _, ...change } = json;
    if (!CHANGE_TYPES.includes(change.type)) {
      throw new RangeError(`Not a kind of annotation step: ${String(change.type)}`);
    }
    return new AnnotationStep(change);
  }
}

Step.jsonID("annotation", AnnotationStep);
