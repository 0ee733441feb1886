// The one direction of the source tree, as an ESLint rule: `extension → features → editor → core ← adapters`.
// The table below is the architecture; everything else here only resolves an import to the layer it points at.
import { posix } from 'node:path';

/** What each layer may import: other layers, and packages (`vscode`, `node:`, or a library by its name). */
const layers = {
  ids: { layers: [], packages: [] },
  // The API's types name `Uri` and `Event`, and every layer above core speaks in them.
  api: { layers: ['core'], packages: ['vscode'] },
  core: { layers: ['core', 'ids'], packages: [] },
  adapters: { layers: ['adapters', 'core', 'ids'], packages: ['node:'] },
  editor: { layers: ['editor', 'core', 'api', 'ids'], packages: ['vscode', 'node:'] },
  features: { layers: ['features', 'editor', 'core', 'api', 'ids'], packages: ['vscode', 'node:'] },
  extension: {
    layers: ['extension', 'features', 'editor', 'adapters', 'core', 'api', 'ids'],
    packages: ['vscode', 'node:'],
  },
};

/** Each library has one home, so that replacing it touches one folder. */
const homes = {
  'markdown-it': 'src/core/markdown/',
  ajv: 'src/core/context/',
  'jsonc-parser': 'src/core/context/',
};

/** `src/core/plan/names.ts` → `core`; null for what lies outside `src/`. */
function layerOf(file) {
  if (!file.startsWith('src/')) return null;
  const [, first] = file.split('/');
  return first.replace(/\.[cm]?tsx?$/, '');
}

const featureOf = (file) => file.split('/')[2]?.replace(/\.[cm]?tsx?$/, '');

/** Says what is wrong with `file` importing `request`, or null. Both paths are relative to the root, with `/`. */
export function breach(file, request) {
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
  return null;
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

/** Every way a module can be named: import, export from, import(), import type(), require. */
const rule = {
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

export default { meta: { name: 'arrows' }, rules: { direction: rule } };
