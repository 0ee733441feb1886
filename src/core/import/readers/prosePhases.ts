/** Phases that have no heading: labels in bold, or items of a list. */
import type { FoundPhase } from '../parts/draft';
import { isItem, partsIn, type NamedPart } from '../parts/find';
import type { Item, Part } from '../parts/outline';
import { stateOfWords } from '../parts/states';
import { proseText, readName, withoutOrder, type ReadName } from '../parts/texts';
import { Waiting, type Wait } from '../parts/waiting';
import { amongOthers } from './others';
import { hasOwnWork, itemsOfSteps, listSteps } from './proseSteps';

/** Phases that stand in the text of one section or of several. */
export interface WrittenPhases {
  phases: FoundPhase[];
  /** Where they stand, in the order of the file. */
  parts: Part[];
}

/** `**Phase 2 - Asking** (*depends on Phase 1*)`, each with the list below it. */
export function labelledPhases(plan: Part): WrittenPhases | null {
  const found: { raw: string; items: Item[] }[] = [];
  const parts: Part[] = [];
  for (const part of partsIn(plan)) {
    let open = false;
    for (const block of part.blocks) {
      if (isItem(block)) {
        if (open) found.at(-1)?.items.push(block);
      } else if (block.label !== '') {
        const { kind, id } = readName(block.label);
        open = kind === 'phase' && id !== null;
        if (!open) continue;
        found.push({ raw: block.raw, items: [] });
        if (parts.at(-1) !== part) parts.push(part);
      }
    }
  }
  if (found.length === 0) return null;
  const reads = found.map(({ raw }) => readName(proseText(withoutOrder(raw))));
  const waiting = new Waiting(reads);
  const phases = found.map(({ raw, items }, at) => {
    const state = stateOfWords(reads[at]?.state ?? '');
    return {
      name: reads[at]?.name ?? proseText(raw),
      state,
      steps: listSteps([items], state),
      dependsOn: waiting.inHeading(raw),
    };
  });
  return { phases, parts };
}

/** `1. Phase A - Baseline`, as items of a list, each with the list below it, or the items up to the next. */
export function listedPhases(plan: Part): WrittenPhases | null {
  for (const part of partsIn(plan)) {
    const found: { read: ReadName; item: Item; below: Item[] }[] = [];
    for (const item of itemsOfSteps(part.blocks)) {
      const read = readName(proseText(withoutOrder(item.raw)));
      if (read.kind === 'phase' && read.id !== null) found.push({ read, item, below: [...item.items] });
      else if (found.length === 0) break;
      else found.at(-1)?.below.push(item);
    }
    if (found.length < 2 || found.every(({ below }) => below.length === 0)) continue;
    const waiting = new Waiting(found.map(({ read }) => read));
    const phases = found.map(({ read, item, below }) => {
      const state = item.state ?? stateOfWords(read.state ?? '');
      return { name: read.name, state, steps: listSteps([below], state), dependsOn: waiting.inHeading(item.raw) };
    });
    return { phases, parts: [part] };
  }
  return null;
}

/** The sections beside those phases that have boxes of work. */
export function besideWritten(plan: Part, { parts }: WrittenPhases): NamedPart[] {
  const holders = new Set(parts);
  const holds = (part: Part): boolean => [...partsIn(part)].some((each) => holders.has(each));
  return amongOthers(plan, [], { hasWork: (part) => hasOwnWork(part) && !holds(part) });
}

const movedBy = (count: number, waits: readonly Wait[] = []): Wait[] =>
  waits.map((each) => (typeof each === 'number' ? each + count : each));

/** The phases with those of other sections: these stand before them, or after them, as in the file. */
export function amongWritten(
  plan: Part,
  { phases, parts }: WrittenPhases,
  sections: readonly NamedPart[],
  others: readonly FoundPhase[],
): FoundPhase[] {
  const order = [...partsIn(plan)];
  const first = order.findIndex((part) => part === parts[0]);
  const isBefore = new Set(order.slice(0, first));
  const count = sections.filter(({ part }) => isBefore.has(part)).length;
  const moved = phases.map((phase) => ({ ...phase, dependsOn: movedBy(count, phase.dependsOn) }));
  const alone = others.map((phase) => ({ ...phase, dependsOn: [] }));
  return [...alone.slice(0, count), ...moved, ...alone.slice(count)];
}
