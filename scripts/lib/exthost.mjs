// Runs test/editor inside the extension host of a real VS Code. The web workbench starts that host as soon as a page is
// open, and tells the page what the suite logs and how it ended.
import { launchBrowser } from './browser.mjs';
import { root } from './paths.mjs';
import { removeNow } from './processes.mjs';
import { makeRepository } from './repository.mjs';
import { startServer } from './server.mjs';

/** Marks the lines of the suite's report among everything that the workbench logs. */
const mark = '⁣report⁣';

/** @returns how it ended, as `run` does */
export async function runInExtensionHost({ host, entry, env, timeout }) {
  const world = await makeRepository({ env });
  const server = await startServer({ code: host.code, driver: true, env: { ...env, PHASED_PLANS_MARK: mark } });
  const browser = await launchBrowser(host.browser);
  try {
    const page = await browser.newPage();
    const code = await suiteIn(
      page,
      server.url(world.folder, { payload: JSON.stringify(payload(server.port, entry)) }),
      timeout,
    );
    return { code: code ?? 1, signal: null, timedOut: code === null };
  } finally {
    await browser.close().catch(() => undefined);
    await server.stop();
    removeNow(world.root);
  }
}

/** Resolves to the suite's exit code, or to null when it didn't end in time. */
async function suiteIn(page, url, timeout) {
  const others = [];
  let timer;
  const ended = new Promise((resolve) => {
    timer = setTimeout(() => resolve(null), timeout);
    void page.exposeFunction('codeAutomationExit', resolve);
    page.once('crash', () => resolve(1));
  });
  await page.exposeFunction('codeAutomationLog', (_type, args) => {
    const line = plain(args);
    if (line.startsWith(mark)) console.log(line.replaceAll(mark, ''));
    else others.push(line);
  });
  await page.goto(url);
  const code = await ended;
  clearTimeout(timer);
  if (code !== 0) console.log(others.slice(-40).join('\n'));
  return code;
}

function payload(port, entry) {
  const remote = (path) =>
    `vscode-remote://127.0.0.1:${port}${path.startsWith('/') ? '' : '/'}${path.replaceAll('\\', '/')}`;
  return [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(entry)],
  ];
}

/** What console.log was called with: texts, or a format and its values. */
function plain(args) {
  const [first, ...values] = Array.isArray(args) ? args : [args];
  let next = 0;
  const text = String(first).replace(/%[sdifoOjc%]/g, (code) => (code === '%%' ? '%' : String(values[next++] ?? '')));
  return [text, ...values.slice(next).map(String)].join(' ');
}
