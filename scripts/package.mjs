// `npm run package`: makes out/phased-plans.vsix and checks that it holds what it should, and nothing else.
import { readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageVsix } from './lib/build.mjs';
import { ensureDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { namedFiles } from './lib/readme.mjs';
import { Plain, main, step } from './lib/say.mjs';
import { zipEntries } from './lib/zip.mjs';

const largest = 600 * 1024;

/** Every file a VSIX may hold. What isn't listed is a mistake: a source, a test, a map, a stray note. */
const allowed = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/package\.json$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/docs\/(agents|cli|forges|import|problems|reliability)\.md$/,
  /^extension\/license(\.txt|\.md)?$/i,
  /^extension\/agents\/(prompts\/para-\w+\.prompt|phased-plans\.instructions|skills\/phased-plans\/SKILL)\.md$/,
  /^extension\/dist\/[\w.-]+\.js$/,
  /^extension\/(media|syntaxes|schemas)\/.+\.(svg|png|json)$/,
  /^extension\/media\/(dashboard|preview)\.(css|js)$/,
];
const named = namedFiles(readFileSync(join(root, 'README.md'), 'utf8'));
const { chatPromptFiles, chatInstructions, chatSkills } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).contributes;
const agentFiles = [...chatPromptFiles, ...chatInstructions, ...chatSkills].map(({ path }) => path.slice(2));
const required = [
  ...['package.json', 'readme.md', 'LICENSE.txt'],
  ...['dist/extension.js', 'dist/cli.js', 'dist/mergeDriver.js', 'dist/markdown-it.js'],
  ...['dashboard', 'preview'].flatMap((name) => [`media/${name}.css`, `media/${name}.js`]),
  ...agentFiles,
  ...named,
].map((name) => `extension/${name}`);

await main(async () => {
  await ensureDependencies(step);
  const done = step('Packaging the extension');
  const file = await packageVsix();
  const names = zipEntries(readFileSync(file));
  const { size } = statSync(file);
  const strays = names.filter(
    (name) => !allowed.some((pattern) => pattern.test(name)) || /\.(map|ts|vsix)$/.test(name),
  );
  const missing = required.filter((name) => !names.includes(name));
  if (strays.length) throw new Plain(`The VSIX holds what it should not: ${strays.join(', ')}`);
  if (missing.length) throw new Plain(`The VSIX lacks ${missing.join(', ')}`);
  if (size > largest) throw new Plain(`The VSIX has ${kilobytes(size)}, expected at most ${kilobytes(largest)}`);
  done(`${relative(root, file)}: ${names.length} files, ${kilobytes(size)}`);
});

function kilobytes(bytes) {
  return `${Math.ceil(bytes / 1024)} KB`;
}
