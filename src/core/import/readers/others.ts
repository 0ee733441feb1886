import { CHECKS, REVIEWS } from '../../plan/words';
import { flat, isItem, type NamedPart } from '../parts/find';
import type { Item, Part } from '../parts/outline';
import { itemText, proseText, readName } from '../parts/texts';
import { hasOwnWork } from './proseSteps';
import { isApart } from './proseWords';

/** What is ticked there is judged, not done. */
const JUDGED = new RegExp(String.raw`\b(?:${[...CHECKS, ...REVIEWS].join('|')})\b`);

export interface OtherRules {
  /** Whether boxes of work stand right below a heading. */
  hasWork?: (part: Part) => boolean;
  /** Whether nothing below a heading is work. */
  isShut?: (part: Part) => boolean;
}

/**
 * The parts that are a plan’s phases, and among them the sections that have boxes of work right below their headings:
 * open work that no phase has isn’t lost. A section that holds a phase is none, nor one that only lists the phases.
 */
export function amongOthers(plan: Part, phases: readonly NamedPart[], rules: OtherRules = {}): NamedPart[] {
  const { hasWork = hasOwnWork, isShut = ({ key }) => isApart(key) } = rules;
  const known = new Map(phases.map((phase) => [phase.part, phase]));
  const names = new Set(phases.map(({ read }) => read.name.toLowerCase()));
  const isPhase = ({ raw }: Item): boolean =>
    readName(proseText(raw)).kind === 'phase' || names.has(itemText(raw).toLowerCase());
  const visit = (part: Part, shut: boolean): NamedPart[] => {
    const phase = known.get(part);
    if (phase) return [phase];
    const isClosed = shut || (part.level > 0 && (isShut(part) || (part.level > 1 && JUDGED.test(part.key))));
    const below = part.parts.flatMap((each) => visit(each, isClosed));
    const counts = !isClosed && part.level > 1 && hasWork(part) && !below.some((each) => known.has(each.part));
    const boxes = counts ? flat(part.blocks.filter(isItem)).filter(({ state }) => state !== null) : [];
    return counts && !boxes.every(isPhase) ? [{ part, read: { ...readName(part.raw), id: null } }] : below;
  };
  return visit(plan, false);
}
