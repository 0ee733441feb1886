import path from 'node:path';
import type { MergeDriver } from '../../core/ports';
import { gitExec, type GitOptions } from '../git/exec';
import { findRepository, mustRun, toTopPath, type RepositoryPlace } from '../git/repository';
import { withBlock, withoutBlock, type Block } from './blocks';
import { bytesOf, changeFiles, readBytes, type Bytes } from './changeFiles';
import { attributesBlock, configBlock, DRIVER, FOLDER, namesDriver } from './lines';
import { bundledProgram, isInstalled, programChanges } from './programFiles';

interface DriverOptions extends GitOptions {
  /**
   * Where the bundled program is. It is installed as a copy, since this folder goes away with the extension's next
   * version.
   */
  bundles: string;
  /** What runs the program: VS Code itself, or the Node.js of a remote one. */
  node: string;
}

/**
 * The merge driver in the repository of the workspace folder `root`. It stands in git's own directory alone, shared by
 * all work trees: a folder with the program, a section of `config`, and in `info/attributes` a line for each context
 * file.
 */
export function createMergeDriver(root: string, options: DriverOptions): MergeDriver {
  const exec = gitExec(root, options);
  const section = configBlock(bytesOf(options.node));
  const lineOf = (place: RepositoryPlace, contextFile: string): Block =>
    attributesBlock(bytesOf(toTopPath(place, contextFile)));
  const program = () => bundledProgram(options.bundles);

  return {
    async install(contextFile) {
      const place = await findRepository(exec, root);
      const at = driverFiles(place);
      const wanted = await program();
      await changeFiles(at.config, async () => [
        ...(await programChanges(at.folder, wanted)),
        { file: at.config, after: withBlock(await readBytes(at.config), section) },
        // Last: without this line git looks at neither of the others.
        { file: at.attributes, after: withBlock(await readBytes(at.attributes), lineOf(place, contextFile)) },
      ]);
    },

    async remove(contextFile) {
      const place = await findRepository(exec, root);
      const at = driverFiles(place);
      let left: Bytes = null;
      const changed = await changeFiles(at.config, async () => {
        left = withoutBlock(await readBytes(at.attributes), lineOf(place, contextFile));
        const line = { file: at.attributes, after: left };
        // Another folder of the repository may have a context file of its own.
        if (namesDriver(left)) return [line];
        const config = { file: at.config, after: withoutBlock(await readBytes(at.config), section) };
        return [line, config, ...(await programChanges(at.folder, new Map()))];
      });
      if (namesDriver(left)) return changed;
      // A section that somebody has added to is git's to take out.
      const key = { args: ['config', '--local', '--get-regexp', `^merge\\.${DRIVER}\\.`] };
      if ((await exec(key)).code !== 0) return changed;
      await mustRun(exec, { args: ['config', '--local', '--remove-section', `merge.${DRIVER}`], writes: true });
      return true;
    },

    async refresh(contextFile) {
      const place = await findRepository(exec, root);
      const at = driverFiles(place);
      const [config, attributes] = [await readBytes(at.config), await readBytes(at.attributes)];
      if (!section.pattern.test(config ?? '') || !namesDriver(attributes)) return false;
      const installed = withoutBlock(attributes, lineOf(place, contextFile)) !== attributes;
      const wanted = await program();
      if (withBlock(config, section) === config && (await isInstalled(at.folder, wanted))) return installed;
      await changeFiles(at.config, async () => [
        ...(await programChanges(at.folder, wanted)),
        { file: at.config, after: withBlock(await readBytes(at.config), section) },
      ]);
      return installed;
    },
  };
}

function driverFiles({ commonDir }: RepositoryPlace) {
  return {
    folder: path.join(commonDir, FOLDER),
    config: path.join(commonDir, 'config'),
    attributes: path.join(commonDir, 'info', 'attributes'),
  };
}
