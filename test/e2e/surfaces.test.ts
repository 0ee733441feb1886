import * as assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilOn, useWorkbench } from '../support/e2e.mjs';

const task = 'implement-user-authentication';
const master = `2025-12-18-${task}.md`;
const phasePlan = (phase: number): string => `2025-12-18-${task}-phase-${phase}.md`;
const branch = `para/${task}-phase-2`;

/** Pictures to look at, when asked for. */
const pictures = process.env.PHASED_PLANS_PICTURES;

/**
 * Buttons and texts around the editor, on the demo: phase 1 merged, phase 2 runs with two of five to-dos done, phase 3
 * waits.
 */
describe('the surfaces around the editor', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const git = (...args: string[]): Promise<string> => world.repository.git(...args);
  const path = (file: string): string => join(world.repository.folder, file);
  const context = (): string => readFileSync(path('context/context.md'), 'utf8');
  const picture = async (name: string): Promise<void> => {
    if (pictures) await world.workbench.screenshot(join(pictures, `${world.version}-${name}.png`));
  };

  const open = (file: string): Promise<void> => world.workbench.quickOpen(file);

  it('the master plan has a button or a word at every phase, and progress', async () => {
    const { workbench } = world;
    await open(master);
    await workbench.until('the lenses are there', async () => {
      const lenses = (await workbench.codeLenses()).join('\n');
      return lenses.includes('1/3 phases') && lenses.includes('Merged') && lenses.includes('2/5');
    });
    await picture('master');
  });

  it('a lens stands on every way to list phases', async () => {
    const { workbench } = world;
    const file = path(`context/plans/${master}`);
    const before = readFileSync(file, 'utf8');
    const variants = [
      '| Phase | Title |\n| --- | --- |\n| 1 | Database |\n| 2 | API |\n| 3 | Frontend |\n',
      '**Phase 1:** Database\n\n**Phase 2:** API\n\n**Phase 3:** Frontend\n',
      `## Sub-Plans\n\n- \`${phasePlan(1)}\` — Database\n- \`${phasePlan(2)}\` — API\n- \`${phasePlan(3)}\` — Frontend\n`,
      '#### Phase 1 — Database\n\n#### Phase 2 — API\n\n#### Phase 3 — Frontend\n',
    ];
    for (const text of variants) {
      writeFileSync(file, `# Master Plan: Implement User Authentication\n\n${text}`);
      const firstLine = text.split('\n')[0] ?? '';
      await workbench.until(`lenses stand in ${firstLine}`, async () => {
        const lenses = (await workbench.codeLenses()).join('\n');
        const shown = await workbench.editorText();
        return (
          shown.includes(firstLine.replace(/^#+ /, '').slice(0, 12)) &&
          ['Merged', 'Summarize Phase 2', 'Waiting for phase 2'].every((title) => lenses.includes(title))
        );
      });
    }
    writeFileSync(file, before);
  });

  it('the context file has lenses above its title alone', async () => {
    const { workbench } = world;
    await open('context.md');
    await workbench.until('the lenses are there', async () =>
      (await workbench.codeLenses()).join().includes('Summarize Phase 2'),
    );
    assert.ok(!/Done|Reopen/.test((await workbench.codeLenses()).join()), (await workbench.codeLenses()).join());
    await picture('context-title');
  });

  it('the context file’s to-dos are ticked by their lens where that is wanted, and no line moves', async () => {
    const { workbench } = world;
    mkdirSync(path('.vscode'), { recursive: true });
    appendFileSync(path('.git/info/exclude'), '.vscode\n');
    writeFileSync(path('.vscode/settings.json'), '{ "phasedPlans.codeLens.context": "all" }');
    await workbench.until('the lenses are there', async () => (await workbench.codeLenses()).join().includes('Done'));
    const count = (await workbench.codeLenses()).length;
    await picture('context');
    await workbench.codeLens(/^\W*Done/);
    await workbench.until('the next to-do is ticked', () => context().includes('- [x] Add POST /login'));
    await workbench.statusBarItem('API Layer · 3/5').waitFor();
    await workbench.until('as many lenses stand there', async () => (await workbench.codeLenses()).length === count);
  });

  it('the key binding ticks the to-do at the cursor', async () => {
    const { workbench } = world;
    const line = context()
      .split('\n')
      .findIndex((text) => text.includes('Ask for an access token'));
    await open('context.md');
    await workbench.goToLine(line + 1);
    await workbench.page.keyboard.press('Control+Alt+P');
    await workbench.page.keyboard.press('t');
    await workbench.until('it is ticked', () => context().includes('- [x] Ask for an access token'));
    await workbench.statusBarItem('API Layer · 4/5').waitFor();
    assert.ok(context().includes('- [ ] Rotate refresh tokens'), 'no other one is');
    await git('commit', '--quiet', '--all', '--message=feat: Ask for a token');
  });

  it('a setting switches the lenses of one kind of file off', async () => {
    const { workbench } = world;
    const settings = path('.vscode/settings.json');
    writeFileSync(settings, '{ "phasedPlans.codeLens.context": false }');
    await workbench.until('the context file has none', async () => (await workbench.codeLenses()).length === 0);
    await open(phasePlan(2));
    await workbench.until('the phase plan keeps its own', async () =>
      (await workbench.codeLenses()).join().includes('4/5'),
    );
    writeFileSync(settings, '{}');
    await open('context.md');
    await workbench.until('they are back', async () => (await workbench.codeLenses()).join().includes('Summarize'));
  });

  it('the status bar tells the whole story under the pointer', async () => {
    const { workbench } = world;
    await workbench.statusBarItem('API Layer · 4/5').hover();
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: '1 of 3 phases completed' });
    await hover.first().waitFor();
    const text = (await hover.first().innerText()).replaceAll('\u00a0', ' ');
    assert.match(text, /Phase 3: Frontend.*waiting for phase 2/);
    await picture('hover');
    await workbench.theme('light');
    await workbench.statusBarItem('API Layer · 4/5').hover();
    await hover.first().waitFor();
    await picture('hover-light');
    await workbench.goToLine(1);
    // A pointer that stays where it is shows nothing.
    await workbench.page.mouse.move(400, 400);
    await hover.first().waitFor({ state: 'hidden' });
    await workbench.statusBarItem('API Layer · 4/5').hover();
    await hover.first().locator('a', { hasText: 'To-Do' }).first().click();
    const line = readFileSync(path('context/context.md'), 'utf8')
      .split('\n')
      .findIndex((each) => each.startsWith('- [ ] '));
    await workbench.statusBarItem(`Ln ${line + 1}, Col 1`).waitFor();
    await workbench.page.mouse.move(400, 400);
    await workbench.theme('dark');
  });

  it('the status bar warns on another branch; its click tells where the plan stands, and the first line switches back', async () => {
    const { workbench } = world;
    await git('switch', '--quiet', '--create', 'elsewhere');
    const item = workbench.page
      .locator('.part.statusbar .statusbar-item.warning-kind')
      .filter({ hasText: 'API Layer' });
    await item.waitFor();
    await picture('warning');
    await item.locator('.statusbar-item-label').click();
    assert.match((await workbench.quickPicks()).join(), /^ *Switch to .*Phase 1.*Phase 2.*Phase 3/);
    assert.equal(await git('branch', '--show-current'), 'elsewhere', 'a click changes nothing');
    await workbench.quickFocused('Switch to');
    await untilOn(world, branch);
    await item.waitFor({ state: 'detached' });
    // What takes longer shows progress, which goes by itself; nothing else is said.
    await workbench.until('nothing is left to read', async () => (await workbench.notifications()).length === 0);
  });

  it('the list of phases shows states and reasons, and refuses with an explanation', async () => {
    const { workbench } = world;
    // On another branch the running phase can be resumed, so the list is offered.
    await git('switch', '--quiet', 'elsewhere');
    await workbench.page.locator('.part.statusbar .statusbar-item.warning-kind').first().waitFor();
    await workbench.openContainer('Phased Plans');
    const actions = String(await workbench.inlineActions('Plan', '2 · API Layer'));
    assert.match(actions, /Switch to Its Branch/);
    assert.doesNotMatch(actions, /Start/);
    await workbench.page.keyboard.press('Control+Alt+P');
    await workbench.page.keyboard.press('s');
    const widget = workbench.page.locator('.quick-input-widget:visible');
    await workbench.until('all phases are listed', async () => (await workbench.quickPicks()).length === 3);
    const text = (await widget.innerText()).replaceAll('\u00a0', ' ');
    for (const reason of ['merged', 'running · 4/5', 'waiting for phase 2']) assert.ok(text.includes(reason), reason);
    assert.match(await widget.locator('.monaco-list-row.focused').innerText(), /Phase 2/);
    await workbench.quickPick('Phase 3');
    await widget.getByText('Summarize phase 2 first.').waitFor();
    await picture('phases');
    assert.equal(await git('branch', '--show-current'), 'elsewhere');
    await workbench.quickPick('Phase 2');
    await untilOn(world, branch);
    // What takes longer shows progress, which goes by itself; nothing else is said.
    await workbench.until('nothing is left to read', async () => (await workbench.notifications()).length === 0);
  });

  it('a plan file’s own menus offer what can be done with it', async () => {
    const { workbench } = world;
    await open(phasePlan(2));
    const actions = workbench.page.locator('.editor-group-container.active .editor-actions .action-label');
    const titles = async (): Promise<string> => {
      const shown = await actions.all();
      return (await Promise.all(shown.map((each) => each.getAttribute('aria-label')))).join('\n');
    };
    await workbench.until('Summarize is offered', async () => (await titles()).includes('Summarize Phase'));
    await picture('editor-title');
    await open('README.md');
    await workbench.until('not elsewhere', async () => !(await titles()).includes('Summarize Phase'));
  });
});
