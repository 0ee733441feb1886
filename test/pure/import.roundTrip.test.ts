import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findForeign, readForeign } from '../../src/core/import/foreign';
import type { DraftCriterion, DraftState, ForeignPlan, PlanDraft } from '../../src/core/import/model';
import { cleanInline } from '../../src/core/markdown/parse';
import { parsePlan } from '../../src/core/plan/parse';
import { foreignSamples } from '../support/foreign';
import { folderInMemory, type MemoryFolder } from '../support/memory';

/** Samples of other methods beside the repository; absent for most people. */
const ROOT = '../shared/foreign';

interface Sample {
  name: string;
  files: Map<string, string | null>;
}

const beside = existsSync(ROOT) ? readdirSync(ROOT, { withFileTypes: true }).filter((each) => each.isDirectory()) : [];
const samples: Sample[] = [
  ...Object.entries(foreignSamples).map(([name, { files }]) => ({ name, files: new Map(Object.entries(files)) })),
  ...beside.map(({ name }) => ({ name: `${name}, beside the repository`, files: filesBelow(join(ROOT, name)) })),
];

function filesBelow(root: string): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = entries.map((each) => join(each.parentPath, each.name).slice(root.length + 1));
  const kept = paths.filter((path) => path !== 'expected.json');
  return new Map(kept.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const STATES: Record<string, DraftState> = { x: 'done', X: 'done', '-': 'dropped', '~': 'started' };

/** What our own reader makes of the files that were written, as a draft. */
async function readBack(texts: MemoryFolder['texts'], files: readonly string[]): Promise<PlanDraft> {
  const { phases } = await folderInMemory(texts).engine.status();
  const [first, ...others] = files.map((path) => parsePlan(texts.get(path) ?? ''));
  assert.ok(first);
  const steps = (plan: typeof first) =>
    plan.steps.map(({ text, marker = ' ' }) => ({ text, state: STATES[marker] ?? 'open' }));
  const criteria = (plan: typeof first) => plan.criteria.map(({ text, done }) => ({ text, done }));
  const names = first.phases.map(({ name }) => name);
  assert.deepEqual(
    others.map(({ title, phase }) => [title, phase]),
    names.map((name, at) => [name, at + 1]),
  );
  const shared = {
    title: first.title ?? '',
    objective: first.objective && cleanInline(first.objective),
    criteria: criteria(first),
  };
  if (others.length === 0) return { ...shared, phases: [], steps: steps(first) };
  const drafts = others.map((plan, at) => ({
    name: names[at] ?? '',
    steps: steps(plan),
    criteria: criteria(plan),
    dependsOn: (phases[at]?.dependsOn ?? []).map((id) => names[Number(id) - 1] ?? ''),
  }));
  return { ...shared, phases: drafts };
}

/** A draft without markup, in the order in which it runs, as a plan that says nothing of dependencies is run. */
function plain(draft: PlanDraft): PlanDraft {
  const clean = <T extends { text: string }>(items: T[]) =>
    items.map((item) => ({ ...item, text: cleanInline(item.text).replace(/:$/, '') }));
  const isNamed = draft.phases.some(({ dependsOn }) => dependsOn.length > 0);
  return {
    title: cleanInline(draft.title),
    objective: draft.objective === null ? null : cleanInline(draft.objective),
    criteria: clean(draft.criteria ?? []),
    phases: draft.phases.map(({ name, steps, criteria, dependsOn }, at) => ({
      name: cleanInline(name),
      steps: clean(steps),
      criteria: clean(criteria),
      dependsOn: (isNamed ? dependsOn : (draft.phases.slice(at - 1, at).map((each) => each.name) ?? [])).map(
        cleanInline,
      ),
    })),
    ...(draft.phases.length > 0 ? {} : { steps: clean(draft.steps ?? []) }),
  };
}

async function importInto(
  texts: MemoryFolder['texts'],
  plan: ForeignPlan,
): Promise<{ draft: PlanDraft; files: string[] }> {
  const { engine } = folderInMemory(texts);
  return engine.importRead(plan, {});
}

describe('import: written and read back', () => {
  for (const { name, files } of samples) {
    const finds = findForeign([...files.keys()]);
    const plans = readForeign([...files].map(([path, text]) => ({ path, text: text ?? '' })));
    for (const plan of plans) {
      it(`${name}: ${plan.source}${plan.tag === undefined ? '' : `#${plan.tag}`}`, async () => {
        assert.ok(finds.length > 0);
        const texts = new Map(files);
        const { files: written } = await importInto(texts, plan);
        const expected = plain(plan.draft);
        const withDefaults = expected.criteria?.length ? expected : { ...expected, criteria: defaults(texts, written) };
        assert.deepEqual(await readBack(texts, written), { ...withDefaults, ...noObjective(expected) });
        const { problems } = await folderInMemory(texts).engine.status();
        assert.deepEqual(problems, []);
      });
    }
  }

  /** A master plan that is given no criteria has two of its own. */
  function defaults(texts: MemoryFolder['texts'], [first = '', ...others]: string[]) {
    const { criteria } = parsePlan(texts.get(first) ?? '');
    assert.equal(criteria.length, others.length > 0 ? 2 : 0);
    return criteria.map(({ text, done }) => ({ text, done }));
  }

  const noObjective = ({ objective }: PlanDraft) => ({ objective });

  it('whatever its texts are', async () => {
    const text = fc
      .oneof(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom(
          '# A heading',
          '- [x] A box',
          '```',
          '<!-- a comment',
          '**Status:** Completed',
          '[x]',
          '1. One',
          '> quote',
          '---',
          '| a | b |',
          'Phase 2: x',
          '`code`',
          '<div>',
        ),
      )
      .map((each) => each.replace(/\s+/g, ' ').trim())
      .filter((each) => each !== '');
    const state = fc.constantFrom<DraftState>('open', 'started', 'done', 'dropped');
    const steps = fc.array(fc.record({ text: text.map((each) => `Do ${each} now`), state }), {
      minLength: 1,
      maxLength: 4,
    });
    const phases = fc.array(
      fc.record({
        name: text.map((each) => `Name ${each} end`),
        objective: text,
        steps,
        criteria: fc.constant<DraftCriterion[]>([]),
        dependsOn: fc.constant<string[]>([]),
      }),
      { maxLength: 3 },
    );
    const drafts = fc.record({ title: text, objective: fc.option(text), phases, steps });
    await fc.assert(
      fc.asyncProperty(drafts, text, async (draft, source) => {
        const texts = new Map<string, string | null>();
        const { files } = await importInto(texts, { method: 'markdown', source, draft, left: [] });
        const back = await readBack(texts, files);
        const wanted = plain(draft);
        assert.deepEqual(
          back.phases.map(({ steps }) => steps),
          wanted.phases.map(({ steps }) => steps),
        );
        assert.deepEqual(back.steps, wanted.steps);
        assert.equal((await folderInMemory(texts).engine.status()).phases.length, draft.phases.length);
      }),
      { numRuns: 150 },
    );
  });
});
