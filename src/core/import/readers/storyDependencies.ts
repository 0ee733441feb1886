import { isDependencyLabel } from '../../plan/phases';
import { isItem, labelled, partsIn, type NamedPart } from '../parts/find';
import type { Part } from '../parts/outline';
import { proseText } from '../parts/texts';
import { Waiting, type Wait } from '../parts/waiting';

const STORY = /\b(?:user stor(?:y|ies)|us)\s?#?(\d+)\b/i;
const ALL_STORIES = /\b(?:all|both|every|each)\b[^.;]*\bstor(?:y|ies)\b|\bdesired\b[^.;]*\bstories\b/i;
const ALL_BEFORE = /\ball (?:the )?(?:previous|prior|earlier|preceding|other) phases\b/i;

/** The number of the story that a phase is for; null for none. */
export function storyOf({ raw }: Pick<Part, 'raw'>): string | null {
  return STORY.exec(raw)?.[1] ?? null;
}

/** What each phase waits for, as places in the list: by its own label, and by the list *Phase Dependencies*. */
export function storyDependencies(tasks: Part, parts: readonly NamedPart[]): Wait[][] {
  const context = contextOf(parts);
  const found = parts.map(({ part }): Wait[] =>
    labelled(part, { test: isDependencyLabel }).flatMap(({ value }) => [
      ...context.refer(value),
      ...context.waiting.unknown(value),
    ]),
  );
  for (const { subject, rest } of listed(tasks)) {
    for (const at of subjects(subject, context)) {
      const before = ALL_BEFORE.test(rest) ? [...parts.keys()].slice(0, at) : [];
      found[at]?.push(...context.refer(rest), ...context.waiting.unknown(rest), ...before);
    }
  }
  return found;
}

interface Context {
  last: number;
  stories: readonly number[];
  waiting: Waiting;
  /** Whatever of the plan a text names. */
  refer: (text: string) => number[];
}

function contextOf(parts: readonly NamedPart[]): Context {
  const waiting = new Waiting(parts.map(({ read }) => read));
  const stories = parts.flatMap(({ part }, at) => (storyOf(part) === null ? [] : [at]));
  const byStory = (number = ''): number[] => stories.filter((at) => storyOf(parts[at]?.part ?? { raw: '' }) === number);
  const refer = (text: string): number[] => [
    ...waiting.numbered(text),
    ...waiting.called(text),
    ...[...text.matchAll(new RegExp(STORY, 'gi'))].flatMap(([, number]) => byStory(number)),
    ...(ALL_STORIES.test(text) ? stories : []),
  ];
  return { last: parts.findLastIndex(({ read }) => read.kind === 'phase'), stories, waiting, refer };
}

/** Lists of what waits for what. That of stories often only says what may come after what. */
const LISTS: readonly [names: RegExp, words: RegExp][] = [
  [/^(?:phase )?dependencies$/, /\b(?:depends?|dependent|requires?|needs?|after)\b(.*)$/i],
  [/^user story dependencies$/, /\b(?:depends?|dependent) on\b(.*)$/i],
];

/** `**Polish (Final Phase)**: Depends on both stories` */
function listed(tasks: Part): { subject: string; rest: string }[] {
  const sections = [...partsIn(tasks)];
  return LISTS.flatMap(([names, words]) => {
    const items = sections.filter(({ key }) => names.test(key)).flatMap(({ blocks }) => blocks.filter(isItem));
    return items.flatMap(({ raw }) => {
      const [, subject = '', said = ''] = /^([^:：]{1,200})[:：](.*)$/.exec(proseText(raw)) ?? [];
      const rest = words.exec(said)?.[1];
      return rest === undefined ? [] : [{ subject, rest: rest.replace(/\b(?:blocks|may)\b.*$/i, '') }];
    });
  });
}

function subjects(subject: string, { last, stories, waiting, refer }: Context): readonly number[] {
  if (/\bphase \d+\+/i.test(subject) || /\buser stories\b(?! \d)/i.test(subject)) return stories;
  if (/\bfinal phase\b|\bphase n\b/i.test(subject)) return last < 0 ? [] : [last];
  const numbered = waiting.numbered(subject);
  return numbered.length > 0 ? numbered : [...new Set(refer(subject))].slice(0, 1);
}
