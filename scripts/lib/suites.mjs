// The suites: pure, git and faults (plain Node), editor (inside the extension host) and e2e (a real workbench in a
// browser).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { prepareBrowser } from './browser.mjs';
import { prepareCode } from './code.mjs';
import { cleanEnvironment } from './npm.mjs';
import { root } from './paths.mjs';
import { removeNow, run } from './processes.mjs';
import { plainEnvironment, temporaryFolder } from './worlds.mjs';

const minutes = 60_000;

/** What both hosted suites need. */
export async function prepareHost(which) {
  return { code: await prepareCode(which), browser: await prepareBrowser() };
}

/**
 * @typedef {{ title: string, message: string }} Failure
 * @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[] }} Results
 */

/**
 * @param {string} name
 * @param {{ out: string, vsix?: string, host?: object, grep?: string, outcomes?: string }} bundles where the bundles
 * lie, and what to run them in
 * @returns {Promise<Results>}
 */
export async function runSuite(name, bundles) {
  const files = testFiles(join(bundles.out, name));
  if (files.length === 0) return nothing();
  const folder = temporaryFolder('results');
  const results = join(folder, 'results.json');
  const env = cleanEnvironment({
    ...plainEnvironment(),
    PHASED_PLANS_RESULTS: results,
    // Where the worlds that tests begin in are kept once they are made.
    PHASED_PLANS_TEMPLATES: join(folder, 'templates'),
  });
  try {
    const end = name === 'editor' ? await inExtensionHost(env, bundles) : await inMocha(name, env, files, bundles);
    return collect(name, results, end);
  } finally {
    removeNow(folder);
    removeNow(env.HOME);
  }
}

const nothing = () => ({ passed: 0, failed: 0, skipped: 0, failures: [], tests: [] });

/** Those that take longest first, so that none of them is left over when the others are through. */
function testFiles(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.js'));
  // What is tried at random counts as many tests.
  const weigh = (file) => {
    const text = readFileSync(file, 'utf8');
    return text.split(/\bit\(/).length + 20 * text.split(/\.assert\(/).length;
  };
  const files = names.map((name) => join(folder, name));
  const weights = new Map(files.map((file) => [file, weigh(file)]));
  return files.sort((a, b) => weights.get(b) - weights.get(a));
}

/**
 * Tests on files and git wait now and then, for locks, hooks and remotes. A window computes all the while, and more
 * windows than cores would only make each of them slow to answer.
 */
const sideBySide = (/** @type {string} */ suite) => availableParallelism() * (suite === 'e2e' ? 1 : 2);

async function inMocha(name, env, files, { vsix, host, grep, outcomes }) {
  const args = [
    // Not by the environment: every program that a test starts would look for maps, too.
    '--enable-source-maps',
    join('node_modules', 'mocha', 'bin', 'mocha.js'),
    ...files,
    '--reporter=scripts/lib/reporter.cjs',
    `--reporter-option=suite=${name},files=${files.length}`,
    // Real git on a busy machine: no test waits this long for anything but a hang.
    `--timeout=${name === 'e2e' ? 90_000 : 60_000}`,
    ...['--parallel', `--jobs=${sideBySide(name)}`],
    // A handle left open must not keep the run from ending.
    '--exit',
    ...(grep ? [`--grep=${grep}`] : []),
    ...(process.stdout.isTTY ? ['--color'] : []),
  ];
  if (outcomes) env.PHASED_PLANS_OUTCOMES = outcomes;
  if (host) env.PHASED_PLANS_HOST = JSON.stringify({ ...host, vsix });
  // Thousands of whole lives take an hour and more.
  const timeout = (env.PHASED_PLANS_LONG ? 360 : 20) * minutes;
  return run(process.execPath, args, { cwd: root, env, timeout, stdio: ['ignore', 'inherit', 'inherit'] });
}

async function inExtensionHost(env, { out, host, grep }) {
  const { runInExtensionHost } = await import('./exthost.mjs');
  return runInExtensionHost({
    host,
    entry: join(out, 'editor', 'index.js'),
    env: { ...env, NODE_OPTIONS: '--enable-source-maps', ...(grep ? { PHASED_PLANS_GREP: grep } : {}) },
    timeout: 10 * minutes,
  });
}

/** A suite that ends without results, or not as its results say, has crashed: one failure more. */
function collect(name, file, end) {
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : nothing();
  const crashed = end.timedOut || !existsSync(file) || (end.code !== 0 && results.failed === 0);
  if (crashed) {
    const how = end.timedOut ? 'timed out' : `ended with code ${end.code}${end.signal ? ` (${end.signal})` : ''}`;
    results.failed++;
    results.failures.push({ title: `the ${name} suite`, message: `${how} before it was through` });
  }
  return results;
}
