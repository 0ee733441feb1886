// Every surface, as it is brought onto the screen for a picture: `npm run pictures` takes them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDemo } from '../lib/demo.mjs';
import { git, makeRepository, writeFiles } from '../lib/repository.mjs';

const plans = 'context/plans/2025-12-18-implement-user-authentication';
const nothing = { active_context: [], completed_summaries: [], last_updated: '2025-12-18T09:00:00Z' };
const state = JSON.stringify(nothing, null, 2);
const idle = `# Current Work Summary\n\nReady to start first task.\n\n---\n\n\`\`\`json\n${state}\n\`\`\`\n`;

/**
 * The repositories that the pictures show.
 * @returns {Promise<Record<'demo' | 'dirty' | 'broken' | 'empty' | 'idle', string>>}
 */
export async function makeScenes() {
  const { folder: demo } = await makeDemo();
  const { folder: dirty } = await makeDemo();
  await git(dirty, ['switch', '--quiet', 'main']);
  await git(dirty, ['branch', '--quiet', '-D', 'para/implement-user-authentication-phase-2']);
  writeFileSync(join(dirty, 'src/notes.js'), '// Changed, and not committed\n');
  const { folder: broken } = await makeDemo();
  rmSync(join(broken, `${plans}-phase-3.md`));
  const empty = await makeRepository({ name: 'notebook' });
  const fresh = await makeRepository({ name: 'notebook' });
  writeFiles(fresh.folder, { 'context/context.md': idle });
  for (const name of ['archives', 'data', 'plans', 'servers', 'summaries']) {
    mkdirSync(join(fresh.folder, 'context', name));
  }
  return { demo, dirty, broken, empty: empty.folder, idle: fresh.folder };
}

/**
 * @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {{ x: number, y: number, width: number, height:
 * number }} Cut a part of the picture that is worth using alone @typedef {{
 *   name: string,
 *   scene: string,
 *   show: (workbench: Workbench) => Promise<void>,
 *   readme?: { name: string, cut: Cut },
 * }} Surface
 */

const type = async (/** @type {Workbench} */ workbench, question, text) => {
  await workbench.page.locator('.quick-input-message', { hasText: question }).waitFor();
  await workbench.inputBox(text);
};

const upToPatterns = async (/** @type {Workbench} */ workbench) => {
  // The palette has the command once the state of the folder is known.
  await workbench.openContainer('Phased Plans');
  await workbench.view('Plan').locator('.welcome-view-content .monaco-button').first().waitFor();
  await workbench.palette('Phased Plans: Create Plan');
  await workbench.quickFocused('Phased plan');
  await type(workbench, 'What is the task?', 'Split the Orders Table');
  await type(workbench, 'What will be true', 'Orders are found in a millisecond');
};

const planView = async (/** @type {Workbench} */ workbench, row) => {
  await workbench.openContainer('Phased Plans');
  if (row) await workbench.row('Plan', row).waitFor();
};

/** Draws the side bar wide enough for names and descriptions. */
const widen = async (/** @type {Workbench} */ { page }) => {
  await page.mouse.move(350, 500);
  await page.mouse.down();
  await page.mouse.move(500, 500, { steps: 5 });
  await page.mouse.up();
};

/** In this order: a surface may find what the one before left open. @type {Surface[]} */
export const surfaces = [
  {
    name: 'context',
    scene: 'demo',
    async show(workbench) {
      await workbench.quickOpen('context.md');
      await workbench.page.locator('.codelens-decoration').first().waitFor();
    },
  },
  {
    name: 'tree',
    scene: 'demo',
    async show(workbench) {
      await planView(workbench, '3 · Frontend');
      await widen(workbench);
      await workbench.quickOpen('context.md');
      // Headings are bold once Markdown is colored.
      await workbench.page.locator('.view-lines .mtkb').first().waitFor();
    },
    readme: { name: 'overview', cut: { x: 0, y: 36, width: 1200, height: 764 } },
  },
  { name: 'codelens-master', scene: 'demo', show: (workbench) => workbench.quickOpen(`${plans}.md`) },
  { name: 'codelens-phase', scene: 'demo', show: (workbench) => workbench.quickOpen(`${plans}-phase-2.md`) },
  {
    name: 'status-bar',
    scene: 'demo',
    async show(workbench) {
      await workbench.statusBarItem('Phase 2/3').hover();
      await workbench.page.locator('.monaco-hover:visible').first().waitFor();
    },
  },
  {
    name: 'library',
    scene: 'demo',
    async show(workbench) {
      await workbench.page.mouse.move(900, 600);
      await planView(workbench, '3 · Frontend');
      await workbench.page.locator('.pane-header .title', { hasText: /^Library$/i }).click();
      for (const group of ['Plans', 'Summaries']) await workbench.row('Library', group).waitFor();
      await workbench.toggleRow('Library', 'Summaries').catch(() => undefined);
    },
  },
  {
    name: 'summary',
    scene: 'demo',
    async show(workbench) {
      await workbench.palette('View: Close All Editors');
      await workbench.quickOpen('2025-12-19-implement-user-authentication-phase-1-summary.md');
      await workbench.palette('Markdown: Open Preview');
      await workbench.frame('body.vscode-body');
    },
  },
  {
    name: 'dashboard',
    scene: 'demo',
    async show(workbench) {
      await workbench.palette('View: Close All Editors');
      await workbench.palette('Phased Plans: Open Dashboard');
      await workbench.frame('#dashboard .node');
    },
    readme: { name: 'dashboard', cut: { x: 352, y: 36, width: 844, height: 716 } },
  },
  {
    name: 'execute-modal',
    scene: 'dirty',
    async show(workbench) {
      await planView(workbench, '2 · API Layer');
      await workbench.inlineAction('Plan', '2 · API Layer', 'Start Phase');
      await workbench.dialog();
    },
    readme: { name: 'start', cut: { x: 360, y: 115, width: 480, height: 570 } },
  },
  {
    name: 'problems',
    scene: 'broken',
    async show(workbench) {
      await planView(workbench, '3 · Frontend');
      await workbench.quickOpen('context.md');
      await workbench.palette('Problems: Focus on Problems View');
    },
  },
  {
    name: 'welcome',
    scene: 'empty',
    async show(workbench) {
      await planView(workbench);
      await workbench.view('Plan').locator('.welcome-view-content .monaco-button').first().waitFor();
    },
  },
  {
    name: 'walkthrough',
    scene: 'empty',
    async show(workbench) {
      // Beside a side bar there is no room for the pictures.
      await workbench.page.keyboard.press('Control+B');
      await workbench.palette('Welcome: Open Walkthrough');
      await workbench.quickFilter('Phased Plans');
      await workbench.page.locator('.quick-input-widget', { hasText: 'Get Started with' }).waitFor();
      await workbench.quickField().press('Enter');
      await workbench.page.locator('.gettingStarted .step-title').first().waitFor();
    },
  },
  {
    name: 'files',
    scene: 'idle',
    async show(workbench) {
      await workbench.page.keyboard.press('Control+Shift+E');
      await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'README.md' }).waitFor();
      await workbench.quickOpen('context.md');
      await workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'archives' }).waitFor();
    },
  },
  {
    name: 'wizard-kind',
    scene: 'idle',
    async show(workbench) {
      await planView(workbench);
      await workbench.page.keyboard.press('Control+K');
      await workbench.page.keyboard.press('Control+W');
      await workbench.palette('Phased Plans: Create Plan');
      await workbench.quickPicks();
    },
  },
  {
    name: 'wizard-title',
    scene: 'idle',
    async show(workbench) {
      await workbench.palette('Phased Plans: Create Plan');
      await workbench.quickFocused('Phased plan');
      await workbench.page.locator('.quick-input-message', { hasText: 'What is the task?' }).waitFor();
      await workbench.quickFilter('!!!');
    },
  },
  {
    name: 'wizard-patterns',
    scene: 'idle',
    async show(workbench) {
      await upToPatterns(workbench);
      await workbench.quickPicks();
    },
  },
  {
    name: 'wizard-phase',
    scene: 'idle',
    async show(workbench) {
      await upToPatterns(workbench);
      await workbench.quickPick('Zero-Downtime');
      await workbench.page.locator('.quick-input-message', { hasText: 'Phase 1 of 5' }).waitFor();
    },
  },
  {
    name: 'wizard-files',
    scene: 'idle',
    async show(workbench) {
      await upToPatterns(workbench);
      await workbench.quickPick('Layers');
      for (const number of [1, 2, 3])
        await type(workbench, `Phase ${number} of 3`, ['', 'Database', 'API', 'Pages'][number]);
      await type(workbench, 'phase 4', '');
      await workbench.quickPicks();
    },
  },
];
