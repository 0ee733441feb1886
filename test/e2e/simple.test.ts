import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilOn, useWorkbench } from '../support/e2e.mjs';

const PLAN = 'context/plans/2025-12-18-add-search.md';

describe('a simple plan', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    async prepare({ folder, git }) {
      mkdirSync(join(folder, 'context/plans'), { recursive: true });
      writeFileSync(
        join(folder, PLAN),
        '# Plan: Add Search\n\n**Status:** Approved\n\n## Success Criteria\n\n- [ ] Words are found\n\n## Implementation Steps\n\n- [ ] Build the `index`\n- [ ] Show **hits**\n',
      );
      const state = JSON.stringify({ active_context: [PLAN], completed_summaries: [] }, null, 2);
      const text = `# Current Work Summary\n\nPlanned: Add Search\n\n---\n\n\`\`\`json\n${state}\n\`\`\`\n`;
      writeFileSync(join(folder, 'context/context.md'), text);
      await git('add', 'context');
      await git('commit', '--quiet', '--message=docs: Plan');
    },
  });

  it('has a row that opens when it starts, even where it was closed before', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    const row = workbench.row('Plan', /^Add Search/);
    await row.waitFor();
    await row.click();
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.until('it is closed', async () => (await row.getAttribute('aria-expanded')) === 'false');
    await workbench.inlineAction('Plan', /^Add Search/, 'Start Plan');
    await workbench.until('its to-dos are there, in plain words', async () => {
      const rows = (await workbench.rows('Plan')).map((each) => each.trim());
      return rows.includes('Build the index') && rows.includes('Show hits');
    });
  });

  it('is called a plan by what can be done with it, not a phase', async () => {
    const { workbench, repository } = world;
    const actions = () => workbench.inlineActions('Plan', /^Add Search/);
    await workbench.until('it can be summarized', async () => String(await actions()).includes('Summarize Plan'));
    await workbench.quickOpen('2025-12-18-add-search.md');
    await workbench.explorerMenu('2025-12-18-add-search.md');
    const entries = (await workbench.menu()).filter((entry) => /Start|Summarize|Switch to/.test(entry));
    assert.deepEqual(entries, ['Summarize Plan']);
    await workbench.page.keyboard.press('Escape');
    await repository.git('switch', '--quiet', 'main');
    await workbench.openContainer('Phased Plans');
    await workbench.until('it can be switched to', async () =>
      String(await actions()).includes('Switch to Its Branch'),
    );
    assert.doesNotMatch(String(await actions()), /Start|Summarize/);
    await workbench.inlineAction('Plan', /^Add Search/, 'Switch to Its Branch');
    await untilOn(world, 'para/add-search');
  });
});
