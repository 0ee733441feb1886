import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

/** A broken context file is repaired where it is broken. */
describe('repairing the context file', function () {
  this.timeout(180_000);
  const world = useWorkbench({ demo: true });
  const path = (file: string): string => join(world.repository.folder, file);
  const read = () => readFileSync(path('context/context.md'), 'utf8');
  const lineOf = (piece: string) => read().split(piece)[0]?.split('\n').length ?? 0;
  const planIsBack = () =>
    world.workbench.until('the plan is shown, and nothing is wrong', async () => {
      const rows: string[] = await world.workbench.rows('Plan');
      return rows.some((row) => /3 · Frontend/.test(row)) && rows.every((row) => !/context\.md:/.test(row));
    });
  const hasProblem = (text: RegExp) =>
    world.workbench.until(`there is a problem ${String(text)}`, async () =>
      (await world.workbench.problems()).some((problem: string) => text.test(problem)),
    );
  let good = '';

  before(async () => {
    await world.workbench.openContainer('Phased Plans');
    await planIsBack();
    good = read();
  });

  it('a comma too many, by its quick fix from the keyboard', async () => {
    const { workbench } = world;
    const { keyboard } = workbench.page;
    await workbench.quickOpen('context.md');
    await workbench.goToLine(lineOf('"current_phase"'));
    await keyboard.press('End');
    await keyboard.type(',');
    await hasProblem(/comma too many before “}”/);
    // At hand where it was typed.
    await workbench.goToLine(lineOf('"current_phase"'));
    await keyboard.press('End');
    await workbench.quickFix('Remove the Comma');
    await workbench.save();
    await workbench.until('the file is as it was', () => read() === good);
    await planIsBack();
  });

  it('a status, by the one that is completed and accepted by key', async () => {
    const { workbench } = world;
    const { keyboard } = workbench.page;
    const at = good.lastIndexOf('"pending"');
    writeFileSync(path('context/context.md'), `${good.slice(0, at)}""${good.slice(at + '"pending"'.length)}`);
    await hasProblem(/“phased_execution.*” has to be/);
    await workbench.quickOpen('context.md');
    await workbench.goToLine(lineOf('"status": ""'));
    await workbench.until('it is shown', async () => (await workbench.editorText()).includes('"status": ""'));
    for (const key of ['End', 'ArrowLeft']) await keyboard.press(key);
    const suggestions = workbench.page.locator('.suggest-widget .monaco-list-row');
    // An editor that is just being told of a change closes its list again.
    await workbench.until('values are suggested', async () => {
      await keyboard.press('Control+Space');
      await suggestions
        .first()
        .waitFor({ timeout: 3000 })
        .catch(() => undefined);
      return (await suggestions.filter({ hasText: 'pending' }).count()) > 0;
    });
    await workbench.until('it is chosen', async () => {
      if ((await suggestions.and(workbench.page.locator('.focused')).innerText()).includes('pending')) return true;
      await keyboard.press('ArrowDown');
      return false;
    });
    await keyboard.press('Enter');
    await workbench.until('it is written', async () => !(await workbench.editorText()).includes('"status": ""'));
    await workbench.save();
    await workbench.until('the file is as it was', () => read() === good);
  });

  it('a merge conflict, by merging both sides', async () => {
    const { workbench } = world;
    const status = /"last_updated": "[^"]*"/.exec(good)?.[0] ?? '';
    const other = '"last_updated": "2030-01-01T00:00:00Z"';
    const conflict = `<<<<<<< HEAD\n  ${status}\n=======\n  ${other}\n>>>>>>> theirs`;
    writeFileSync(path('context/context.md'), good.replace(`  ${status}`, conflict));
    await hasProblem(/merge-conflict markers/);
    await workbench.quickOpen('context.md');
    await workbench.goToLine(lineOf('<<<<<<<'));
    await workbench.quickFix('Merge Both Sides');
    await workbench.save();
    await workbench.until('both sides are merged', () => read() === good.replace(status, other));
    writeFileSync(path('context/context.md'), good);
    await planIsBack();
  });

  it('a state cut short, by rebuilding it: it is shown first, then written', async () => {
    const { workbench } = world;
    const broken = good.slice(0, good.indexOf('"completed_summaries"'));
    writeFileSync(path('context/context.md'), broken);
    await workbench.until('the tree has the problem', async () =>
      (await workbench.rows('Plan')).some((row) => /missing at the end/.test(row)),
    );
    await workbench.inlineAction('Plan', /context\.md:/, 'Rebuild State Block From Plans and Branches…');
    await workbench.tab('Rebuilt State (Not Written Yet)').waitFor();
    assert.equal(read(), broken);
    await workbench.notificationButton('On the right is the state', 'Write');
    await planIsBack();
    assert.match(read(), /"current_phase": 2/);
  });

  it('a value that is missing, though its rule is off, by rebuilding it from its row', async () => {
    const { workbench } = world;
    const broken = read().replace('"current_phase": 2', '"current_phase":');
    writeFileSync(path('context/context.md'), broken);
    await workbench.setSettings({ 'phasedPlans.problems.severity': { 'json-syntax': 'off' } });
    await workbench.openContainer('Phased Plans');
    await workbench.inlineAction('Plan', /value is missing/, 'Rebuild State Block From Plans and Branches…');
    await workbench.notification('On the right is the state').waitFor();
    // The message goes; the button in the editor's title stays.
    await workbench.clearNotifications();
    await workbench.titleButton('Write');
    await planIsBack();
    await workbench.tab('Rebuilt State (Not Written Yet)').waitFor({ state: 'detached' });
  });
});
