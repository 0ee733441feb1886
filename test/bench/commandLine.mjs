// The first answers of the command-line program, as it is shipped, against Node.js that does nothing.
import { join } from 'node:path';
import { bundle } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/processes.mjs';
import { makeRepository } from '../../scripts/lib/repository.mjs';

export async function commandLineRows(compare) {
  const folder = join(root, 'out', 'bench', 'dist');
  await bundle('--production', `--outfile=${join(folder, 'extension.js')}`);
  const { folder: repository } = await makeRepository();
  const node = (...args) => run(process.execPath, args, { cwd: repository });
  const row = (line) =>
    compare({
      name: `phased-plans ${line}`,
      a: { label: 'Phased Plans', measure: () => node(join(folder, 'cli.js'), line) },
      b: { label: 'node -e 0', measure: () => node('-e', '0') },
      runs: 15,
    });
  return [await row('--help'), await row('status')];
}
