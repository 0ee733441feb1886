import type { ContextFile, NewTodo } from '../../context/model';
import { parseContext } from '../../context/parse';
import { entryIn, planNamedIn } from '../../context/planNamed';
import { replacedList, type ReplacedTodo } from '../../context/replaced';
import { PlanError } from '../../errors';
import { isSettled } from '../../markdown/settled';
import type { MarkdownDocument } from '../../markdown/document';
import { lineText, metadataLines, metadataTarget } from '../../markdown/parse';
import type { PlanFile } from '../../plan/model';
import { resolveReference } from '../../plan/names';
import { parsePlan } from '../../plan/parse';
import type { Ports } from '../../ports';
import { phaseAmidText } from '../../phaseTexts';
import { samePhase, type ExecuteOptions, type PhaseId } from '../../types';
import type { Judgement } from './judge';
import { readIfText } from '../../folder/summaryFile';
import { readPlan, summaryOf } from '../../folder/world';
import type { PhasePlan } from '../../folder/model';

/**
 * Looks at the to-dos of `text` that a start takes the place of: a list with ticks, or items added by hand, is never
 * replaced without asking, unless it belongs to a completed phase whose summary holds it. `keep`: the phases whose
 * to-dos stay; null when the whole list goes. Resolves to the lines to be kept under the progress notes, or null when
 * nothing would be lost. Throws `UNFINISHED` unless `todoList` says to replace them.
 */
export async function judgeReplacing(
  ports: Ports,
  j: Judgement,
  { text, keep, todos }: { text: string; keep: PhaseId[] | null; todos: readonly NewTodo[] },
  o: ExecuteOptions,
): Promise<string[] | null> {
  const context = parseContext(text);
  const owner = phaseOfTodo(j, context, { phase: null })?.id ?? null;
  const list = replacedList(text, keep, samePhase(owner, j.phase?.id) ? null : owner);
  const known = new Set(todos.map((each) => boxKey(each.text, each.marker)));
  const lost = await notHeld(ports, j, context, list.todos, (each) => known.has(boxKey(each.text, each.marker)));
  if (lost.length === 0) return null;
  if (o.todoList === 'replace') return list.lines;
  throw wouldReplace(list.todos.length, lost);
}

/**
 * The same for the list of this very phase in the context file that is left behind: the branch begins with another
 * one, and this list is on no branch of the phase's (it was lost, or its status was set back). `text`: the one that the
 * branch begins with.
 */
export async function judgeLeaving(
  ports: Ports,
  j: Judgement,
  { text, todos }: { text: string; todos: readonly NewTodo[] },
  o: ExecuteOptions,
): Promise<string[] | null> {
  const { context, text: here } = j.world;
  const tip = j.records.tips.get(j.phase?.id ?? null);
  const elsewhere = [text, ...(tip ? [tip.text] : [])];
  const named = j.phase ? context.masterPlan : context.plan;
  if (elsewhere.includes(here) || (named !== null && named !== j.plan.path)) return null;
  const held = elsewhere.flatMap((each) => replacedList(each, null).todos);
  const known = new Set([...todos, ...held].map((each) => boxKey(each.text, each.marker)));
  const lines = new Set(held.flatMap(({ under }) => under.map(lineKey)));
  const list = replacedList(here, null);
  const all = await notHeld(ports, j, context, list.todos, (each) => known.has(boxKey(each.text, each.marker)));
  const lost = all
    .filter(({ owner }) => owner === null || samePhase(owner.id, j.phase?.id))
    .map((each) => ({ ...each, under: each.under.filter((line) => !lines.has(lineKey(line))) }))
    .filter(({ said, under }) => said || under.length > 0);
  if (lost.length === 0) return null;
  if (o.todoList === 'replace') return list.lines;
  const { branch } = j.repo.head;
  const notes = context.progressNotes !== null && branch !== null;
  throw wouldReplace(list.todos.length, lost, notes ? ` The progress notes beside it stay on ${branch}.` : '');
}

function wouldReplace(count: number, lost: LostTodo[], more = ''): PlanError {
  const ticked = lost.filter(({ said, marker }) => said && marker !== ' ').length;
  const added = lost.filter(({ said, byHand }) => said && byHand).length;
  const noted = lost.filter(({ under }) => under.length > 0).length;
  const counts = listed([
    ...(ticked > 0 ? [`${ticked} ticked`] : []),
    ...(added > 0 ? [`${added} added by hand`] : []),
    ...(noted > 0 ? [`${noted} with notes under ${noted === 1 ? 'it' : 'them'}`] : []),
  ]);
  const [owner] = lost.map((each) => each.owner).filter((each) => each !== null);
  const whose = owner ? ` of ${phaseAmidText(owner.id)}` : '';
  return new PlanError(
    'UNFINISHED',
    `The to-do list${whose} has ${count} item${count === 1 ? '' : 's'}, ${counts}, which no summary holds, and this start would replace it. Finish what it belongs to first, or let it be replaced: it is then kept under the progress notes.${more}`,
  );
}

const listed = (all: string[]): string => all.join(', ').replace(/, ([^,]*)$/, ' and $1');

/** `under`: of its lines, those that would be lost. */
interface LostTodo extends ReplacedTodo {
  owner: PhasePlan | null;
  byHand: boolean;
  /** Whether it would be lost itself. */
  said: boolean;
}

/**
 * The to-dos that say more than what is written elsewhere: in the plan they were taken from, in a summary, or, where
 * `isKnown`, in the new list.
 */
async function notHeld(
  ports: Ports,
  j: Judgement,
  context: ContextFile,
  gone: ReplacedTodo[],
  isKnown: (todo: ReplacedTodo) => boolean,
): Promise<LostTodo[]> {
  const lost = gone.map((todo): LostTodo & { over: boolean } => {
    const owner = phaseOfTodo(j, context, todo);
    const file = ownFile(j, context, owner);
    const byHand = !file?.steps.some(({ text }) => bareWords(text) === bareWords(todo.text));
    const over = file === null || (owner !== null && entryIn(context, j.plan.path, owner.id)?.status === 'completed');
    const planned = file && todo.under.length > 0 ? linesInLists(file.doc) : new Set();
    const under = todo.under.filter((line) => !planned.has(lineKey(line)));
    return { ...todo, owner, byHand, over, under, said: !isKnown(todo) && (todo.marker !== ' ' || byHand) };
  });
  const isLost = ({ said, under }: LostTodo): boolean => said || under.length > 0;
  if (!lost.some((todo) => todo.over && isLost(todo))) return lost.filter(isLost);
  const held = await heldBySummaries(ports, j, context);
  const left = lost.map((todo) => {
    if (!todo.over) return todo;
    const box = held.items.get(bareWords(todo.text));
    // One that was done after its summary was written isn't done there.
    const said = todo.said && (box === undefined || (isSettled(todo.marker) && !isSettled(box)));
    return { ...todo, said, under: todo.under.filter((line) => !held.lines.has(lineKey(line))) };
  });
  return left.filter(isLost);
}

/**
 * The phase that a to-do was taken from: the one it stands under, else the one whose plan is named, else the one that
 * runs. In a file of another plan it is none of this one’s.
 */
function phaseOfTodo(
  { plan }: Judgement,
  context: ContextFile,
  { phase: group }: Pick<ReplacedTodo, 'phase'>,
): PhasePlan | null {
  const isOfAnother = (context.state?.phased?.phases.length ?? 0) > 0 && planNamedIn(context) !== plan.path;
  if (isOfAnother) return null;
  const phases = plan.phases;
  if (group !== null) return phases.find(({ id }) => samePhase(id, group)) ?? null;
  if (context.phasePlan !== null) {
    return phases.find((each) => (each.plan?.path ?? each.entry.plan) === context.phasePlan) ?? null;
  }
  const running = phases.filter((each) => entryIn(context, plan.path, each.id)?.status === 'in_progress');
  return running.length === 1 ? (running[0] ?? null) : null;
}

/** The plan file its to-dos were made from; null when nobody knows whose list it is. */
function ownFile(j: Judgement, context: ContextFile, owner: PhasePlan | null): PlanFile | null {
  const runs = j.plan.kind === 'simple' && context.state?.executionBranch != null && context.plan === j.plan.path;
  if (!owner && !runs) return null;
  return (owner ? owner.plan : j.plan.plan)?.file ?? parsePlan('');
}

/** In place of a box, for a step that is over with its plan. */
const OVER_BOX = '-';

/**
 * What the summaries hold, with its box: their own items, and the steps of the plans they are about, which are over
 * with them. All of them are read: a start with such a list is rare.
 */
async function heldBySummaries(
  ports: Ports,
  j: Judgement,
  context: ContextFile,
): Promise<{ items: Map<string, string>; lines: Set<string> }> {
  const items = new Map<string, string>();
  const lines = new Set<string>();
  const steps = new Map<string, string>();
  for (const path of context.state?.completedSummaries ?? []) {
    for (const text of await versionsOf(ports, j, path)) {
      const { doc } = parsePlan(text);
      for (const line of text.split(/\r\n|\r|\n/)) lines.add(lineKey(line));
      for (const { text: own, task } of doc.items) {
        const key = bareWords(own);
        if (!isSettled(items.get(key) ?? ' ')) items.set(key, task?.marker ?? OVER_BOX);
      }
      const named = metadataLines(doc).filter(({ label }) => /^(?:phase )?plan$/i.test(label));
      for (const { value } of named) {
        const { plan } = await readPlan(ports.files, resolveReference(j.plan.path, metadataTarget(value)));
        for (const step of plan?.file.steps ?? []) steps.set(bareWords(step.text), OVER_BOX);
      }
    }
    const world = context.state ? { ...j.world, state: context.state } : j.world;
    const about = j.plan.phases.filter((phase) => summaryOf(world, j.plan, phase) === path);
    for (const step of about.flatMap((phase) => phase.plan?.file.steps ?? []))
      steps.set(bareWords(step.text), OVER_BOX);
  }
  // What a summary says itself counts first.
  return { items: new Map([...steps, ...items]), lines };
}

/** A summary as it is here, at the start point and on the branches of the phases: it may not be merged yet. */
async function versionsOf(ports: Ports, { start, records }: Judgement, path: string): Promise<string[]> {
  const here = await readIfText(ports, path);
  if (here !== null) return [here];
  const commits = [start.commit, ...[...records.branches.values()].map(({ tip }) => tip)];
  return (await ports.git.readAt(commits, path)).filter((text) => text !== null);
}

/** A text for comparison: a to-do was cleaned of its step's markup, and reading it again may take more for markup. */
function bareWords(text: string): string {
  return text
    .replace(/[`*_~\\:]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A line for comparison: in a summary it may be indented in another way, and a heading of another level. */
const lineKey = (line: string): string => bareWords(line.replace(/^[\s>]*(?:(?:[-+*]|\d{1,9}[.)]|#{1,6})\s+)?/, ''));

/** The lines of the items of a plan file. */
function linesInLists(doc: MarkdownDocument): Set<string> {
  const lines = new Set<string>();
  for (const { line, endLine, depth } of doc.items) {
    if (depth === 0) for (let at = line; at < endLine; at++) lines.add(lineKey(lineText(doc, at)));
  }
  return lines;
}

const boxKey = (text: string, marker = ' '): string => `${marker} ${bareWords(text)}`;
