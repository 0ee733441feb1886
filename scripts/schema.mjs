// Writes schemas/context-state.schema.json from the schema that the extension itself checks with: `npm run schema`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';
import { root } from './lib/paths.mjs';
import { removeNow } from './lib/processes.mjs';
import { main } from './lib/say.mjs';
import { temporaryFolder } from './lib/worlds.mjs';

await main(async () => {
  const folder = temporaryFolder('schema');
  const outfile = join(folder, 'schema.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/core/context/schema.ts'],
    bundle: true,
    format: 'esm',
    outfile,
  });
  const { contextSchema } = await import(pathToFileURL(outfile).href);
  removeNow(folder);
  const file = join(root, 'schemas', 'context-state.schema.json');
  const options = { ...(await resolveConfig(file)), filepath: file };
  writeFileSync(file, await format(JSON.stringify(contextSchema), options));
});
