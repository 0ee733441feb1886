// An engine as the editor has it, without an editor.
const log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * One for all runs, as an editor has: what git has told of a commit once isn't asked again.
 * @param product the bundle of product.ts
 */
export function engineAt(product, folder, binary = 'git') {
  const settings = {
    contextFolder: 'context',
    baseBranch: '',
    branchPrefix: 'para/',
    fetchBeforeStart: true,
    problems: {},
    isolation: 'branch',
  };
  return product.createEngine({
    files: product.createFiles(folder),
    documents: { hasUnsavedChanges: () => false },
    git: product.createGit(folder, { binary, log }),
    forge: product.createForge(folder, { binary, log }),
    runner: product.createRunner(folder, { binary, log }),
    clock: { now: () => new Date() },
    log,
    settings: () => settings,
    trusted: () => true,
  });
}
