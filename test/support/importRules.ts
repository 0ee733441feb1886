// Reading texts as another method's files, and saying in few words what came of it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readForeign } from '../../src/core/import/foreign';
import type { DraftCriterion, DraftStep, ForeignFile, ForeignPlan, PlanDraft } from '../../src/core/import/model';

/** The one plan of these files, by path. */
function planOf(files: Record<string, string>, project?: string): ForeignPlan | null {
  const plans = readForeign(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    project === undefined ? {} : { project },
  );
  if (plans.length > 1) throw new Error(`Expected one plan, got ${plans.length}`);
  return plans[0] ?? null;
}

const MARKS = { open: ' ', started: '~', done: 'x', dropped: '-' };
const step = ({ text, state }: DraftStep): string => `[${MARKS[state]}] ${text}`;
const criterion = ({ text, done }: DraftCriterion): string => `${done ? '✓' : '?'} ${text}`;

/** A draft as lines: `# phase < what it waits for`, `= its objective`, `[x] step`, `? criterion`, `✓ criterion`. */
function linesOf(draft: PlanDraft | null | undefined): string[] {
  if (!draft) return [];
  return [
    ...draft.phases.flatMap(({ name, objective, steps, criteria, dependsOn }) => [
      dependsOn.length > 0 ? `# ${name} < ${dependsOn.join(', ')}` : `# ${name}`,
      ...(objective === undefined ? [] : [`= ${objective}`]),
      ...steps.map(step),
      ...criteria.map(criterion),
    ]),
    ...(draft.steps ?? []).map(step),
    ...(draft.criteria ?? []).map((each) => `plan ${criterion(each)}`),
  ];
}

/** One rule of one method: files, what the draft is, and its title and objective where the rule is about them. */
export interface Rule {
  name: string;
  files: Record<string, string>;
  /** As `linesOf` gives them; none: no plan. */
  lines: string[];
  title?: string;
  objective?: string | null;
  project?: string;
}

/** A test for each rule of each method. */
export function itReads(methods: Record<string, Rule[]>): void {
  for (const [method, rules] of Object.entries(methods)) {
    describe(`import: ${method}`, () => {
      for (const { name, files, lines, title, objective, project } of rules) {
        it(name, () => {
          const draft = planOf(files, project)?.draft;
          assert.deepEqual(linesOf(draft), lines);
          if (title !== undefined) assert.equal(draft?.title, title);
          if (objective !== undefined) assert.equal(draft?.objective, objective);
        });
      }
    });
  }
}

/** Samples of other methods beside the repository; absent for most people, and then there is nothing to test. */
const ROOT = '../shared/foreign';

export interface ForeignProject {
  method: string;
  files: ForeignFile[];
  /** By source, and `#tag`; null: no plan. */
  expected: Record<string, PlanDraft | null>;
}

export function projects(): ForeignProject[] {
  const methods = existsSync(ROOT)
    ? readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, 'expected.json')))
    : [];
  return methods.map((method) => {
    const root = join(ROOT, method);
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
    const files = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
    const expected = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as ForeignProject['expected'];
    return { method, files, expected };
  });
}
