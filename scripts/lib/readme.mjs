// The extension's page inside VS Code, from README.md: no file of the repository is beside it there, and no address is
// known where one could be shown from.

const REPOSITORY_ONLY = /^<!-- repository -->\n[^]*?^<!-- \/repository -->\n\n?/gm;
const PICTURE = /^!\[[^\]]*\]\([^)]*\)\n\n?/gm;
const FILE_LINK = /\[([^\]]*)\]\((?!https:|#)([^)]*)\)/g;

/** What the page shows of the README: not what stands between `<!-- repository -->` and `<!-- /repository -->`. */
const shown = (readme) => readme.replace(REPOSITORY_ONLY, '').replace(PICTURE, '');

/**
 * The files that the page names: they have to be in the package.
 * @type {(readme: string) => string[]}
 */
export const namedFiles = (readme) =>
  [...shown(readme).matchAll(FILE_LINK)].map(([, , file]) => file).filter((file) => file !== 'LICENSE');

/**
 * The page: no picture, and the text of a link to a file instead of the link.
 * @param {string} readme
 */
export function extensionPage(readme) {
  const files = namedFiles(readme).map((file) => `\`${file}\``);
  return `<!-- Written from README.md by npm run generate. -->

${shown(readme).replace(FILE_LINK, '$1').trimEnd()}

The files that are named here (${files.join(', ')}) are in the folder where the
extension is installed.
`;
}
