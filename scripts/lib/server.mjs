// A VS Code server with its web workbench on 127.0.0.1, with folders of its own, so that runs never meet each other.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { removeNow, run, start, stop } from './processes.mjs';
import { Plain } from './say.mjs';
import { temporaryFolder } from './worlds.mjs';

/** User settings that keep the workbench quiet: no tips, no telemetry, no assistant, nothing that asks or downloads. */
export const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.enablePreview': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'npm.fetchOnlinePackageInfo': false,
  'json.schemaDownload.enable': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'editor.accessibilitySupport': 'off',
  'window.confirmBeforeClose': 'never',
  'files.simpleDialog.enable': true,
  // The web workbench saves by itself after a second otherwise; a desktop VS Code doesn't.
  'files.autoSave': 'off',
};

/**
 * @typedef {{ name: string, version: string, node: string, main: string }} Code
 * @typedef {{
 *   code: Code,
 *   env?: Record<string, string | undefined>,
 *   extensions?: string,
 *   settings?: Record<string, unknown>,
 *   trusted?: boolean,
 *   token?: string,
 *   port?: number,
 *   driver?: boolean,
 * }} ServerOptions
 * @typedef {{ port: number, url: (folder: string, more?: Record<string, string>) => string, data: string,
 *   output: () => string, stop: () => Promise<void>, ended: Promise<unknown> }} Server
 */

/**
 * Starts a server. `extensions` is a folder of installed extensions (see `installVsix`); `trusted: false` leaves
 * workspace trust on, so that a folder opens in restricted mode; `driver` is needed to run a suite in
 * the extension host, and suppresses every modal dialog.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { code, env = process.env, settings = {}, trusted = true, token, driver = false } = options;
  const data = temporaryFolder('server');
  writeSettings(data, { ...quiet, ...settings });
  const extensions = options.extensions ?? join(data, 'extensions');
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const args = [
      ...[code.main, '--host', '127.0.0.1', '--port', String(port), '--server-data-dir', data],
      ...['--extensions-dir', extensions, '--accept-server-license-terms', '--disable-telemetry'],
      ...(token ? ['--connection-token', token] : ['--without-connection-token']),
      ...(trusted ? ['--disable-workspace-trust'] : []),
      ...(driver ? ['--enable-smoke-test-driver'] : []),
    ];
    const child = start(code.node, args, { env: { ...env, EXTENSIONS_GALLERY: '{}' } });
    const { ready, output } = await untilListening(child);
    if (ready) return handle({ child, port, token, data, output });
    // The port was free a moment ago; somebody else was faster.
    if (/EADDRINUSE/.test(output()) && !options.port && attempt < 5) continue;
    removeNow(data);
    const reason = output().trim().split('\n').at(-1) ?? '';
    throw new Plain(
      /EADDRINUSE/.test(output())
        ? `Port ${port} is taken: end what uses it, or choose another with --port.`
        : `VS Code ${code.version} doesn't start: ${reason}`,
    );
  }
}

function handle({ child, port, token, data, output }) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    port,
    data,
    output,
    ended,
    url(folder, more = {}) {
      const query = new URLSearchParams({ ...(token ? { tkn: token } : {}), ...more });
      // The workbench wants the folder's slashes as they are.
      const path = encodeURI(folder.replaceAll('\\', '/'))
        .replaceAll('#', '%23')
        .replaceAll('&', '%26')
        .replaceAll('+', '%2B');
      const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
      return `http://127.0.0.1:${port}/?${kind}=${path.startsWith('/') ? path : `/${path}`}${query.size ? `&${query}` : ''}`;
    },
    async stop() {
      await stop(child);
      removeNow(data);
    },
  };
}

function untilListening(child) {
  let text = '';
  const output = () => text;
  return new Promise((resolve) => {
    const timer = setTimeout(() => stop(child).then(() => resolve({ ready: false, output })), 60_000);
    const settle = (ready) => {
      clearTimeout(timer);
      resolve({ ready, output });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        // Enough to explain a failure; a server that runs for hours mustn't fill the memory.
        text = (text + chunk).slice(-200_000);
        if (text.includes('Extension host agent listening')) settle(true);
      });
    }
    child.once('error', (error) => {
      text += error.message;
      settle(false);
    });
    child.once('close', () => settle(false));
  });
}

export function writeSettings(data, settings) {
  const folder = join(data, 'data', 'User');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** Installs a VSIX into a folder of extensions, which any number of servers may then use. */
export async function installVsix({ code, vsix, extensions, env = process.env }) {
  const data = temporaryFolder('install');
  const args = [code.main, '--accept-server-license-terms', '--server-data-dir', data, '--extensions-dir', extensions];
  const result = await run(code.node, [...args, '--install-extension', vsix, '--force'], {
    env: { ...env, EXTENSIONS_GALLERY: '{}' },
    timeout: 60_000,
  });
  removeNow(data);
  if (result.code !== 0 || !/successfully installed/.test(result.stdout)) {
    throw new Plain(`VS Code ${code.version} doesn't install ${vsix}: ${(result.stderr || result.stdout).trim()}`);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
