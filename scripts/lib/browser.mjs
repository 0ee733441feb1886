// A browser to drive the workbench with: the one that $CHROME_PATH names, an installed one, else a headless build from
// npm.
import { chmodSync, createReadStream, createWriteStream, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cached } from './cache.mjs';
import { tar, unpack } from './npm.mjs';
import { Plain, step } from './say.mjs';

const packaged = '153.0.0';

/** Quiet, and working as root in a container; nothing but our own server on 127.0.0.1 is ever opened. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>} */
export async function prepareBrowser() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH && !existsSync(CHROME_PATH)) throw new Plain(`CHROME_PATH names no file: ${CHROME_PATH}`);
  const executablePath = CHROME_PATH || findInstalled();
  if (executablePath) return { executablePath, args: flags, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Plain('No Chrome, Chromium or Edge found: install one, or name it in CHROME_PATH.');
  }
  return fromNpm();
}

function findInstalled() {
  const { platform, env } = process;
  if (platform === 'linux') {
    const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
    const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
    return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
  }
  const programs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
  const candidates =
    platform === 'darwin'
      ? ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
          (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
        )
      : programs.flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
  return candidates.find((file) => existsSync(file));
}

/** The package is made for bare Linux machines: it also holds the libraries and a font that such a one lacks. */
async function fromNpm() {
  const folder = await cached(`chromium-${packaged}`, async (draft) => {
    const done = step('Fetching a headless Chromium from npm (once, about 70 MB)');
    rmSync(await unpack(`@sparticuz/chromium@${packaged}`, draft, 'package/bin'));
    for (const name of ['chromium', 'al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
      const source = join(draft, `${name}.br`);
      await pipeline(createReadStream(source), createBrotliDecompress(), createWriteStream(join(draft, name)));
      rmSync(source);
      if (!name.endsWith('.tar')) continue;
      await tar(['-xf', name], draft);
      rmSync(join(draft, name));
    }
    chmodSync(join(draft, 'chromium'), 0o755);
    done();
  });
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath: join(folder, 'chromium'),
    args: flags,
    env: { LD_LIBRARY_PATH: libraries, ...fonts(folder) },
  };
}

/** Only a machine without fonts of its own gets the packaged one: it has no fixed width for the editor. */
function fonts(folder) {
  if (existsSync('/etc/fonts/fonts.conf')) return {};
  const config = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`;
  writeFileSync(join(folder, 'fonts.conf'), config);
  return { FONTCONFIG_PATH: folder };
}

/** Opens it. playwright-core is imported late, as this module loads before dependencies are installed. */
export async function launchBrowser(browser) {
  const { chromium } = await import('playwright-core');
  const { executablePath, args } = browser;
  // Each browser listens for the end of the process, and a run has one per suite.
  process.setMaxListeners(100);
  try {
    return await chromium.launch({ executablePath, args, env: { ...process.env, ...browser.env } });
  } catch (error) {
    throw new Plain(`The browser ${executablePath} doesn't start: ${String(error.message).split('\n')[0]}`);
  }
}
