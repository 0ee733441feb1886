// `npm start`: the extension in a real VS Code in the browser, on a demo repository. Needs Node 20.19, npm and git; all
// else comes from npm, into `.vscode-test/`. Ctrl+C ends everything.
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageVsix } from './lib/build.mjs';
import { prepareCode } from './lib/code.mjs';
import { makeDemo } from './lib/demo.mjs';
import { ensureDependencies } from './lib/npm.mjs';
import { endAll, isEnding, run, start } from './lib/processes.mjs';
import { root } from './lib/paths.mjs';
import { Plain, during, main, options, step } from './lib/say.mjs';
import { installVsix, startServer } from './lib/server.mjs';
import { temporaryFolder } from './lib/worlds.mjs';

const known = { port: 'value', folder: 'value', screenshot: 'value', desktop: 'flag', vscode: 'value', help: 'flag' };
const help = `npm start -- [options]

  --folder PATH       open your own repository instead of the demo
  --port N            listen on this port (else a free one is chosen)
  --vscode VERSION    newest (the default) or oldest
  --screenshot FILE   open it without a window, show the plan, write a PNG and end
  --desktop           open it in your desktop VS Code (the "code" command)`;

async function checkTools() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Plain(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
  }
  const found = await run('git', ['--version']).catch(() => ({ code: 1 }));
  if (found.code !== 0) throw new Plain('git is missing: install it (https://git-scm.com), then try again.');
}

function portOf({ port }) {
  if (port === undefined) return undefined;
  const number = Number(port);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  throw new Plain(`--port expects a number between 1 and 65535, not ${port}.`);
}

/** npm runs scripts in the package's folder, and says where the person is. */
const fromWhereTheyAre = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

function ownFolder(path) {
  const folder = fromWhereTheyAre(path);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new Plain(`There is no folder ${folder}.`);
}

async function serve(server, folder) {
  const url = server.url(folder);
  console.log(`\nPhased Plans runs in ${folder}\n\n    ${url}\n\nCtrl+C ends it.`);
  openInBrowser(url);
  await server.ended;
  if (isEnding()) return;
  throw new Plain(`VS Code ended: ${server.output().trim().split('\n').at(-1) ?? ''}`);
}

/** Where there is a display; the URL is printed in any case. */
function openInBrowser(url) {
  const { platform, env } = process;
  if (env.CI || env.BROWSER === 'none') return;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const [command, ...args] =
    platform === 'darwin'
      ? ['open', url]
      : platform === 'win32'
        ? ['cmd', '/c', 'start', '""', url]
        : ['xdg-open', url];
  // The browser is the person's: it stays when this ends. A missing opener is no failure.
  start(command, args, { stdio: 'ignore' }).once('error', () => undefined);
}

async function takeScreenshot({ code, extensions, folder, file }) {
  const { launchBrowser, prepareBrowser } = await import('./lib/browser.mjs');
  const { Workbench } = await import('./window/workbench.mjs');
  const executable = await prepareBrowser();
  const done = step(`Taking a screenshot in VS Code ${code.version}`);
  const server = await startServer({ code, extensions });
  const browser = await launchBrowser(executable);
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const workbench = new Workbench(page, server);
    await workbench.open(folder);
    await workbench.openContainer('Phased Plans');
    await workbench
      .until('the plan is shown', async () => (await workbench.rows('Plan')).length > 0)
      .catch(() => undefined);
    await workbench.quickOpen('context.md').catch(() => undefined);
    // Away from the activity bar, whose tooltip would cover the plan; and a moment for lenses to be drawn.
    await page.mouse.move(900, 800);
    await page.waitForTimeout(1500);
    await workbench.screenshot(file);
  } finally {
    await browser.close().catch(() => undefined);
    await server.stop();
  }
  done(file);
  endAll();
}

/** A desktop VS Code of the person's own, with the extension from this folder. */
async function openDesktop(own) {
  const { bundle } = await import('./lib/build.mjs');
  await during('Building the extension', () => bundle());
  const folder = own ?? (await during('Making the demo repository', makeDemo)).folder;
  console.log(`Opening ${folder} in the desktop VS Code. Close its window, or press Ctrl+C, to end.`);
  const windows = process.platform === 'win32';
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, folder];
  const { code, stderr } = await run('code', args, { shell: windows }).catch(() => ({ code: 127, stderr: '' }));
  if (code === 127 || code === 9009) {
    throw new Plain('The "code" command is missing: install VS Code, and its command with "Shell Command: Install".');
  }
  if (code !== 0) throw new Plain(`code ended with ${code}: ${stderr.trim().split('\n')[0]}`);
}

await main(async () => {
  const given = options(known);
  if (given.help) return void console.log(help);
  await checkTools();
  const port = portOf(given);
  const own = given.folder === undefined ? undefined : ownFolder(given.folder);
  await ensureDependencies(step);
  if (given.desktop) return openDesktop(own);
  const code = await prepareCode(given.vscode ?? 'newest');
  const extensions = temporaryFolder('extensions');
  await during('Building and installing the extension', async () => {
    await installVsix({ code, vsix: await packageVsix(join(extensions, 'phased-plans.vsix')), extensions });
  });
  const folder = own ?? (await during('Making the demo repository', makeDemo)).folder;
  if (given.screenshot) return takeScreenshot({ code, extensions, folder, file: fromWhereTheyAre(given.screenshot) });
  const server = await during(`Starting VS Code ${code.version}`, () =>
    // The demo is ours; whether somebody's own repository is trusted, they say themselves.
    startServer({ code, extensions, port, token: randomBytes(16).toString('hex'), trusted: !own }),
  );
  return serve(server, folder);
});
