import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

/** While the state block is broken, the plan stays in sight, and its rows are as they were when it is repaired. */
describe('a state block with a comma too many', function () {
  this.timeout(180_000);
  const world = useWorkbench({ demo: true });
  const file = () => join(world.repository.folder, 'context/context.md');
  const read = () => readFileSync(file(), 'utf8');
  const lineOf = (piece: string) => read().split(piece)[0]?.split('\n').length ?? 0;
  const rows = (): Promise<string[]> => world.workbench.rows('Plan');
  const problem = /There is a comma too many/;
  const broken = (is: boolean) =>
    world.workbench.until(is ? 'the problem is on top' : 'the problem is gone', async () => {
      const [first = ''] = await rows();
      return problem.test(first) === is && first !== '';
    });
  const selected = () => world.workbench.view('Plan').locator('.monaco-list-row.selected').allInnerTexts();
  const boxes = () => world.workbench.view('Plan').locator('.custom-view-tree-node-item-checkbox').count();
  const shows = (text: RegExp) => world.workbench.statusBarItem(text).first().waitFor();
  let good = '';
  let asItWas: string[] = [];

  before(async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', '3 · Frontend').waitFor();
    good = read();
  });

  it('typed and not saved: the rows stay, open and selected as they were, and nothing can be ticked', async () => {
    const { workbench } = world;
    const { keyboard } = workbench.page;
    // One is opened, and one closed, by hand.
    await workbench.toggleRow('Plan', '3 · Frontend');
    await workbench.toggleRow('Plan', '1 · Database');
    await workbench.row('Plan', '3 · Frontend').click();
    await workbench.quickOpen('context.md');
    // A click selects the row, and opens it as well.
    await workbench.row('Plan', 'Success Criteria').first().click();
    await workbench.row('Plan', 'Running the migrations twice').waitFor();
    asItWas = await rows();
    assert.ok((await boxes()) > 0);
    await workbench.quickOpen('context.md');
    await workbench.goToLine(lineOf('"current_phase"'));
    await keyboard.press('End');
    await keyboard.type(',');
    await broken(true);
    assert.equal(read(), good);
    const [first = '', ...rest] = await rows();
    assert.match(first, /context\.md:\d+ · Remove the Comma/);
    assert.deepEqual(rest, asItWas);
    assert.match((await selected()).join(), /Success Criteria/);
    assert.equal(await boxes(), 0);
    await shows(/Phase 2\/3 · API Layer · 2\/5/);
    await workbench.goToLine(1);
    await workbench.until('the lens says how to repair it', async () =>
      (await workbench.codeLenses()).some((lens: string) => /needs repair: Remove the Comma/.test(lens)),
    );
    assert.ok(
      (await workbench.inlineActions('Plan', '2 · API Layer')).every(
        (title: string | null) => !/Summarize/.test(title ?? ''),
      ),
    );
  });

  it('says why a command that would write does nothing', async () => {
    const { workbench } = world;
    await workbench.page.keyboard.press('Control+Shift+P');
    const offered = await workbench.paletteRows('Phased Plans: Summarize');
    assert.deepEqual(
      offered.filter((row: string) => /^Phased Plans: Summarize/.test(row)),
      [],
    );
    await workbench.page.keyboard.press('Escape');
  });

  it('is repaired from its row by one edit that one undo takes back', async () => {
    const { workbench } = world;
    await workbench.inlineAction('Plan', problem, 'Repair State Block');
    await broken(false);
    assert.deepEqual(await rows(), asItWas);
    assert.match((await selected()).join(), /Success Criteria/);
    await workbench.page.keyboard.press('Control+Z');
    await broken(true);
    await workbench.page.keyboard.press('Control+Shift+Z');
    await broken(false);
    await workbench.save();
    assert.equal(read(), good);
    assert.deepEqual(await rows(), asItWas);
    assert.ok((await boxes()) > 0);
  });

  it('on disk: the plan stays, after a reload too, and its repair is written', async () => {
    const { workbench } = world;
    writeFileSync(file(), good.replace('"current_phase": 2', '"current_phase": 2,'));
    await broken(true);
    assert.deepEqual((await rows()).slice(1), asItWas);
    await workbench.reload();
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', '2 · API Layer').waitFor();
    await broken(true);
    await shows(/Phase 2\/3 · API Layer · 2\/5/);
    await workbench.inlineAction('Plan', problem, 'Repair State Block');
    // It is made in the editor that shows the file, and then saved.
    await workbench.until('it is written', () => read() === good);
    await broken(false);
  });
});
