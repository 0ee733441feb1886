import assert from 'node:assert/strict';
import { PHASE, PLAN, branch, land, worldIn } from '../support/hostile';
import { completePhase } from '../support/world';

const FIRST = `${PLAN}-phase-1.md`;
const MASTER = `${PLAN}.md`;

const FORMS: Record<string, (text: string) => string> = {
  'line feeds': (text) => text,
  'carriage returns': (text) => text.replace(/\n/g, '\r\n'),
  'a byte order mark': (text) => `\ufeff${text}`,
};

/** The plan without its status line, and with this one after its last metadata line. */
function forms(text: string, status: string): { without: string; wanted: string } {
  const without = text.replace(/^\*\*Status:\*\* .*\n/m, '');
  assert.notEqual(without, text);
  const last = [...without.matchAll(/^\*\*[^*]+:\*\*.*\n/gm)]
    .filter(({ index }) => index < without.indexOf('\n## '))
    .at(-1);
  assert.ok(last);
  const end = last.index + last[0].length;
  return { without, wanted: `${without.slice(0, end)}**Status:** ${status}\n${without.slice(end)}` };
}

describe('a plan without a status line gets one, and nothing else of it changes', () => {
  for (const [form, written] of Object.entries(FORMS)) {
    it(`by starting its phase, and by summarizing it (${form})`, async () => {
      const world = await worldIn('planned');
      const { without, wanted } = forms(world.read(FIRST), 'In Progress');
      world.write(FIRST, written(without));
      await world.engine.executePhase();
      assert.equal(branch(world), `${PHASE}-1`);
      assert.equal(world.read(FIRST), written(wanted));
      world.write(FIRST, written(without));
      await world.engine.summarizePhase({ phase: 1, open: 'carry' });
      assert.equal(world.read(FIRST), written(wanted.replace('In Progress', 'Completed')));
    });

    it(`by archiving it (${form})`, async () => {
      const world = await worldIn('planned');
      for (const phase of [1, 2, 3]) {
        await completePhase(world, phase);
        land(world, phase);
      }
      const { without, wanted } = forms(world.read(MASTER), 'Completed');
      world.write(MASTER, written(without));
      await world.engine.archive();
      assert.equal(world.read(MASTER), written(wanted));
    });
  }

  it('of a phase, though nothing in it says so', async () => {
    const world = await worldIn('planned');
    world.write(FIRST, '# Tables\n\n## Steps\n\n- [ ] Describe it\n');
    await world.engine.executePhase({ phase: 1 });
    assert.equal(world.read(FIRST), '# Tables\n\n**Status:** In Progress\n\n## Steps\n\n- [ ] Describe it\n');
    await world.engine.summarizePhase({ phase: 1, open: 'carry' });
    assert.match(world.read(FIRST), /^# Tables\n\n\*\*Status:\*\* Completed\n/);
    assert.equal(world.read(FIRST).match(/Status:/g)?.length, 1);
  });

  it('but not one that several phases share', async () => {
    const world = await worldIn('planned');
    const shared = '# Tables and API\n\n## Steps\n\n- [ ] Describe it\n';
    world.write(FIRST, shared);
    world.write('context/context.md', world.read('context/context.md').replaceAll(`${PLAN}-phase-2.md`, FIRST));
    await world.engine.executePhase({ phase: 1 });
    assert.equal(world.read(FIRST), shared);
  });
});
