import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, useWorkbench } from '../support/e2e.mjs';

describe('the wizard in a repository with layers', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    files: {
      'migrations/001.sql': 'select 1;\n',
      'src/api/users.ts': 'export {};\n',
      'web/app.tsx': 'export {};\n',
    },
  });

  it('proposes them as phases in their order, to be changed', async () => {
    const { workbench, repository } = world;
    await workbench.palette('Phased Plans: Initialize');
    await workbench.notification('Created context/context.md').waitFor();
    await workbench.palette('Phased Plans: Create Plan');
    await workbench.quickFocused('Phased plan');
    const answer = async (asked: string | RegExp, text: string): Promise<void> => {
      await workbench.page.locator('.quick-input-message', { hasText: asked }).waitFor();
      await workbench.inputBox(text);
    };
    await answer('What is the task?', 'Add Login');
    await answer('What will be true', '');
    await workbench.quickPick('Found: migrations, API, web front end');
    await answer('Phase 1 of 3.', 'Users Table');
    await answer(/Phase 2 of 3\. What the change needs in src\/api/, 'API');
    await answer('Phase 3 of 3.', '');
    await answer('What is phase 3 called?', '');
    await workbench.quickFocused(/Create 3 files/);
    const folder = join(repository.folder, 'context/plans');
    await workbench.until('the plan is there', () => filesIn(folder).length === 3);
    const plan = (end: string): string =>
      readFileSync(join(folder, filesIn(folder).find((name) => name.endsWith(end)) ?? ''), 'utf8');
    assert.match(plan('add-login.md'), /goes through several layers of the repository/);
    assert.match(plan('-phase-1.md'), /Users Table[^]*Find what the change touches in migrations/);
    assert.match(plan('-phase-2.md'), /API[^]*src\/api/);
  });
});
