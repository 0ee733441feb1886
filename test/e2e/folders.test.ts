import * as assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';
import { git, writeFiles } from '../../scripts/lib/repository.mjs';

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

  const shows = (text: string): Promise<void> => world.workbench.statusBarItem(text).waitFor();
  const open = async (file: string, shown: string): Promise<void> => {
    await world.workbench.quickOpen(file);
    await shows(shown);
  };

  it('the status bar shows the running plan, until a file of another one is opened', async () => {
    const { workbench } = world;
    await open('website.md', 'API Layer · 2/5');
    await open('plain.md', 'API Layer · 2/5');
    await open(plan, 'Rename the Product · planned');
    await workbench.palette('View: Close All Editors');
    await shows('Rename the Product · planned');
    await open('plain.md', 'Rename the Product · planned');
    // Who works where a plan runs is there.
    await open('routes.js', 'API Layer · 2/5');
  });

  it('a click into the rows of a folder shows that one, in the title too', async () => {
    const { workbench } = world;
    const description = workbench.view('Plan').locator('.pane-header .description');
    const click = async (folder: RegExp) => {
      // It closes its rows, too.
      for (const count of [1, 2]) {
        await workbench.row('Plan', folder).click();
        await workbench.until('its rows move', async () => (await titles()).length === count);
      }
    };
    await click(/^website$/);
    await shows('Rename the Product · planned');
    await description.filter({ hasText: 'Start the Plan' }).waitFor();
    await click(/^notebook$/);
    await shows('API Layer · 2/5');
    await description.filter({ hasText: '1/3 · Open the To-Do List' }).waitFor();
  });

  it('each folder has its problems, and a fix is made in its own folder', async () => {
    const { workbench } = world;
    const path = (folder: string) => join(world.repository.root, folder, 'context/context.md');
    const good = ['notebook', 'website'].map((folder) => readFileSync(path(folder), 'utf8'));
    const broken = good.map((text) => text.replace(/\n}\n```/, ',\n}\n```'));
    ['notebook', 'website'].forEach((folder, i) => writeFileSync(path(folder), broken[i] ?? ''));
    await workbench.until(
      'both are found',
      async () =>
        (await workbench.problems()).filter((text: string) => /comma too many before “}”/.test(text)).length === 2,
    );
    await workbench.quickOpen('website.md');
    await workbench.palette('Phased Plans: Fix All Safe Problems');
    await workbench.quickPick('website');
    await workbench.until('one is repaired', () => readFileSync(path('website'), 'utf8') === good[1]);
    assert.equal(readFileSync(path('notebook'), 'utf8'), broken[0]);
    await workbench.until(
      'the other is left',
      async () =>
        (await workbench.problems()).filter((text: string) => /comma too many before “}”/.test(text)).length === 1,
    );
    writeFileSync(path('notebook'), good[0] ?? '');
  });

  it('what is for all folders asks for none', async () => {
    const { workbench } = world;
    const refs = join(world.repository.folder, '.git/packed-refs');
    await workbench.palette('View: Close All Editors');
    writeFileSync(refs, 'broken\n');
    await workbench.row('Plan', 'Click to try again').waitFor();
    rmSync(refs);
    await workbench.row('Plan', 'Click to try again').click();
    await workbench.row('Plan', '2 · API Layer').waitFor();
    // Last, since it fetches, and would meet what is broken above.
    await workbench.palette('Phased Plans: Refresh');
    // A question would stay.
    await workbench.page.waitForTimeout(500);
    assert.equal(await workbench.quickField().count(), 0);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('a command asks for the folder only where that isn’t plain, and only for one where it can be run', async () => {
    const { workbench } = world;
    await workbench.quickOpen(plan);
    await workbench.palette('Phased Plans: Show Status');
    await workbench.until('the editor’s folder is meant', async () =>
      (await workbench.quickTitle()).startsWith('Rename the Product'),
    );
    await workbench.page.keyboard.press('Escape');
    await workbench.palette('View: Close All Editors');
    await workbench.palette('Phased Plans: Show Status');
    await workbench.until('it asks', async () => (await workbench.quickTitle()) === 'Workspace Folder');
    // What is shown is at hand.
    assert.deepEqual(await workbench.quickPicks(), ['website', 'notebook']);
    await workbench.quickPick('notebook');
    await workbench.until('the chosen one is meant', async () =>
      (await workbench.quickTitle()).startsWith('Implement User Authentication'),
    );
    await workbench.page.keyboard.press('Escape');
    await shows('API Layer · 2/5');
    await workbench.inlineAction('Plan', 'Rename the Product', 'Open Plan');
    await workbench.until('a row says which', async () => (await workbench.activeTab()) === plan.split('/').at(-1));
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('one that can be run in one folder alone is run there, and what is started is shown', async () => {
    const { workbench, repository } = world;
    const at = (folder: string, ...args: string[]) => git(join(repository.root, folder), args);
    await workbench.palette('View: Close All Editors');
    await workbench.palette('Phased Plans: Summarize Phase');
    assert.match((await workbench.dialog()).detail, /Phase 2 will be completed/);
    await workbench.dialogButton('Cancel');
    await workbench.palette('Phased Plans: Initialize');
    await workbench.until('it is initialized', () => existsSync(join(repository.root, 'plain/context/context.md')));
    await shows('Rename the Product · planned');
    await workbench.until(
      'there is nothing left to initialize',
      async () => (await workbench.paletteRows('Phased Plans: Initialize')).length === 0,
    );
    await at('website', 'add', '--all');
    await at('website', 'commit', '--quiet', '--message=docs: Plan');
    await workbench.palette('Phased Plans: Start Phase');
    await shows('Rename the Product · 0/1');
    await workbench.notification('Started the plan on para/rename-the-product').waitFor();
    assert.equal(await at('website', 'branch', '--show-current'), 'para/rename-the-product');
    // Both run: the one chosen last is shown.
    await workbench.row('Plan', /^notebook$/).click();
    await shows('API Layer · 2/5');
  });
});
