// One line per test file while tests run: the suite, its share, the time and what came of the file. Failures are told
// in full at the end. What came of every test goes as JSON to the runner, which adds up suites that run in different
// processes.
const { writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const { reporters } = require('mocha');

module.exports = class ProgressReporter extends reporters.Base {
  /** `reporterOption`: `suite`, its name; `files`, how many files it has. */
  constructor(runner, options) {
    super(runner, options);
    const { suite = '', files = 0 } = options?.reporterOption ?? options?.reporterOptions ?? {};
    Object.assign(this, { suite, all: Number(files), begun: Date.now(), done: 0, file: null, tests: [], told: [] });
    runner.on('test end', (test) => this.ended(test, runner));
    runner.on('fail', (test, error) => this.failed(test, error, runner));
    runner.once('end', () => this.end(runner));
  }

  ended(test, runner) {
    this.enter(test.file, runner);
    this.file.tests.push(test);
    this.tests.push({ title: test.fullTitle(), file: test.file, milliseconds: test.duration ?? 0 });
  }

  failed(test, error, runner) {
    this.enter(test.file, runner);
    this.file.failed++;
    // A failing hook isn't a test, but it is a failure; so these are counted rather than read from the stats.
    this.told.push({ title: test.fullTitle(), message: String(error?.message ?? error) });
    reporters.Base.consoleLog(`    ✘ ${test.fullTitle()}: ${String(error?.message ?? error).split('\n')[0]}`);
  }

  /** Files that run side by side arrive whole, one after another. */
  enter(name, runner) {
    // What goes wrong outside of every file has no name.
    if (this.file && this.file.name === name) return;
    this.leave();
    this.file = { name, tests: [], failed: 0, since: Date.now() };
    if (runner.isParallelMode?.()) setImmediate(() => this.leave());
  }

  leave() {
    const { file } = this;
    if (!file) return;
    this.file = null;
    this.done++;
    const share =
      this.all > 0 ? `${String(Math.min(100, Math.round((100 * this.done) / this.all))).padStart(3)} %` : '';
    const seconds = file.tests.reduce((sum, test) => sum + (test.duration ?? 0), 0) / 1000;
    const passed = file.tests.filter((test) => test.state === 'passed').length;
    const parts = [`${passed} passed`, ...(file.failed ? [`${file.failed} failed`] : [])].join(', ');
    const name = basename(file.name ?? '').replace(/\.test\.js$/, '');
    reporters.Base.consoleLog(
      `${this.suite} ${share} ${clock(Date.now() - this.begun)}  ${file.failed ? '✘' : '✔'} ${name}: ${parts} (${seconds.toFixed(1)} s)`,
    );
  }

  end({ stats }) {
    this.leave();
    this.epilogue();
    const results = process.env.PHASED_PLANS_RESULTS;
    if (!results) return;
    const { passes: passed, pending: skipped } = stats;
    const { told: failures, tests } = this;
    writeFileSync(results, JSON.stringify({ passed, failed: failures.length, skipped, failures, tests }));
  }
};

/** Minutes and seconds. */
function clock(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
