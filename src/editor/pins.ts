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
import { mapRange, QuickMap } from "./ranges";
import type { Range } from "./text";

/** The pins a transaction needs before its own steps; none when it loses no range. */
export function pinsFor({ records, ranges }: Annotations, tr: Transaction): AnnotationStep[] {
  if (!tr.mapping.maps.some(deletesText)) return [];
  const maps = tr.mapping.maps.map((map) => new QuickMap(map));
  const back = maps.map((map) => map.invert());
  const live = liveOps(records);
  return [...ranges].flatMap(([op, range]) =>
    live.has(op) && isLost(range, maps, back) ? pin(op, range) : [],
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

/** Whether going through one of the maps and back ends elsewhere than it began. */
function isLost(range: Range, maps: readonly QuickMap[], back: readonly QuickMap[]): boolean {
  let here = range;
  return maps.some((map, index) => {
    const before = here;
    here = mapRange(before, map);
    if (map.isBeside(before)) return false;
    const { from, to } = mapRange(here, back[index]!);
    return from !== before.from || to !== before.to;
  });
}
