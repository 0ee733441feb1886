// Checks that package.json and src/ids.ts name the same commands, views, settings and context keys, both ways. A
// command that only one side knows is a button that does nothing, or a feature that nobody can reach.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { ensureDependencies } from './lib/npm.mjs';
import { Plain, main, step } from './lib/say.mjs';
import { loadSource } from './lib/sources.mjs';

/** The ids' groups of a kind: some commands stand apart, as those that only a tree's menu offers. */
const groups = (ids, kind) => Object.keys(ids).filter((name) => kind.test(name));
const values = (ids, kind) => groups(ids, kind).flatMap((name) => Object.values(ids[name]));
const kinds = { commands: /commands$/i, views: /views$/i, settings: /settings$/i, contextKeys: /contextKeys$/i };

function compare(manifest, ids) {
  const {
    commands = [],
    views = {},
    viewsContainers = {},
    configuration,
    walkthroughs = [],
  } = manifest.contributes ?? {};
  const containers = Object.values(viewsContainers).flat();
  const settings = [configuration ?? []].flat().flatMap(({ properties = {} }) => Object.keys(properties));
  const whens = new Set(allText(manifest.contributes).flatMap((text) => text.match(/\bphasedPlans\.[\w.]+/g) ?? []));
  const keys = values(ids, kinds.contextKeys);
  return [
    ...differences(
      'command',
      commands.map(({ command }) => command),
      values(ids, kinds.commands),
    ),
    ...differences(
      'view',
      Object.values(views)
        .flat()
        .map(({ id }) => id),
      values(ids, kinds.views),
    ),
    ...differences(
      'view container',
      containers.map(({ id }) => id),
      [ids.viewContainer].flat(),
    ),
    ...differences('setting', settings, values(ids, kinds.settings)),
    ...keys.filter((key) => !whens.has(key)).map((key) => `context key ${key} is set, but no "when" asks for it`),
    ...unknownIds(whens, ids, [...settings, ...walkthroughs.map(({ id }) => id)]),
    ...missingPictures(walkthroughs),
  ];
}

/** Every id that a menu, a key binding, a walkthrough or a "when" names must exist. */
function unknownIds(named, ids, settings) {
  const known = new Set([...Object.values(kinds).flatMap((kind) => values(ids, kind)), ...settings]);
  return [...named]
    .filter((id) => !known.has(id))
    .map((id) => `package.json names ${id}, which src/ids.ts doesn't have`);
}

/** A walkthrough shows a missing picture as nothing at all. */
function missingPictures(walkthroughs) {
  const media = walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg));
  return [...new Set(media)]
    .filter((file) => !existsSync(join(root, file)))
    .map((file) => `package.json names the picture ${file}, which isn't there`);
}

function differences(what, inManifest, inCode) {
  return [
    ...inManifest
      .filter((id) => !inCode.includes(id))
      .map((id) => `${what} ${id} is in package.json, not in src/ids.ts`),
    ...inCode
      .filter((id) => !inManifest.includes(id))
      .map((id) => `${what} ${id} is in src/ids.ts, not in package.json`),
  ];
}

/** An id that the code never uses is declared, but not wired. */
function unused(ids) {
  const files = sources(join(root, 'src'));
  const everyGroup = Object.values(kinds).flatMap((kind) => groups(ids, kind));
  return everyGroup.flatMap((group) =>
    Object.keys(ids[group])
      .filter((name) => !files.some((text) => uses(text, group, name)))
      .map((name) => `src/ids.ts has ${group}.${name}, which no code uses`),
  );
}

/** Whether a source names an id, by whatever name it imports the group; or takes the group as a whole. */
function uses(text, group, name) {
  const [, imported = ''] = /import\s*\{([^}]*)\}\s*from\s*'[^']*\/ids'/.exec(text) ?? [];
  const found = new RegExp(`\\b${group}\\b(?:\\s+as\\s+(\\w+))?`).exec(imported);
  if (!found) return false;
  const local = found[1] ?? group;
  return new RegExp(`\\b${local}\\.${name}\\b|Object\\.\\w+\\(${local}\\)|\\.\\.\\.${local}\\b`).test(text);
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'ids.ts')
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8'));
}

/** The palette shows a command as `Phased Plans: TITLE`; the category is written by `npm run generate`. */
function withoutTitle({ contributes: { commands = [] } = {} }) {
  return commands.filter(({ title }) => !title).map(({ command }) => `command ${command} has no title`);
}

function allText(value) {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(allText);
  if (value && typeof value === 'object')
    return Object.entries(value).flatMap(([key, part]) => [key, ...allText(part)]);
  return [];
}

await main(async () => {
  await ensureDependencies(step);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const ids = await loadSource('src/ids.ts');
  const problems = [...compare(manifest, ids), ...unused(ids), ...withoutTitle(manifest)];
  for (const problem of problems) console.error(`✘ ${problem}`);
  if (problems.length) throw new Plain(`package.json and src/ids.ts disagree (${problems.length}).`);
  console.log('package.json and src/ids.ts agree.');
});
