import * as assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { git, writeFiles } from '../support/repository.mjs';

const plan = 'context/plans/2025-12-20-rename-the-product.md';
const state = {
  active_context: [plan],
  completed_summaries: [],
  last_updated: '2025-12-20T10:00:00Z',
};

/** Three folders in one window: the demo, a repository with a plan of its own, and one without. */
describe('several workspace folders', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    demo: true,
    async prepare({ root }) {
      for (const name of ['website', 'plain']) {
        mkdirSync(join(root, name));
        await git(join(root, name), ['init', '--quiet', '--initial-branch=main']);
        writeFiles(join(root, name), { [`${name}.md`]: `# ${name}\n` });
      }
      writeFiles(join(root, 'website'), {
        [plan]: '# Plan: Rename the Product\n\n**Status:** Approved\n\n## Implementation Steps\n\n- [ ] Rename it\n',
        'context/context.md': `# Current Work Summary\n\nPlanned: Rename the Product\n\n---\n\n\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`,
      });
      const folders = ['notebook', 'website', 'plain'].map((path) => ({ path }));
      writeFileSync(join(root, 'all.code-workspace'), JSON.stringify({ folders }));
    },
    folder: ({ root }) => join(root, 'all.code-workspace'),
  });
  const titles = async (): Promise<string[]> =>
    (await world.workbench.rows('Plan')).filter((row) => /^ {2}\S/.test(row));

  it('has a row for each folder with a plan, and its plan below', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.until('both plans are there', async () => (await titles()).length === 2);
    const rows = await workbench.rows('Plan');
    assert.deepEqual(
      rows.filter((row) => /^\S/.test(row)),
      ['notebook', 'website'],
    );
    assert.match((await titles()).join(), /Implement User Authentication 1\/3.*,.*Rename the Product/);
  });

  it('the status bar follows the folder of the active editor, and stays where no editor is', async () => {
    const { workbench } = world;
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
    await workbench.quickOpen('website.md');
    await workbench.statusBarItem('Rename the Product · planned').waitFor();
    await workbench.palette('View: Close All Editors');
    await workbench.statusBarItem('Rename the Product · planned').waitFor();
    await workbench.quickOpen('routes.js');
    await workbench.statusBarItem('API Layer · 2/5').waitFor();
  });

  it('a folder without a plan shows none', async () => {
    const { workbench } = world;
    await workbench.quickOpen('plain.md');
    await workbench.until('the status bar says nothing', async () => {
      const shown = await Promise.all(['API Layer', 'Rename'].map((text) => workbench.statusBarItem(text).count()));
      return shown.every((count) => count === 0);
    });
  });

  it('each folder has its problems, and a fix is made in its own folder', async () => {
    const { workbench } = world;
    const path = (folder: string) => join(world.repository.root, folder, 'context/context.md');
    const good = ['notebook', 'website'].map((folder) => readFileSync(path(folder), 'utf8'));
    const broken = good.map((text) => text.replace(/\n}\n```/, ',\n}\n```'));
    ['notebook', 'website'].forEach((folder, i) => writeFileSync(path(folder), broken[i] ?? ''));
    await workbench.until('both are found', async () =>
      (await workbench.problems()).filter((text: string) => /missing before “}”/.test(text)).length === 2,
    ); // prettier-ignore
    await workbench.quickOpen('website.md');
    await workbench.palette('Phased Plans: Fix All Safe Problems');
    await workbench.until('one is repaired', () => readFileSync(path('website'), 'utf8') === good[1]);
    assert.equal(readFileSync(path('notebook'), 'utf8'), broken[0]);
    await workbench.until('the other is left', async () =>
      (await workbench.problems()).filter((text: string) => /missing before “}”/.test(text)).length === 1,
    ); // prettier-ignore
    writeFileSync(path('notebook'), good[0] ?? '');
  });

  it('what is for all folders asks for none', async () => {
    const { workbench } = world;
    const refs = join(world.repository.folder, '.git/packed-refs');
    await workbench.palette('View: Close All Editors');
    await workbench.palette('Phased Plans: Refresh');
    // A question would stay.
    await workbench.page.waitForTimeout(500);
    assert.equal(await workbench.quickField().count(), 0);
    writeFileSync(refs, 'broken\n');
    await workbench.row('Plan', 'Click to try again').waitFor();
    rmSync(refs);
    await workbench.row('Plan', 'Click to try again').click();
    await workbench.row('Plan', '2 · API Layer').waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('a command asks for the folder only where that isn’t plain', async () => {
    const { workbench } = world;
    await workbench.quickOpen('website.md');
    await workbench.palette('Phased Plans: Show Status');
    await workbench.until('the editor’s folder is meant', async () =>
      (await workbench.quickTitle()).startsWith('Rename the Product'),
    );
    await workbench.page.keyboard.press('Escape');
    await workbench.palette('View: Close All Editors');
    await workbench.palette('Phased Plans: Show Status');
    await workbench.until('it asks', async () => (await workbench.quickTitle()) === 'Workspace Folder');
    assert.deepEqual(await workbench.quickPicks(), ['notebook', 'website', 'plain']);
    await workbench.quickPick('notebook');
    await workbench.until('the chosen one is meant', async () =>
      (await workbench.quickTitle()).startsWith('Implement User Authentication'),
    );
    await workbench.page.keyboard.press('Escape');
    await workbench.inlineAction('Plan', 'Rename the Product', 'Open Plan');
    await workbench.until('a row says which', async () => (await workbench.activeTab()) === plan.split('/').at(-1));
    assert.deepEqual(await workbench.notifications(), []);
  });
});
