import * as assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

/** What can't be shown is a row that says why, with a way out; no message pops up. */
describe('failures in the views', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const path = (file: string): string => join(world.repository.folder, file);
  const hasRow = async (view: string, text: RegExp): Promise<boolean> =>
    (await world.workbench.rows(view)).some((row) => text.test(row));

  before(async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.until('the plan is shown', () => hasRow('Plan', /3 · Frontend/));
    await workbench.page.locator('.pane-header .title', { hasText: /^Library$/i }).click();
    await workbench.until('the library is shown', () => hasRow('Library', /Plans 4/));
  });

  it('a state block that cannot be read is a row that leads to its place', async () => {
    const { workbench } = world;
    const file = path('context/context.md');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.replace('"completed_summaries": [', '"completed_summaries": '));
    await workbench.until('the problem is above the plan', async () => {
      const [first = '', plan = ''] = await workbench.rows('Plan');
      return / is missing .* context\.md:\d+/.test(first) && /Implement User Authentication/.test(plan);
    });
    const line = Number(/:(\d+)/.exec((await workbench.rows('Plan'))[0] ?? '')?.[1]);
    await workbench.row('Plan', /context\.md:/).click();
    await workbench.statusBarItem(`Ln ${line}, Col 1`).waitFor();
    await workbench.statusBarItem('Phase 2/3').waitFor();
    writeFileSync(file, good);
    await workbench.until('it is gone', async () => !(await hasRow('Plan', / is missing /)));
  });

  it('a folder that cannot be read says so in both views, and a click tries again', async () => {
    const { workbench } = world;
    const file = path('.git/packed-refs');
    writeFileSync(file, 'broken\n');
    await workbench.until('the plan has failed', () => hasRow('Plan', /Click to try again$/));
    await workbench.until('the library has failed', () => hasRow('Library', /can’t be listed Click to try again$/));
    rmSync(file);
    await workbench.row('Plan', 'Click to try again').click();
    await workbench.until('the plan is back', () => hasRow('Plan', /2 · API Layer 2\/5/));
    await workbench.until('the library is back', () => hasRow('Library', /Plans 4/));
    assert.deepEqual(await workbench.notifications(), []);
  });
});
