import { parseMarkdown } from '../../markdown/parse';
import { isDependencyLabel } from '../../plan/phases';
import type { DraftCriterion, DraftState, DraftStep, ForeignFile, ForeignFind, PlanDraft } from '../model';
import { asDraft, type FoundPhase } from '../parts/draft';
import type { Feature } from '../parts/feature';
import { asCriterion, asStep, firstParagraph, flat, isItem, itemsIn, sectionCalled } from '../parts/find';
import { readOutline, type Item, type Part } from '../parts/outline';
import { inheritedState, stateOfWords } from '../parts/states';
import { readName } from '../parts/texts';
import { headingTitle, titleOfPath } from '../parts/titles';

/** `backlog/tasks/<id> - <title>.md`: one task, or a parent task whose children are the phases. */
export function readBacklog({ files }: Feature): PlanDraft | null {
  const tasks = files
    .map(taskOf)
    .filter(({ id }) => /\d/.test(id))
    .sort(byId);
  const root = tasks.find((task) => !tasks.some((other) => isParent(other, task))) ?? tasks[0];
  if (!root) return null;
  const children = tasks.filter((task) => task !== root);
  const phases = children.map((child): FoundPhase => ({
    name: child.title,
    state: child.state,
    steps: stepsOf(child),
    criteria: criteriaOfTask(child),
    dependsOn: child.dependencies.map((id) => {
      const place = children.findIndex((other) => other.id === id);
      return place < 0 ? id : place;
    }),
  }));
  const steps = stepsOf(root);
  return asDraft({
    title: root.title,
    objective: firstParagraph(root.section('DESCRIPTION', /^description$/)),
    phases,
    steps: steps.length > 0 ? steps : [{ text: root.title, state: root.state }],
    criteria: criteriaOfTask(root),
  });
}

interface Task {
  /** In lower case. */
  id: string;
  parent: string;
  title: string;
  state: DraftState;
  dependencies: string[];
  outline: Part;
  /** A section between its comments, else below its heading. */
  section: (comment: string, heading: RegExp) => Part | null;
}

function taskOf({ path, text }: ForeignFile): Task {
  const values = parseMarkdown(text).frontMatter?.values ?? [];
  const value = (label: string): string => values.find((each) => each.label.toLowerCase() === label)?.value ?? '';
  const outline = readOutline(text);
  const heading = outline.parts.find(({ level }) => level === 1)?.raw ?? '';
  const { kind, name } = readName(heading);
  const dependencies = values.find(({ label }) => isDependencyLabel(label))?.value ?? '';
  return {
    id: (value('id') || idOfPath(path)).toLowerCase(),
    parent: value('parent_task_id').toLowerCase(),
    title:
      value('title') ||
      headingTitle(kind === 'task' ? name : heading) ||
      titleOfPath(path.replace(/^(.*\/)?\S+ - /, '')),
    state: stateOfWords(value('status')),
    dependencies: dependencies
      .toLowerCase()
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    outline,
    section: (comment, called) => between(text, comment) ?? sectionCalled(outline, called),
  };
}

/** `task-12.02 - Move-the-van.md` → `task-12.02` */
function idOfPath(path: string): string {
  return (
    /^([a-z]+-\d+(?:\.\d+)*)(?: - .*)?\.md$/i.exec(path.slice(path.lastIndexOf('/') + 1))?.[1]?.toLowerCase() ?? ''
  );
}

/** What stands between `<!-- SECTION:PLAN:BEGIN -->` and its end; its headings are its own. */
function between(text: string, comment: string): Part | null {
  const begin = new RegExp(`<!--\\s*(?:SECTION:)?${comment}:BEGIN\\s*-->`).exec(text);
  if (!begin) return null;
  const from = begin.index + begin[0].length;
  const end = new RegExp(`<!--\\s*(?:SECTION:)?${comment}:END\\s*-->`).exec(text.slice(from));
  return end ? readOutline(text.slice(from, from + end.index)) : null;
}

function stepsOf(task: Task): DraftStep[] {
  const plan = task.section('PLAN', /^implementation plan$/);
  if (plan) return itemsIn(plan).map((item) => asStep(item, inheritedState(task.state)));
  return boxesOf(task.outline).map((item) => asStep(item));
}

/** Without a plan, the boxes of all sections that aren’t about criteria. */
function boxesOf(part: Part): Item[] {
  const own = flat(part.blocks.filter(isItem)).filter(({ state }) => state !== null);
  return [...own, ...part.parts.filter(({ key }) => !CRITERIA.test(key)).flatMap(boxesOf)];
}
const CRITERIA = /^(?:acceptance criteria|definition of done|success criteria)$/;

function criteriaOfTask(task: Task): DraftCriterion[] {
  const sections = [
    task.section('AC', /^acceptance criteria$/),
    task.section('DOD', /^definition of done$/),
    sectionCalled(task.outline, /^success criteria$/),
  ];
  return sections
    .flatMap((part) => (part ? itemsIn(part) : []))
    .map((item) => asCriterion(item, task.state === 'done'));
}

function isParent(parent: Task, child: Task): boolean {
  return parent !== child && (child.parent === parent.id || child.id.startsWith(`${parent.id}.`));
}

/** By the numbers of their ids: 12.1 before 12.02. */
function byId(a: Task, b: Task): number {
  const [first, second] = [numbersOf(a), numbersOf(b)];
  const at = first.findIndex((number, index) => number !== second[index]);
  return at < 0 ? first.length - second.length : (first[at] ?? 0) - (second[at] ?? -1);
}

const numbersOf = ({ id }: Task): number[] => [...id.matchAll(/\d{1,9}/g)].map(([digits]) => Number(digits));

/**
 * A parent task and its children are one find, named by the parent: `task-12.1` belongs to `task-12`, in whichever
 * folder it lies. Families of which nothing is left to be done are none.
 */
export function joinFamilies(finds: readonly ForeignFind[]): ForeignFind[] {
  const byId = new Map(finds.map((find) => [placeOf(find, idOfPath(find.source)), find]));
  const families = new Map<ForeignFind, string[]>();
  for (const find of finds) {
    let top = find;
    for (let id = idOfPath(find.source); id.includes('.');) {
      id = id.slice(0, id.lastIndexOf('.'));
      top = byId.get(placeOf(find, id)) ?? top;
    }
    const files = families.get(top);
    if (files) files.push(...find.files);
    else families.set(top, [...find.files]);
  }
  return [...families]
    .map(([find, files]) => ({ ...find, files }))
    .filter(({ files }) => files.some((path) => !/\/completed\/[^/]+$/i.test(path)));
}

/** An id in the backlog that a file lies in. */
function placeOf({ source }: ForeignFind, id: string): string {
  return source.replace(/[^/]+\/[^/]+$/, '') + id;
}
