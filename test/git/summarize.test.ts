import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseContext } from '../../src/core/context/parse';
import {
  CONTEXT,
  PHASE,
  PLAN,
  SUMMARY,
  branch,
  commitAt,
  commitFile,
  failed,
  land,
  refused,
  statuses,
  worldIn,
} from '../support/hostile';
import { makeWorld, work, type TestWorld } from '../support/world';

const FILE = `${SUMMARY}-phase-1-summary.md`;

/** Replaces the placeholder of the progress notes. */
function note(world: TestWorld, text: string): void {
  world.write(CONTEXT, world.read(CONTEXT).replace('_Update this section as you complete items._', text));
}

describe('summarizePhase', () => {
  it('lists what changed with counts and subjects, and leaves the context folder out', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'src/old.txt', 'one\ntwo\nthree\nfour\nfive\n');
    commitFile(world, 'src/gone.txt', 'x\ny\n');
    world.git('push', '--quiet');
    await world.engine.executePhase();
    commitFile(world, 'src/new file.txt', 'a\nb\n', 'feat: Add it');
    commitFile(world, 'src/new file.txt', 'a\nc\nd\n', 'fix: Mend *it* [x](y)');
    commitFile(world, 'README.md', '# Project\n\nMore.\n', 'docs: Say more');
    world.git('rm', '--quiet', 'src/gone.txt');
    world.git('mv', 'src/old.txt', 'src/moved.txt');
    world.git('commit', '--quiet', '--message=refactor: Move things');
    commitFile(world, 'logo.png', '\0\x01\x02\n', 'feat: Add a logo');
    world.write('context/data/notes.csv', '1\n');
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Notes');
    await world.engine.setTodo({ index: 0, done: true });
    await world.engine.setCriterion({ index: 0, done: true });
    const { summary, warnings } = await world.engine.summarizePhase({
      learnings: ['Two\nlines', ' '],
      nextSteps: ['Rest'],
      open: 'carry',
    });
    assert.equal(summary, FILE);
    assert.deepEqual(warnings, []);
    assert.equal(
      world.read(FILE),
      `# Summary: Implement User Authentication - Phase 1

**Date:** 2025-12-18
**Status:** ✅ Completed
**Branch:** \`${PHASE}-1\`
**Plan:** \`${PLAN}-phase-1.md\`

## Phase Objective

_None recorded._

## Changes Made

5 files (1 binary), +5 -2

### Files Created

- \`logo.png\` (binary)
  - feat: Add a logo
- \`src/new file.txt\` (+3 -0)
  - feat: Add it
  - fix: Mend *it* [x](y)

### Files Modified

- \`README.md\` (+2 -0)
  - docs: Say more

### Files Deleted

- \`src/gone.txt\` (+0 -2)
  - refactor: Move things

### Files Renamed

- \`src/old.txt\` → \`src/moved.txt\` (+0 -0)
  - refactor: Move things

### To-Dos

- [ ] Create refresh_tokens table migration
- [x] Create users table migration

## Success Criteria Validation

- [x] Migrations run forwards and backwards

## Key Learnings

- Two
  lines

## Next Steps

- Rest
`,
    );
  });

  it('completes the phase in the context file and the plan, and nothing else', async () => {
    const world = await worldIn('started');
    await work(world, 'src/1.txt');
    const before = world.read(CONTEXT);
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.deepEqual(commitAt(world), {
      subject: 'docs: Summarize phase 1 (Database Schema & Migrations)',
      files: [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`, `A ${FILE}`],
    });
    const { state, summaryLine, todos } = parseContext(world.read(CONTEXT));
    assert.equal(summaryLine?.text, 'Completed: Implement User Authentication - Phase 1: Database Schema & Migrations');
    assert.deepEqual(state?.activeContext, [`${PLAN}.md`]);
    assert.deepEqual(state?.completedSummaries, [FILE]);
    assert.equal(state?.phased?.currentPhase, null);
    assert.deepEqual(statuses(world), ['completed', 'pending', 'pending']);
    assert.equal(todos.length, parseContext(before).todos.length);
    assert.match(world.read(`${PLAN}-phase-1.md`), /^\*\*Status:\*\* Completed$/m);
  });

  it('warns of work that it does not see', async () => {
    const world = await worldIn('started');
    world.write('src/uncommitted.txt', 'x\n');
    world.write('README.md', '# Changed\n');
    const { warnings } = await world.engine.summarizePhase({ open: 'carry' });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /README\.md, src\/uncommitted\.txt/);
    assert.match(world.read(FILE), /_No files changed outside the context folder\._/);
  });

  it('takes the progress notes into the summary; the next phase starts with fresh ones', async () => {
    const world = await worldIn('started');
    note(world, '- It was *hard*.\n\n### Half way\n\nStill hard.');
    await work(world, 'src/1.txt');
    await world.engine.summarizePhase({ learnings: ['Given'], commit: true, open: 'carry' });
    const summary = world.read(FILE);
    assert.match(summary, /## Key Learnings\n\n- Given\n\n### Progress Notes\n\n- It was \*hard\*\.\n/);
    assert.match(summary, /Still hard\./);
    land(world, 1);
    await world.engine.executePhase();
    assert.equal(parseContext(world.read(CONTEXT)).progressNotes, null);
    assert.match(world.read(CONTEXT), /_Update this section as you complete items\._/);
  });

  it('keeps notes that stand in no summary', async () => {
    const world = await worldIn('started');
    note(world, 'First.');
    await work(world, 'src/1.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    commitFile(world, CONTEXT, world.read(CONTEXT).replace('First.', 'First.\n\nAn afterthought.'));
    land(world, 1);
    await world.engine.executePhase();
    assert.equal(parseContext(world.read(CONTEXT)).progressNotes, 'First.\n\nAn afterthought.');
  });

  it('keeps a summary that an agent wrote of the phase', async () => {
    const world = await worldIn('started');
    const text = `# My summary\n\n**Plan:** ${PLAN}-phase-1.md\n\nAll done.\n`;
    world.write(FILE, text);
    const { summary, warnings } = await world.engine.summarizePhase({ open: 'carry' });
    assert.equal(world.read(summary), text);
    assert.match(warnings.join(), /was there already/);
    assert.equal(statuses(world)[0], 'completed');
  });

  it('refuses to write over a file that is not this phase’s', async () => {
    const world = await worldIn('started');
    world.write(FILE, '# Something else\n');
    await refused(world, 'SUMMARY_EXISTS', () => world.engine.summarizePhase());
  });

  it('refuses a phase twice, one that does not run, one that there is not', async () => {
    const world = await worldIn('completed');
    await refused(world, 'PHASE_COMPLETED', () => world.engine.summarizePhase({ phase: 1 }));
    await refused(world, 'PHASE_NOT_STARTED', () => world.engine.summarizePhase({ phase: 2 }));
    await refused(world, 'PHASE_NOT_STARTED', () => world.engine.summarizePhase());
    await refused(world, 'UNKNOWN_PHASE', () => world.engine.summarizePhase({ phase: 9 }));
    world.git('switch', '--quiet', 'main');
    await refused(
      world,
      'PHASE_NOT_STARTED',
      () => world.engine.summarizePhase({ phase: 1, open: 'carry' }),
      new RegExp(`${PHASE}-1`),
    );
  });

  it('refuses without a plan, its file, a repository or saved editors', async () => {
    const bare = makeWorld();
    await refused(bare, 'NOT_INITIALIZED', () => bare.engine.summarizePhase());
    await bare.engine.init();
    await refused(bare, 'NO_PLAN', () => bare.engine.summarizePhase());
    const world = await worldIn('started');
    world.ports.documents.hasUnsavedChanges = (file) => file === `${PLAN}-phase-1.md`;
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.summarizePhase());
    rmSync(path.join(world.folder, `${PLAN}-phase-1.md`));
    await refused(world, 'PLAN_MISSING', () => world.engine.summarizePhase());
    rmSync(path.join(world.folder, '.git'), { recursive: true });
    await failed('NOT_A_REPOSITORY', () => world.engine.summarizePhase());
  });

  it('summarizes from the merge base when the first commit is not to be found', async () => {
    const world = await worldIn('started');
    world.git('commit', '--quiet', '--amend', '--message=chore: Otherwise');
    commitFile(world, 'src/1.txt', '1\n', 'feat: One');
    await world.engine.summarizePhase({ open: 'carry' });
    assert.match(world.read(FILE), /### Files Created\n\n- `src\/1\.txt` \(\+1 -0\)\n {2}- feat: One\n/);
  });

  it('leaves out what the phase before it did', async () => {
    const world = await worldIn('completed');
    land(world, 1);
    await world.engine.executePhase();
    commitFile(world, 'src/2.txt');
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    assert.match(world.read(summary), /src\/2\.txt/);
    assert.doesNotMatch(world.read(summary), /phase-1\.txt/);
    assert.equal(branch(world), `${PHASE}-2`);
  });

  it('names a commit that touched many files once, in the order of the branch', async () => {
    const world = await worldIn('started');
    commitFile(world, 'src/z.txt', 'z\n', 'feat: First');
    for (const name of ['a', 'b', 'c', 'd']) world.write(`src/${name}.txt`, 'x\n');
    world.git('add', 'src');
    world.git('commit', '--quiet', '--message=feat: Many');
    commitFile(world, 'context/data/notes.csv', '1\n', 'docs: Notes');
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    const text = world.read(summary);
    assert.match(text, /\n5 files, \+5 -0\n\n### Files Created\n\n(- `src\/[a-dz]\.txt` \(\+1 -0\)\n){5}\n###/);
    assert.match(text, /\n### Commits\n\n- feat: First\n- feat: Many\n\n### To-Dos\n/);
  });

  it('uses the user’s own template', async () => {
    const world = await worldIn('started');
    world.write('context/templates/summary.md', '# {TITLE}{PHASE_SUFFIX}\n\nBy {DATE}.\n\n{CHANGES}\n');
    commitFile(world, 'src/1.txt');
    const { summary } = await world.engine.summarizePhase({ learnings: ['Kept'], open: 'carry' });
    const text = world.read(summary);
    assert.ok(
      text.startsWith(
        '# Implement User Authentication - Phase 1\n\nBy 2025-12-18.\n\n1 file, +1 -0\n\n### Files Created\n',
      ),
    );
    assert.match(text, /## Key Learnings\n\n- Kept/);
  });
});
