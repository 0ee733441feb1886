// Mocha's readable report, and the counts as JSON for the runner, which adds up suites that run in different processes.
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.PHASED_PLANS_RESULTS;
    if (!file) return;
    const failures = [];
    runner.on('fail', (test, error) =>
      failures.push({ title: test.fullTitle(), message: String(error?.message ?? error) }),
    );
    runner.once('end', () => {
      const { passes, pending } = runner.stats;
      // A failing hook isn't a test, but it is a failure; so these are counted rather than read from the stats.
      writeFileSync(file, JSON.stringify({ passed: passes, failed: failures.length, skipped: pending, failures }));
    });
  }
};
