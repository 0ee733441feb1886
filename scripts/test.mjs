// `npm test`: everything, from a fresh clone on. Installs, builds, packages, prepares VS Code and a browser, and runs
// the suites. The last line is `N passed, N failed`; a suite that crashed counts as one failure, and no test at all as
// one too.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, packageVsix } from './lib/build.mjs';
import { ensureDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { checkTable } from './lib/reliability.mjs';
import { endAll, removeAtExit } from './lib/processes.mjs';
import { Plain, during, main, options, step } from './lib/say.mjs';

/** Those that run by themselves come first. */
const usual = ['pure', 'git', 'editor', 'e2e'];
const suites = [...usual, 'faults'];

/**
 * `--only git,e2e`, `--grep "part of a title"`, `--files part-of-a-path`, `--vscode oldest|newest`; `--slow` lists the
 * slowest tests, `--long` tries many more cases of what is tried at random, `--update` writes docs/reliability.md
 * again.
 */
const known = {
  only: 'value',
  grep: 'value',
  files: 'value',
  vscode: 'value',
  slow: 'flag',
  long: 'flag',
  update: 'flag',
};

await main(async () => {
  const begun = Date.now();
  const total = { passed: 0, failed: 0, skipped: 0, failures: [], tests: [] };
  try {
    await testAll(total);
  } catch (error) {
    console.error(error instanceof Plain ? `✘ ${error.message}` : error);
    total.failed++;
  }
  if (total.passed + total.failed === 0) {
    console.error('✘ No test ran.');
    total.failed++;
  }
  summary(total, begun);
  endAll();
  return total.failed === 0 ? 0 : 1;
});

async function testAll(total) {
  const { only, grep, files, vscode = 'oldest', slow, long, update } = options(known);
  if (long) process.env.PHASED_PLANS_LONG = 'yes';
  const wanted = only ? only.split(',') : usual;
  const unknown = wanted.find((name) => !suites.includes(name));
  if (unknown) throw new Plain(`Unknown suite "${unknown}", expected one of: ${suites.join(', ')}`);
  await ensureDependencies(step);
  // A folder of its own per run, so that two at the same time don't take each other's bundles away.
  const out = removeAtExit(join(root, 'out', `run-${process.pid}`));
  const vsix = join(out, 'phased-plans.vsix');
  await during('Building', async () => {
    await bundle(`--tests=${wanted.join(',')}`, `--outdir=${out}`, ...(files ? [`--files=${files}`] : []));
    if (wanted.includes('editor')) await bundle();
    if (wanted.includes('e2e')) await packageVsix(vsix);
  });
  const { prepareHost, runSuite } = await import('./lib/suites.mjs');
  // Prepared before anything runs, so that a missing tool is known in seconds.
  const host = wanted.some((name) => name === 'editor' || name === 'e2e') ? await prepareHost(vscode) : undefined;
  for (const name of suites.filter((suite) => wanted.includes(suite))) {
    console.log(
      `\n━━ ${name}${host && (name === 'editor' || name === 'e2e') ? `, VS Code ${host.code.version}` : ''} ━━`,
    );
    const outcomes = name === 'faults' ? join(out, 'outcomes') : undefined;
    if (outcomes) mkdirSync(outcomes, { recursive: true });
    const result = await runSuite(name, { out, vsix, host, grep, outcomes });
    if (outcomes && !grep && !files) checkTable(outcomes, result, update);
    for (const key of ['passed', 'failed', 'skipped']) total[key] += result[key];
    total.failures.push(...result.failures.map((failure) => ({ ...failure, suite: name })));
    total.tests.push(...result.tests.map((test) => ({ ...test, suite: name })));
  }
  if (slow) listSlowest(total.tests);
}

function listSlowest(tests) {
  console.log('\nThe slowest tests:');
  for (const { suite, title, milliseconds } of tests.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 20))
    console.log(`${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${suite}: ${title}`);
}

function summary({ passed, failed, skipped, failures }, begun) {
  console.log('');
  for (const { suite, title, message } of failures) console.log(`✘ ${suite}: ${title}: ${message.split('\n')[0]}`);
  const minutes = ((Date.now() - begun) / 60_000).toFixed(1);
  console.log(`${minutes} minutes${skipped ? `, ${skipped} skipped` : ''}`);
  console.log(`${passed} passed, ${failed} failed`);
}
