// `npm run generate`: writes the files, and parts of files, that follow from others. `-- --check` (in `npm run lint`)
// writes nothing, and fails where one of them is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withIds, withRules, withTools } from './lib/manifest.mjs';
import { ensureDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { extensionPage } from './lib/readme.mjs';
import { Plain, main, options, step } from './lib/say.mjs';
import { loadSource } from './lib/sources.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');

async function json(file, value) {
  const { format, resolveConfig } = await import('prettier');
  const path = join(root, file);
  return format(JSON.stringify(value), { ...(await resolveConfig(path)), filepath: path });
}

/** The table of docs/problems.md; the text around it is written by hand. */
function problemsPage(page, rules) {
  const rows = rules.map(
    ({ id, severity, description, fixes }) => `| \`${id}\` | ${severity} | ${description} | ${fixes} |`,
  );
  const head = ['| rule | severity | what it finds | quick fixes |', '| --- | --- | --- | --- |'];
  const written = page.replace(/^\| rule \|.*(\n\|.*)*/m, () => [...head, ...rows].join('\n'));
  if (!written.includes(head[0])) throw new Plain('docs/problems.md has no table that begins with "| rule |".');
  return written;
}

/** The schema of the state block as code: compiling it takes longer than all else that a start needs. */
async function stateValidator(schema) {
  const [
    { Ajv },
    {
      default: { default: standaloneCode },
    },
    { format, resolveConfig },
  ] = await Promise.all([import('ajv'), import('ajv/dist/standalone/index.js'), import('prettier')]);
  const ajv = new Ajv({ allErrors: true, strict: false, ownProperties: true, code: { source: true, esm: true } });
  // Nobody is shown what the code tells of: descriptions are left out.
  const bare = JSON.parse(
    JSON.stringify(schema, (key, value) => (typeof value === 'string' && key === 'description' ? undefined : value)),
  );
  const code = standaloneCode(ajv, ajv.compile(bare))
    .replace(/^"use strict";/, '')
    .replace(/export default \w+;/, '');
  const head = '// Written by `npm run generate` from src/core/context/schema.ts.\n';
  const path = join(root, VALIDATOR);
  return format(head + code, { ...(await resolveConfig(path)), filepath: path });
}

const VALIDATOR = 'schemas/stateValidator.mjs';

/** Every generated file with its text. */
async function generated() {
  const [{ RULES }, { contextSchema }, ids, { cliPage }, { AGENT_TOOLS }] = await Promise.all(
    [
      'src/core/problems/index.ts',
      'src/core/context/schema.ts',
      'src/ids.ts',
      'src/cli/page.ts',
      'src/core/tools/agentTools.ts',
    ].map(loadSource),
  );
  const manifest = withTools(withIds(withRules(JSON.parse(read('package.json')), RULES), ids), AGENT_TOOLS);
  return {
    'docs/problems.md': problemsPage(read('docs/problems.md'), RULES),
    'docs/cli.md': cliPage(),
    'docs/extension.md': extensionPage(read('README.md')),
    'package.json': await json('package.json', manifest),
    [VALIDATOR]: await stateValidator(contextSchema),
    'schemas/context-state.schema.json': await json('schemas/context-state.schema.json', contextSchema),
  };
}

await main(async () => {
  const { check } = options({ check: 'flag' });
  await ensureDependencies(step);
  const files = Object.entries(await generated());
  const stale = files.filter(([file, text]) => !existsSync(join(root, file)) || read(file) !== text);
  if (!check) for (const [file, text] of stale) writeFileSync(join(root, file), text);
  const names = stale.map(([file]) => file).join(', ');
  if (check && stale.length > 0) throw new Plain(`Stale: ${names}. Write them again with: npm run generate`);
  console.log(stale.length > 0 ? `Written: ${names}.` : 'Every generated file is up to date.');
});
