import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { temporaryFolder } from '../../scripts/lib/worlds.mjs';

const phase3 = 'context/plans/2025-12-18-implement-user-authentication-phase-3.md';

/** A folder that nobody trusts yet: it is read, texts may be edited, no program is run and no file is written. */
describe('restricted mode', function () {
  this.timeout(120_000);
  const calls = join(temporaryFolder('trace') as string, 'calls');
  let broken = '';
  let good = '';
  const world = useWorkbench({
    demo: true,
    trusted: false,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
    // Git leaves a trace wherever it is run.
    env: { GIT_TRACE2: calls },
    async prepare({ folder }) {
      const context = join(folder, 'context/context.md');
      good = readFileSync(context, 'utf8');
      broken = good.replace('"current_phase": 2', '"current_phase": 2,');
      assert.notEqual(broken, good);
      writeFileSync(context, broken);
    },
  });
  const path = (file: string): string => join(world.repository.folder, file);
  const read = () => readFileSync(path('context/context.md'), 'utf8');
  const lineOf = (piece: string) => read().split(piece)[0]?.split('\n').length ?? 0;
  /** The fixes that the light bulb offers at a line. */
  const fixesAt = async (line: number): Promise<string[]> => {
    const { workbench } = world;
    await workbench.goToLine(line);
    await workbench.page.keyboard.press('Home');
    const rows = workbench.page.locator('.action-widget .monaco-list-row.action');
    await workbench.listFixes(rows.first());
    const found = await rows.allInnerTexts();
    return found.map((text) => text.trim());
  };

  it('shows what is wrong, and repairs a text by a fix that only edits it', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.until('the problem is shown', async () =>
      (await workbench.problems()).some((problem: string) => /comma too many before “}”/.test(problem)),
    );
    await workbench.quickOpen('context.md');
    assert.deepEqual(await fixesAt(lineOf('"current_phase"')), [
      'Remove the Comma',
      'Switch This Rule Off in This File',
    ]);
    await workbench.takeFix(await workbench.editorText());
    await workbench.save();
    await workbench.until('the file is as it was', () => read() === good);
    await workbench.openContainer('Phased Plans');
    await workbench.until('the plan is shown', async () =>
      (await workbench.rows('Plan')).some((row) => /3 · Frontend/.test(row)),
    );
    await workbench.statusBarItem('Phase 2/3 · API Layer · 2/5').waitFor();
    assert.equal(await workbench.statusBarItem(/⚠|warning/).count(), 0);
  });

  it('offers no fix that makes a file', async () => {
    const { workbench } = world;
    const text = readFileSync(path(phase3));
    rmSync(path(phase3));
    await workbench.until('the missing plan is found', async () =>
      (await workbench.problems()).some((problem: string) => /The plan of phase 3 isn’t there/.test(problem)),
    );
    await workbench.quickOpen('context.md');
    assert.deepEqual(await fixesAt(lineOf(`"plan": "${phase3}"`)), ['Switch This Rule Off in This File']);
    await workbench.page.keyboard.press('Escape');
    assert.ok(!existsSync(path(phase3)));
    writeFileSync(path(phase3), text);
  });

  it('has never run git', () => {
    assert.equal(existsSync(calls) ? readFileSync(calls, 'utf8') : '', '');
  });
});
