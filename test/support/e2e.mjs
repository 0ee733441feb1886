/* global before, after, afterEach -- Mocha's */
// What an end-to-end test starts with: a repository in a temporary folder, opened in a real workbench with the packaged
// extension installed.
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../scripts/lib/browser.mjs';
import { makeDemo } from '../../scripts/lib/demo.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { removeNow } from '../../scripts/lib/processes.mjs';
import { git, makeRepository } from '../../scripts/lib/repository.mjs';
import { installVsix, startServer } from '../../scripts/lib/server.mjs';
import { Workbench } from '../../scripts/window/workbench.mjs';
import { temporaryFolder } from '../../scripts/lib/worlds.mjs';

/**
 * @typedef {Awaited<ReturnType<typeof makeRepository>>} Repository
 * @typedef {{
 *   demo?: boolean,
 *   files?: Record<string, string>,
 *   remote?: boolean,
 *   prepare?: (repository: Repository) => Promise<void>,
 *   folder?: (repository: Repository) => string,
 *   settings?: Record<string, unknown>,
 *   trusted?: boolean,
 *   env?: Record<string, string>,
 *   extensions?: string[],
 *   viewport?: { width: number, height: number },
 * }} WorkbenchOptions
 */

/**
 * @returns {{ code: import('../../scripts/lib/server.mjs').Code, browser: object, vsix: string }} what the runner
 * prepared
 */
function host() {
  const { PHASED_PLANS_HOST } = process.env;
  if (!PHASED_PLANS_HOST) throw new Error('End-to-end tests need their runner: npm run test:e2e');
  return JSON.parse(PHASED_PLANS_HOST);
}

/** One browser, and one folder of installed extensions per set of them, serve all tests of the process. */
let browser;
const installed = new Map();

function installedExtensions(/** @type {string[]} */ more) {
  const key = more.join('\n');
  if (!installed.has(key)) {
    const install = async () => {
      const { code, vsix } = host();
      const extensions = temporaryFolder('extensions');
      for (const file of [vsix, ...more]) await installVsix({ code, vsix: file, extensions });
      return extensions;
    };
    installed.set(key, install());
  }
  return installed.get(key);
}

/** @returns {Promise<Repository>} */
async function demoRepository() {
  const demo = await makeDemo();
  return { ...demo, git: (...args) => git(demo.folder, args) };
}

/**
 * Opens a workbench. `close()` ends its page, its server and its repository.
 * @param {WorkbenchOptions} [options] `demo`: on the demo in the middle of its plan instead of a fresh repository
 */
async function openWorkbench(options = {}) {
  const { code, browser: executable } = host();
  const repository = options.demo
    ? await demoRepository()
    : await makeRepository({ files: options.files, remote: options.remote });
  await options.prepare?.(repository);
  const { settings = {}, trusted, env } = options;
  const extensions = await installedExtensions(options.extensions ?? []);
  const server = await startServer({ code, extensions, settings, trusted, env: { ...process.env, ...env } });
  browser ??= launchBrowser(executable);
  const context = await (await browser).newContext({ viewport: options.viewport ?? { width: 1400, height: 900 } });
  const workbench = new Workbench(await context.newPage(), server, { ...settings });
  const close = async () => {
    await context.close();
    await server.stop();
    removeNow(repository.root);
  };
  try {
    await workbench.open(options.folder?.(repository) ?? repository.folder);
  } catch (error) {
    await close();
    throw error;
  }
  return { workbench, repository, version: code.version, close };
}

/**
 * For a `describe`: one workbench for its tests, opened before the first and closed after the last. A failing test
 * leaves a screenshot in out/screenshots with the logs beside it, and says which messages were shown.
 * @param {WorkbenchOptions} [options]
 * @returns {{ workbench: Workbench, repository: Repository, version: string }} filled in before the first test
 */
export function useWorkbench(options = {}) {
  const world = /** @type {any} */ ({});
  let close = async () => {};
  before(async function () {
    this.timeout(120_000);
    const opened = await openWorkbench(options);
    close = opened.close;
    Object.assign(world, opened);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || !world.workbench) return;
    const name = this.currentTest.fullTitle().replace(/[^\w]+/g, '-');
    const file = join(root, 'out', 'screenshots', `${name}.png`);
    await world.workbench.screenshot(file).catch(() => undefined);
    cpSync(join(world.workbench.server.data, 'data', 'logs'), file.replace(/png$/, 'logs'), { recursive: true });
    const said = await world.workbench.notifications().catch(() => []);
    console.log(`      screenshot: ${file}\n      messages: ${said.length > 0 ? said.join(' | ') : 'none'}`);
  });
  after(async function () {
    this.timeout(30_000);
    await close();
  });
  return world;
}

/**
 * Waits until an operation has checked a branch out and has come to its end: a terminal that goes on sooner would meet
 * it.
 *
 * @param {{ workbench: Workbench, repository: Repository }} world
 * @param {string} branch
 */
export async function untilOn({ workbench, repository }, branch) {
  const journal = join(repository.folder, '.git', 'phased-plans');
  await workbench.until(
    `${branch} is checked out`,
    async () => (await repository.git('branch', '--show-current')) === branch && !existsSync(journal),
  );
}

/**
 * The names of a folder's files, without those that a writer is about to rename.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function filesIn(folder) {
  return readdirSync(folder).filter((name) => !name.startsWith('.'));
}
