// A word means one thing, as an ESLint rule: no two files of `src/` export the same name.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

const EXPORT =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm;

/** What the entry points of the editor's parts are called is fixed by what they are. */
const SHARED = new Set(['activate', 'deactivate', 'register']);

/** The names that a file exports where it defines them. */
export function exportedNames(text) {
  return [...text.matchAll(EXPORT)].map(([, name]) => name).filter((name) => !SHARED.has(name));
}

/** By file, as it stands on disk; read again when the file changes. */
const known = new Map();

function namesIn(file) {
  const stamp = statSync(file).mtimeMs;
  if (known.get(file)?.stamp !== stamp) {
    known.set(file, { stamp, names: new Set(exportedNames(readFileSync(file, 'utf8'))) });
  }
  return known.get(file).names;
}

/** The other files below a folder that export one of these names: `[name, file]`. */
export function exportedElsewhere(folder, own, names) {
  const files = readdirSync(folder, { recursive: true }).filter((each) => each.endsWith('.ts'));
  const others = files.map((each) => join(folder, each)).filter((each) => each !== own);
  return names.flatMap((name) => others.filter((file) => namesIn(file).has(name)).map((file) => [name, file]));
}

const unique = {
  meta: { type: 'problem', schema: [], messages: { twice: 'Unexpected second export of {{name}}, also by {{file}}' } },
  create(context) {
    return {
      Program(node) {
        const folder = join(context.cwd, 'src');
        const found = exportedElsewhere(folder, context.filename, exportedNames(context.sourceCode.text));
        for (const [name, file] of found) {
          const there = relative(context.cwd, file).split(sep).join(posix.sep);
          context.report({ node, messageId: 'twice', data: { name, file: there } });
        }
      },
    };
  },
};

export default { meta: { name: 'names' }, rules: { unique } };
