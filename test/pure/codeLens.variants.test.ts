import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parsePlan } from '../../src/core/plan/parse';
import type { PlanStatus } from '../../src/core/types';
import { guessFile } from '../../src/features/codeLens/guess';
import { lensFile, lensesOf } from '../../src/features/codeLens/model';
import { placeholders } from '../../src/features/codeLens/placeholders';
import { lineOfPhase } from '../../src/view/phaseLine';
import { readPlaces } from '../../src/features/codeLens/readPlaces';
import { phase, running, status, unmerged } from './surfaces.statuses';

const contextFile = 'context/context.md';
const master = 'context/plans/2025-12-18-auth.md';
const head = '# Master Plan: Auth\n\n';

/** Every way real plans list their phases; phase 1 and 2 stand on the lines given. */
const variants: Record<string, { text: string; lines: [number, number] }> = {
  headings: { text: '### Phase 1: Database\n\n### Phase 2: API\n', lines: [2, 4] },
  'deeper headings': { text: '## Phase Breakdown\n\n#### Phase 1: Database\n\n#### Phase 2: API\n', lines: [4, 6] },
  'headings with a dash': { text: '## Phase 1 — Database\n\n## Phase 2 - API\n', lines: [2, 4] },
  'bold headings': { text: '### **Phase 1: Database**\n\n### **Phase 2: API**\n', lines: [2, 4] },
  'ticked headings': { text: '### ✅ Phase 1: Database\n\n### Phase 2: API (in progress)\n', lines: [2, 4] },
  'underlined headings': {
    text: 'Phase 1: Database\n-----------------\n\nPhase 2: API\n------------\n',
    lines: [2, 5],
  },
  'a table': {
    text: '| Phase | Title | Plan |\n| --- | --- | --- |\n| 1 | Database | a.md |\n| 2 | API | b.md |\n',
    lines: [4, 5],
  },
  'bold lines': { text: '**Phase 1:** Database\n\nText.\n\n**Phase 2:** API\n', lines: [2, 6] },
  'a list of bold items': { text: '- **Phase 1: Database** – tables\n- **Phase 2: API** – routes\n', lines: [2, 3] },
  'a list of sub-plans': {
    text: '## Sub-Plans\n\n- `2025-12-18-auth-phase-1.md` — Database\n- `2025-12-18-auth-phase-2.md` — API\n',
    lines: [4, 5],
  },
  'numbers with a zero': { text: '### Phase 01: Database\n\n### Phase 02: API\n', lines: [2, 4] },
};

function lines(of: PlanStatus, text: string, path = master): number[] {
  const file = lensFile(of, contextFile, path);
  assert.ok(file);
  return [...new Set(lensesOf(of, file, readPlaces(text, path === contextFile)).map((lens) => lens.line))];
}

describe('code lenses on every way to list phases', () => {
  const two = [phase(1), phase(2, { blockedBy: [1] })];
  for (const [name, { text, lines: expected }] of Object.entries(variants)) {
    for (const eol of ['\n', '\r\n']) {
      it(`${name}${eol === '\n' ? '' : ' (CRLF)'}`, () => {
        assert.deepEqual(lines(status({ phases: two }), (head + text).replaceAll('\n', eol)), [0, ...expected]);
      });
    }
  }

  it('ids that differ in case or zeroes alone are the same, unless two would be meant', () => {
    const places = readPlaces(`${head}### Phase 1A: One\n\n### Phase 2b: Two\n\n### Phase 2B: Three\n`);
    assert.equal(lineOfPhase(places, '1a'), 2);
    assert.equal(lineOfPhase(places, '2b'), 4);
    assert.equal(lineOfPhase(places, '2B'), 6);
  });

  it('a phase that the plan shows nowhere keeps its button at the title', () => {
    const file = lensFile(status({ phases: two }), contextFile, master);
    const lenses = file ? lensesOf(status({ phases: two }), file, readPlaces(`${head}Prose alone.\n`)) : [];
    assert.deepEqual(
      lenses.map((lens) => `${lens.line} ${lens.title}`),
      ['0 $(play) Start Phase 1', '0 0/2 phases'],
    );
  });
});

describe('code lenses stay at their lines', () => {
  const text = `${head}### Phase 1: Database\n\n### Phase 2: API\n\n### Phase 3: Frontend\n`;
  const context = (phased: unknown, rest = ''): string =>
    `# Current Work Summary\n\nPlanned: Auth\n\n${rest}\`\`\`json\n${JSON.stringify({
      active_context: [master],
      completed_summaries: [],
      ...(phased ? { phased_execution: phased } : {}),
    })}\n\`\`\`\n`;
  const phases = [1, 2, 3].map((id) => ({
    phase: id,
    plan: `context/plans/2025-12-18-auth-phase-${id}.md`,
    status: id === 2 ? 'in_progress' : 'pending',
  }));
  const phased = { master_plan: master, phases, current_phase: 2 };
  const guessed = (file: string, at: string, of = context(phased)): number[] => {
    const guess = guessFile(of, contextFile, at);
    assert.ok(guess);
    return placeholders(guess, readPlaces(file, guess.kind === 'context')).map((lens) => lens.line);
  };

  it('in every state', () => {
    for (const of of [status(), running(), unmerged(), status({ state: 'complete' })]) {
      assert.deepEqual(lines(of, text), [0, 2, 4, 6]);
      for (const each of of.phases) assert.deepEqual(lines(of, '\n# Phase\n', each.plan ?? ''), [1]);
      assert.equal(lines(of, '# Current Work Summary\n', contextFile)[0], 0);
    }
  });

  it('from before the state is known', () => {
    assert.deepEqual(guessed(text, master), [0, 2, 4, 6]);
    assert.deepEqual(guessed('\n# Phase 2: API\n', phases[1]?.plan ?? ''), [1]);
    const list = context(phased, '## To-Do List\n\n- [x] Login\n- [ ] Tokens\n\n');
    assert.deepEqual(guessed(list, contextFile, list), [0, 6, 7]);
    assert.deepEqual(lines(running(), list, contextFile), [0, 6, 7]);
    assert.deepEqual(guessed('# Plan: Auth\n', master, context(null)), [0]);
  });

  it('and stand in no other file', () => {
    assert.equal(guessFile(context(phased), contextFile, 'context/plans/other.md'), null);
    assert.equal(guessFile('no state block', contextFile, master), null);
  });
});

/** Real plan folders beside the repository; absent for most people, and then there is nothing to test. */
const CORPUS = resolve('../shared/corpus');
const corpusPlans = existsSync(CORPUS)
  ? readdirSync(CORPUS)
      .map((repository) => join(CORPUS, repository, 'plans'))
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  : [];

describe('code lenses on the master plans of the corpus', () => {
  for (const path of corpusPlans) {
    const text = readFileSync(path, 'utf8');
    const plan = parsePlan(text);
    if (plan.kind !== 'master') continue;
    it(path.slice(CORPUS.length + 1), () => {
      // Lines that speak of a phase in the plan's list of phases, as a reader finds them.
      const named = plan.phases.map((each) => [each.phase, text.split(/\r?\n/)[each.line]] as const);
      for (const [id, line] of named) assert.match(line ?? '', new RegExp(`\\b${id}\\b`), `phase ${id}`);
      const phases = plan.phases.map((each) => phase(each.phase));
      assert.deepEqual(lines(status({ phases }), text), [plan.titleLine, ...plan.phases.map((each) => each.line)]);
    });
  }
});
