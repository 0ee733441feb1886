import type { Block } from './blocks';

/** The driver's name in git's configuration and attributes. */
export const DRIVER = 'phased-plans';

/** The folder in the git directory that all work trees share, and the program in it. */
export const FOLDER = 'phased-plans-merge';
export const PROGRAM = 'mergeDriver.js';

/** Only as long as nobody has added to the section: what follows must be another one. */
const SECTION = /^\[merge "phased-plans"\]\r?\n\tname = .*\r?\n\tdriver = .*$(?=\s*(?:\[|(?![\s\S])))/m;

/** The configuration's section that names the driver and what runs it. */
export function configBlock(node: string): Block {
  const quoted = driverCommand(node).replace(/[\\"]/g, '\\$&');
  return {
    lines: [
      `[merge "${DRIVER}"]`,
      '\tname = Phased Plans: merge the context file by meaning',
      `\tdriver = "${quoted}"`,
    ],
    pattern: SECTION,
  };
}

/**
 * What git gives to its shell, on Windows to the one it brings along. The repository may be moved, `node` (VS Code
 * itself) be updated or gone and the program fail: then a `node` on the path is tried, and last git's own merge by
 * line, which is what happens without a driver.
 */
function driverCommand(node: string): string {
  const quoted = `'${node.replaceAll('%', '%%').replaceAll("'", `'\\''`)}'`;
  return (
    `program="$(git rev-parse --git-common-dir)/${FOLDER}/${PROGRAM}"; ` +
    `{ ELECTRON_RUN_AS_NODE=1 ${quoted} "$program" %O %A %B || node "$program" %O %A %B; } >/dev/null 2>&1 || ` +
    `git merge-file --quiet --marker-size=%L -L ours -L base -L theirs %A %O %B`
  );
}

/** The attributes' line for a file, given from the top of the work tree. */
export function attributesBlock(file: string): Block {
  // Anchored by the slash, so that no name can be taken for a comment or a negation.
  const pattern = `/${file.replace(/[\\*?[]/g, '\\$&')}`;
  // eslint-disable-next-line no-control-regex -- such names are what has to be quoted
  const quoted = /[\s\x00-\x1f]/.test(pattern) ? `"${pattern.replace(/[\\"]/g, '\\$&')}"` : pattern;
  const line = `${quoted} merge=${DRIVER}`;
  return { lines: [line], pattern: new RegExp(`^${line.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`, 'm') };
}

/** Whether some file is merged by the driver. */
export function namesDriver(attributes: string | null): boolean {
  return attributes !== null && /^[^#\r\n].*\smerge=phased-plans[ \t]*\r?$/m.test(attributes);
}
