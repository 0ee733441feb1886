import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import Reporter from '../../scripts/lib/reporter.cjs';

/** What VS Code calls inside its extension host, in the browser-driven host and in `@vscode/test-electron` alike. */
export function run(): Promise<void> {
  const { PHASED_PLANS_GREP: grep } = process.env;
  // The workbench logs a lot of its own; the mark tells the runner which lines are the report.
  if (process.env.PHASED_PLANS_MARK) {
    Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
      console.log(process.env.PHASED_PLANS_MARK + format(...args));
    };
  }
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.js'),
  );
  const reporterOption = { suite: 'editor', files: files.length };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    reporter: Reporter,
    reporterOption,
    color: false,
    ...(grep ? { grep } : {}),
  } as Mocha.MochaOptions);
  for (const name of files.sort()) mocha.addFile(join(__dirname, name));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
