import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { temporaryFolder } from '../../scripts/lib/worlds.mjs';

/** A git of the user's own, which notes what it is asked. */
describe('the git that “git.path” names', function () {
  this.timeout(120_000);
  const folder = temporaryFolder('own-git') as string;
  const [own, notes] = [join(folder, 'git'), join(folder, 'notes')];
  const world = useWorkbench({
    demo: true,
    settings: { 'git.path': own },
    async prepare() {
      writeFileSync(own, `#!/bin/sh\necho "$@" >> '${notes}'\nexec git "$@"\n`, { mode: 0o755 });
    },
  });
  const asked = (): string => (existsSync(notes) ? readFileSync(notes, 'utf8') : '');

  it('is the one that reads the plan', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    assert.match(asked(), /^cat-file --batch-check=/m);
  });

  it('is shared with Source Control, which shows at once what was written', async () => {
    const { workbench } = world;
    await workbench.palette('Phased Plans: Summarize Phase');
    await workbench.dialogButton('Summarize Anyway');
    await workbench.inputBox('');
    await workbench.statusBarItem('2/3 phases').waitFor();
    // It is opened and its row selected, which would bring back the view that is just being left.
    const summary = workbench.row('Plan', 'phase-2-summary').and(workbench.page.locator('.selected'));
    await summary.waitFor();
    await workbench.openContainer('Source Control');
    const changed = workbench.page.locator('.part.sidebar .monaco-list-row', { hasText: 'phase-2-summary.md' });
    await changed.first().waitFor();
  });
});
