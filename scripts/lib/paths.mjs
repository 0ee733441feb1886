import { join, resolve } from 'node:path';

/** The repository's root. Bundled tests have no `import.meta.dirname`; their runner starts them in the root. */
export const root = import.meta.dirname ? resolve(import.meta.dirname, '../..') : process.cwd();

/** Where downloads are kept between runs, as `@vscode/test-electron` does. */
export const cacheFolder = join(root, '.vscode-test');

export const vsixFile = join(root, 'out', 'phased-plans.vsix');
