// npm, as a tool: packages are fetched and installed through it alone.
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './processes.mjs';
import { root } from './paths.mjs';
import { Plain } from './say.mjs';

/** npm's own script, run by this Node: the same on every system, and no shell in between. */
function npmCommand() {
  const candidates = [
    process.env.npm_execpath,
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((file) => file && /npm-cli\.c?js$/.test(file) && existsSync(file));
  return script ? [process.execPath, [script]] : ['npm', []];
}

/** What `npm run` hands down describes our package, not the one that is worked on. */
export function cleanEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command$|config_local_prefix$)|^INIT_CWD$/i.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

export async function npm(args, { cwd = root, what = `npm ${args[0]}` } = {}) {
  const [command, before] = npmCommand();
  const quiet = [
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--ignore-scripts',
    '--loglevel=error',
    '--fetch-retry-mintimeout=2000',
  ];
  let result;
  try {
    result = await run(command, [...before, ...args, ...quiet], { cwd, env: cleanEnvironment() });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Plain('npm is missing: install Node.js with npm, then try again.');
    throw error;
  }
  if (result.code !== 0) throw new Plain(failure(what, result));
  return result.stdout;
}

function failure(what, { stdout, stderr }) {
  const text = `${stderr}\n${stdout}`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/.test(text)) {
    return `${what} failed: the npm registry can't be reached. Check the network (or npm's proxy settings), then try again.`;
  }
  if (/ENOSPC/.test(text)) return `${what} failed: the disk is full.`;
  const lines = text.split('\n').filter((line) => /npm error/i.test(line) && !/complete log|code E/.test(line));
  return `${what} failed: ${(lines[0] ?? text.trim().split('\n')[0] ?? '').replace(/npm error\s*/i, '') || 'npm says nothing more'}`;
}

/** Fetches a package and unpacks (a part of) it into `folder`. */
export async function unpack(spec, folder, part = 'package') {
  mkdirSync(folder, { recursive: true });
  await npm(['pack', spec, '--pack-destination', folder], { cwd: folder, what: `Fetching ${spec} from npm` });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Plain(`Fetching ${spec} from npm failed: no archive arrived.`);
  const depth = String(part.split('/').length);
  await tar(['-xzf', archive, '--strip-components', depth, part], folder);
  return join(folder, archive);
}

export async function tar(args, cwd) {
  const result = await run('tar', args, { cwd }).catch((error) => ({ code: 1, stderr: error.message }));
  if (result.code !== 0) throw new Plain(`tar failed: ${result.stderr.trim().split('\n')[0]}`);
}

/** Installs what package-lock.json says, unless that is what's there; an interrupted install counts as nothing. */
export async function ensureDependencies(say) {
  if (installed()) return;
  const done = say('Installing dependencies (npm ci)');
  await npm(['ci'], { what: 'Installing dependencies' });
  done();
}

function installed() {
  // npm writes this file last, so a half-done install has none or an old one.
  const written = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(written)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(written, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  );
}
