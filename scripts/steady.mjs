// `npm run test:steady -- N`: runs the editor and the end-to-end suites N times in a row while two busy loops keep the
// machine from being quick, and prints each run's figures. A test that fails once has a cause; it is not run again to
// hide it.
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { run, start, stop } from './lib/processes.mjs';
import { Plain, main } from './lib/say.mjs';

const LOOPS = 2;

await main(async () => {
  const times = Number(process.argv[2] ?? 10);
  if (!Number.isInteger(times) || times < 1) throw new Plain('How many runs? For example: npm run test:steady -- 10');
  const loops = Array.from({ length: LOOPS }, () => start(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  const figures = [];
  for (let turn = 1; turn <= times; turn++) {
    console.log(`━━ run ${turn} of ${times}, beside ${LOOPS} busy loops ━━`);
    figures.push(await once(turn));
    console.log(figures.join('\n'));
  }
  await Promise.all(loops.map((loop) => stop(loop)));
  const bad = figures.filter((line) => !line.includes(' 0 failed')).length;
  console.log(bad === 0 ? `${times} runs, none with a failure` : `${times} runs, ${bad} with failures`);
  return bad === 0 ? 0 : 1;
});

/** @returns {Promise<string>} the figures of one run, on a line */
async function once(turn) {
  const begun = Date.now();
  const { stdout } = await run(process.execPath, [join('scripts', 'test.mjs'), '--only', 'editor,e2e'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = stdout.trimEnd().split('\n');
  for (const line of lines.filter((each) => each.startsWith('✘'))) console.log(line);
  return `run ${turn}: ${lines.at(-1)}, ${((Date.now() - begun) / 60_000).toFixed(1)} minutes`;
}
