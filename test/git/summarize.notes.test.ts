import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ownNotes } from '../../src/core/context/notes';
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, PHASE, SUMMARY, independent, land, worldIn } from '../support/hostile';
import { plannedWorld, work, type TestWorld } from '../support/world';

const FILE = `${SUMMARY}-phase-1-summary.md`;
const PLACEHOLDER = '_Update this section as you complete items._';
const FIRST = '- One.\n- Two.\n\n### Day\n\nA text.';

function note(world: TestWorld, text: string): void {
  const context = world.read(CONTEXT);
  const { progressNotes } = parseContext(context);
  world.write(CONTEXT, context.replace(progressNotes ?? PLACEHOLDER, [progressNotes, text].filter(Boolean).join('\n')));
}

const notes = (world: TestWorld): string | null => parseContext(world.read(CONTEXT)).progressNotes;

async function summarize(world: TestWorld, phase: number, commit = true): Promise<string> {
  const { summary } = await world.engine.summarizePhase({ phase, open: 'carry', commit });
  const text = world.read(summary);
  return text.slice(text.indexOf('## Key Learnings'), text.indexOf('## Next Steps'));
}

describe('progress notes of an earlier phase', () => {
  it('are gone when the next one starts anyway, wherever the summary is', async () => {
    for (const where of ['branch', 'disk', 'index']) {
      const world = await worldIn('started');
      note(world, FIRST);
      await work(world, 'src/1.txt');
      assert.match(await summarize(world, 1, where === 'branch'), /A text\./);
      if (where === 'branch') world.git('switch', '--quiet', 'main');
      else world.git('commit', '--quiet', '--all', '--message=docs: Summarize');
      if (where === 'index') {
        world.git('add', FILE);
        rmSync(path.join(world.folder, FILE));
      }
      await world.engine.executePhase({ phase: 2, unmerged: 'continue', dirty: 'carry' });
      assert.equal(notes(world), null, where);
      note(world, '- Three.');
      await work(world, 'src/2.txt');
      const learnings = await summarize(world, 2);
      assert.match(learnings, /- Three\./);
      assert.doesNotMatch(learnings, /One|Two|Day|A text/);
    }
  });

  it('are left out when a merge brought them, and the phase’s own that read alike are not', async () => {
    const world = await worldIn('started', independent);
    note(world, '- Tests pass.\n- One.');
    await work(world, 'src/1.txt');
    await summarize(world, 1);
    world.git('switch', '--quiet', 'main');
    await world.engine.executePhase({ phase: 2 });
    note(world, '- Tests pass.');
    await work(world, 'src/2.txt');
    assert.match(await summarize(world, 2, false), /- Tests pass\./);
  });

  it('are left out of the next summary where they stayed beside an afterthought', async () => {
    const world = await worldIn('started');
    note(world, FIRST);
    await work(world, 'src/1.txt');
    await summarize(world, 1);
    note(world, 'An afterthought.');
    world.git('commit', '--quiet', '--all', '--message=docs: Note');
    land(world, 1);
    await world.engine.executePhase({ phase: 2 });
    assert.equal(notes(world), `${FIRST}\nAn afterthought.`);
    note(world, '\n- Three.');
    await work(world, 'src/2.txt');
    const learnings = await summarize(world, 2);
    assert.match(learnings, /#### Day\n\nAn afterthought\.\n\n- Three\./);
    assert.doesNotMatch(learnings, /One|Two|A text/);
  });

  it('that merges of its branch brought are told once', async () => {
    const world = await worldIn('started', independent);
    note(world, FIRST);
    await work(world, 'src/1.txt');
    await summarize(world, 1);
    world.git('switch', '--quiet', 'main');
    await world.engine.executePhase({ phase: 2 });
    note(world, '- Three.');
    await work(world, 'src/2.txt');
    assert.throws(() => world.git('merge', '--quiet', '--no-edit', `${PHASE}-1`));
    world.git('checkout', '--ours', '--', CONTEXT);
    note(world, FIRST);
    world.git('add', '--all');
    world.git('commit', '--quiet', '--no-edit');
    const learnings = await summarize(world, 2);
    assert.match(learnings, /- Three\./);
    assert.doesNotMatch(learnings, /One|Two|A text/);
  });

  it('side by side in worktrees are each in one summary', async () => {
    const world = await plannedWorld({ settings: { isolation: 'worktree' } }, independent);
    for (const phase of [1, 2]) await world.engine.executePhase({ phase });
    note(world, '- Of both.\n\n### Phase 2\n\n- Of two.\n\n### Phase 1\n\n- Of one.');
    const first = await summarize(world, 1, false);
    assert.match(first, /- Of both\.\n\n#### Phase 1\n\n- Of one\./);
    assert.doesNotMatch(first, /Of two/);
    const second = await summarize(world, 2, false);
    assert.match(second, /### Progress Notes\n\n#### Phase 2\n\n- Of two\.\n/);
    assert.doesNotMatch(second, /Of both|Of one/);
  });
});

describe('ownNotes', () => {
  const told = [
    '# S\n\n## Key Learnings\n\n### Progress Notes\n\n#### Day\n\n- One\n  more\n- Two\n\n```sh\n# x\n\ny\n```\n\n## Next Steps\n\n- Three\n',
  ];
  const cases: [notes: string, left: string | null][] = [
    ['- Three', '- Three'],
    ['- One\n  more', null],
    ['* Two\n* Three', '* Three'],
    ['# Day\n\n- Two', null],
    ['Day\n===\n\n- Two', null],
    ['# Day\n\n- Two\n- Four\n\n# Night\n\n- Two', '# Day\n\n- Four'],
    ['- Two\n\n---\n\n- Two', null],
    ['- Two\r\n- Four', '- Four'],
    ['```sh\n# x\n\ny\n```\n\n```sh\n# y\n```', '```sh\n# y\n```'],
    ['Line one\nTwo\nLine three', 'Line one\nTwo\nLine three'],
    ['# Empty', '# Empty'],
  ];
  for (const [notes, left] of cases) {
    it(JSON.stringify(notes), () => {
      assert.equal(ownNotes(notes, { phase: null, told, brought: null }), left);
      assert.equal(ownNotes(notes, { phase: null, told, brought: [] }), notes);
      assert.equal(ownNotes(notes, { phase: null, told, brought: [notes] }), left);
      assert.equal(ownNotes(notes, { phase: null, told: [], brought: null }), notes);
    });
  }
});
