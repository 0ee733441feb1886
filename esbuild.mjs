// Bundles the extension and the command-line program, and with --tests the test suites. Types are checked apart
// (`npm run types`), so a build takes a fraction of a second and a half-typed file never keeps F5 from starting.
//
//   node esbuild.mjs [--watch] [--production] [--outfile=FILE]
//   node esbuild.mjs --tests[=pure,git,editor,e2e] [--files=PART-OF-A-PATH] [--outdir=FOLDER]
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context, transform } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const flags = new Map(process.argv.slice(2).map((flag) => flag.split('=')));
const production = flags.has('--production');

/** What every bundle shares: what is tested is resolved exactly as what is shipped. */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's `main` is UMD, whose inner requires a bundler can't follow.
  mainFields: ['module', 'main'],
  alias: {
    // Its index brings along all that encodes; only decoding is used.
    entities: 'entities/lib/decode.js',
    // Else a whole ajv, for what is never asked of it.
    '@modelcontextprotocol/server/_shims': './src/mcp/sdkStandIn.ts',
  },
  // Set in the scripts that run unbundled; a bundle in CommonJS has none.
  define: { 'import.meta.dirname': 'undefined' },
  loader: { '.md': 'text' },
  logLevel: 'warning',
};

const outfile = flags.get('--outfile') ?? 'dist/extension.js';
const beside = (name) => join(dirname(outfile), name);

const shipped = { ...common, minify: production, legalComments: 'none' };

/** All that is below needs it, and it would be most of the merge driver. */
const markdownIt = { ...shipped, entryPoints: ['markdown-it'], outfile: beside('markdown-it.js') };

const shared = {
  name: 'shared',
  setup(builder) {
    builder.onResolve({ filter: /^markdown-it$/ }, () => ({ path: './markdown-it.js', external: true }));
  },
};

/** Of another build: a chunk is named after what is in it. */
const isChunk = (name) => /^chunk-\w+\.js(\.map)?$/.test(name);

/**
 * esbuild splits ES modules alone, and VS Code and Node.js load CommonJS several milliseconds faster: so the parts are
 * turned into that once they are split.
 */
const asCommonJs = {
  name: 'as-common-js',
  setup(builder) {
    builder.onEnd(async ({ errors, outputFiles = [] }) => {
      if (errors.length > 0) return;
      const target = resolve(root, dirname(outfile));
      mkdirSync(target, { recursive: true });
      const written = await Promise.all(outputFiles.map((file) => writeCommonJs(target, file)));
      for (const name of readdirSync(target)) {
        if (isChunk(name) && !written.flat().includes(name)) rmSync(join(target, name), { force: true });
      }
    });
  },
};

async function writeCommonJs(folder, { path, text }) {
  const name = basename(path);
  const { code, map } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: common.target,
    minify: production,
    legalComments: 'none',
    // An `import()` that is left would start the loader of ES modules, which takes as long as all else.
    supported: { 'dynamic-import': false },
    sourcefile: name,
    sourcemap: !production,
  });
  writeFileSync(join(folder, name), production ? code : `${code}//# sourceMappingURL=${name}.map\n`);
  if (!production) writeFileSync(join(folder, `${name}.map`), map);
  return production ? [name] : [name, `${name}.map`];
}

/** The extension, the command-line program and the merge driver; what they share is in chunks that are there once. */
const doors = {
  ...shipped,
  entryPoints: {
    extension: 'src/extension.ts',
    cli: 'src/cli/main.ts',
    // What git runs: it is copied away from here, with the chunks that it needs.
    mergeDriver: 'src/adapters/mergeDriver/program.ts',
  },
  outdir: dirname(outfile),
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  splitting: true,
  write: false,
  external: ['vscode'],
  plugins: [shared, asCommonJs],
  sourcemap: production ? false : 'inline',
};

/** Tests stay separate files, so that mocha names them and one broken suite leaves the others running. */
function testBundles(outdir) {
  const suites = (flags.get('--tests') ?? 'pure,git,editor,e2e').split(',');
  const tests = suites.flatMap((suite) => filesBelow(`test/${suite}`, '.test.ts'));
  const entryPoints = tests.filter((file) => file.includes(flags.get('--files') ?? ''));
  if (suites.includes('editor')) entryPoints.push('test/editor/index.ts');
  return {
    ...common,
    entryPoints,
    outbase: 'test',
    outdir,
    external: ['vscode', 'mocha', 'playwright-core', 'eslint', 'typescript-eslint', 'typescript', 'esbuild'],
    sourcemap: true,
  };
}

function filesBelow(folder, ending) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).replaceAll('\\', '/'));
}

/** The lines VS Code's problem matcher in .vscode/tasks.json waits for. */
const reportForWatch = {
  name: 'report-for-watch',
  setup(builder) {
    builder.onStart(() => console.log('[watch] build started'));
    builder.onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      console.log('[watch] build finished');
    });
  },
};

if (flags.has('--watch')) {
  await build(markdownIt);
  const watching = await context({ ...doors, logLevel: 'silent', plugins: [shared, asCommonJs, reportForWatch] });
  await watching.watch();
} else if (flags.has('--tests')) {
  const outdir = flags.get('--outdir') ?? 'out/test';
  // A renamed or deleted test must not live on as a stale bundle.
  rmSync(join(root, outdir), { recursive: true, force: true });
  await build(testBundles(outdir)).catch(() => process.exit(1));
} else {
  await Promise.all([markdownIt, doors].map((bundle) => build(bundle))).catch(() => process.exit(1));
}
