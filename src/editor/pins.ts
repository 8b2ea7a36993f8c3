/**
 * Pins: what brings exact ranges back on undo.
 *
 * Mapping alone cannot restore a range whose end was deleted: when the words return, the end stays
 * where they were taken out. So before a transaction that would lose a range this way, one step for
 * each such entry writes its range down. Undo, which runs backwards, brings back the words first
 * and then the range.
 */
import type { Transaction } from "prosemirror-state";
import type { StepMap } from "prosemirror-transform";
import { AnnotationStep } from "./annotation-step";
import type { Annotations } from "./annotations";
import { mapRange } from "./ranges";
import type { Range } from "./text";

/** The pins a transaction needs before its own steps; none when it loses no range. */
export function pinsFor({ records, ranges }: Annotations, tr: Transaction): AnnotationStep[] {
  const maps = tr.mapping.maps.filter(deletesText);
  if (maps.length === 0) return [];
  const live = liveOps(records);
  return [...ranges].flatMap(([op, range]) =>
    live.has(op) && isLost(range, tr.mapping.maps) ? pin(op, range) : [],
  );
}

/** The step that writes a range down. */
export function pin(op: string, range: Range): AnnotationStep {
  return new AnnotationStep({ type: "pin", op, range });
}

/** The entries with ranges that nobody has taken back, of whatever record: undo may show them again. */
export function liveOps(records: Annotations["records"]): ReadonlySet<string> {
  const live = new Set<string>();
  for (const record of records.values()) {
    if (record.kind !== "passage" && record.kind !== "clearance") continue;
    for (const entry of record.fields.quote ?? []) if (!entry.retracted) live.add(entry.op);
  }
  return live;
}

/** Whether a step takes something out of the document, so that words or ends may be lost. */
function deletesText(map: StepMap): boolean {
  let deletes = false;
  map.forEach((startA, endA) => {
    if (endA > startA) deletes = true;
  });
  return deletes;
}

/** Whether going through the maps and back ends elsewhere than it began. */
function isLost(range: Range, maps: readonly StepMap[]): boolean {
  let here = range;
  for (const map of maps) {
    const there = mapRange(here, map);
    const back = mapRange(there, map.invert());
    if (back.from !== here.from || back.to !== here.to) return true;
    here = there;
  }
  return false;
}
