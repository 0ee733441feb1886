// The one direction of the source tree, as an ESLint rule: `extension → features → editor → view → core ← adapters`,
// and from the ground up inside the core, the adapters and the editor. The tables below are the architecture; all
// else here only resolves an import to the place it points at.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';

/** What each layer may import: other layers, and packages (`vscode`, `node:`, or a library by its name). */
const layers = {
  ids: { layers: [], packages: [] },
  // The API's types name `Uri` and `Event`, and every layer above core speaks in them.
  api: { layers: ['core'], packages: ['vscode'] },
  schemas: { layers: ['schemas'], packages: [] },
  agents: { layers: [], packages: [] },
  core: { layers: ['core', 'ids', 'schemas'], packages: [] },
  adapters: { layers: ['adapters', 'core', 'ids'], packages: ['node:'] },
  view: { layers: ['view', 'core', 'ids'], packages: [] },
  editor: { layers: ['editor', 'view', 'core', 'api', 'ids'], packages: ['vscode'] },
  features: { layers: ['features', 'editor', 'view', 'core', 'api', 'ids'], packages: ['vscode'] },
  mcp: { layers: ['mcp', 'view', 'adapters', 'core', 'ids'], packages: ['node:'] },
  cli: { layers: ['cli', 'mcp', 'view', 'adapters', 'core', 'ids', 'agents'], packages: ['node:'] },
  extension: {
    layers: ['extension', 'features', 'editor', 'view', 'adapters', 'core', 'api', 'ids'],
    packages: ['vscode', 'node:'],
  },
};

/**
 * The rooms of a layer, from the ground up: each imports only from itself and from those before it. A room is a folder,
 * or a file that its folder stands upon.
 */
const coreRooms = [
  'core',
  'core/markdown',
  'core/json',
  'core/plan',
  'core/import/model',
  'core/import/parts',
  'core/import/readers',
  'core/import',
  'core/context',
  'core/context/merge',
  'core/survey',
  'core/folder',
  'core/repository',
  'core/problems/parts',
  'core/problems/rules',
  'core/problems',
  'core/reading',
  'core/workflow/start',
  'core/workflow/rebuild',
  'core/workflow',
  'core/tools',
];
const adapterRooms = [
  'adapters/system',
  'adapters/files',
  'adapters/disk',
  'adapters/writing',
  'adapters/git',
  'adapters/forges',
  'adapters/mergeDriver',
  'adapters/runner/ground',
  'adapters/runner/files',
  'adapters/runner/journal',
  'adapters/runner/steps/parts',
  'adapters/runner/steps',
  'adapters/runner/undo',
  'adapters/runner/recovery',
  'adapters/runner',
  'adapters',
];
const editorRooms = ['editor', 'editor/folders', 'editor/ask', 'editor/commands'];
const roomsOf = { core: coreRooms, adapters: adapterRooms, editor: editorRooms };

/** Each library has one home, so that replacing it touches one folder. */
const homes = {
  'markdown-it': 'src/core/markdown/',
  ajv: 'src/core/context/',
  'jsonc-parser': 'src/core/json/',
  '@modelcontextprotocol/server': 'src/mcp/',
};

/** `src/core/plan/names.ts` → `core`; null outside `src/`, but for data in `schemas/`, and texts in `agents/`. */
function layerOf(file) {
  if (file.startsWith('schemas/')) return 'schemas';
  if (file.startsWith('agents/')) return 'agents';
  if (!file.startsWith('src/')) return null;
  const [, first] = file.split('/');
  return first.replace(/\.[cm]?tsx?$/, '');
}

const featureOf = (file) => file.split('/')[2]?.replace(/\.[cm]?tsx?$/, '');

/** Says what is wrong with `file` importing `request`, or null. Both paths are relative to the root, with `/`. */
function breach(file, request) {
  const from = layerOf(file);
  if (from === null) return null;
  const allowed = layers[from];
  if (!allowed) return `Unexpected layer "src/${from}", expected one of: ${Object.keys(layers).join(', ')}`;
  if (!request.startsWith('.')) return packageBreach(file, from, allowed, request);
  const target = posix.join(posix.dirname(file), request);
  const to = layerOf(target);
  if (to === null || !allowed.layers.includes(to)) {
    return `Unexpected import of ${target} by ${from}, expected only: ${allowed.layers.join(', ') || 'nothing'}`;
  }
  if (from === 'features' && to === 'features' && featureOf(target) !== featureOf(file)) {
    return `Unexpected import of feature "${featureOf(target)}", expected features never to import each other`;
  }
  return from === to && roomsOf[from] ? roomBreach(roomsOf[from], file, target) : null;
}

function roomBreach(rooms, file, target) {
  const [from, to] = [roomOf(rooms, file), roomOf(rooms, target)];
  for (const room of [from, to]) {
    if (!rooms.includes(room)) return `Unexpected room "src/${room}", expected one of: ${rooms.join(', ')}`;
  }
  if (rooms.indexOf(to) <= rooms.indexOf(from)) return null;
  return `Unexpected import of ${target} by src/${from}, expected only rooms below: ${rooms.slice(0, rooms.indexOf(from) + 1).join(', ')}`;
}

/** `src/core/problems/index.ts` and `src/core/problems` → `core/problems`. */
function roomOf(rooms, file) {
  const place = file.slice('src/'.length).replace(/\.[cm]?tsx?$/, '');
  return rooms.includes(place) ? place : posix.dirname(place);
}

function packageBreach(file, from, allowed, request) {
  const name = request.startsWith('node:') ? 'node:' : packageName(request);
  const home = homes[name];
  if (home) return file.startsWith(home) ? null : `Unexpected import of ${name}, expected it only below ${home}`;
  if (allowed.packages.includes(name)) return null;
  const expected = [...allowed.packages, ...Object.keys(homes).filter((key) => layerOf(homes[key]) === from)];
  return `Unexpected import of ${request} by ${from}, expected only: ${expected.join(', ') || 'no package'}`;
}

const packageName = (request) =>
  request
    .split('/')
    .slice(0, request.startsWith('@') ? 2 : 1)
    .join('/');

/** What the files of the tree import of each other, as it stands on disk, by file; read again when a file changes. */
const imported = new Map();

function importsOf(file) {
  const stamp = statSync(file).mtimeMs;
  if (imported.get(file)?.stamp === stamp) return imported.get(file).files;
  const requests = [...readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(
    ([, each]) => each,
  );
  const files = requests.flatMap((request) => {
    const target = posix.join(posix.dirname(file), request);
    return [`${target}.ts`, `${target}/index.ts`].filter((each) => existsSync(each)).slice(0, 1);
  });
  imported.set(file, { stamp, files });
  return files;
}

/** The way from a file back to itself by way of what it imports, by value or by type; null when there is none. */
export function circleOf(file) {
  const cameFrom = new Map();
  const open = [file];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of importsOf(at)) {
      if (next === file) {
        const way = [file, at];
        while (way.at(-1) !== file) way.push(cameFrom.get(way.at(-1)));
        return way.reverse();
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      open.push(next);
    }
  }
  return null;
}

const circles = {
  meta: { type: 'problem', schema: [], messages: { circle: 'Unexpected circle of imports: {{way}}' } },
  create(context) {
    const file = posix.relative(context.cwd.replaceAll('\\', '/'), context.filename.replaceAll('\\', '/'));
    return {
      Program(node) {
        const way = existsSync(file) ? circleOf(file) : null;
        if (way) context.report({ node, messageId: 'circle', data: { way: way.join(' → ') } });
      },
    };
  },
};

/** Every way a module can be named: import, export from, import(), import type(), require. */
const direction = {
  meta: { type: 'problem', schema: [], messages: { breach: '{{problem}}' } },
  create(context) {
    const file = posix.relative(context.cwd.replaceAll('\\', '/'), context.filename.replaceAll('\\', '/'));
    function check(node) {
      if (typeof node?.value !== 'string') return;
      const problem = breach(file, node.value);
      if (problem) context.report({ node, messageId: 'breach', data: { problem } });
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSExternalModuleReference: (node) => check(node.expression),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
    };
  },
};

/** Commands have one error boundary: they are registered nowhere but in the file that has it. */
const registry = {
  meta: { type: 'problem', schema: [], messages: { around: 'Unexpected {{what}}, expected it only in {{home}}' } },
  create(context) {
    const file = posix.relative(context.cwd.replaceAll('\\', '/'), context.filename.replaceAll('\\', '/'));
    const home = 'src/editor/commands/commands.ts';
    if (!file.startsWith('src/') || file === home) return {};
    return {
      'MemberExpression[property.name=/^register(TextEditor)?Command$/]': (node) =>
        context.report({ node, messageId: 'around', data: { what: node.property.name, home } }),
    };
  },
};

export default { meta: { name: 'arrows' }, rules: { direction, circles, registry } };
