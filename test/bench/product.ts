// What the benchmark measures, bundled as it is shipped.
export { createFiles } from '../../src/adapters/files';
export { createForge } from '../../src/adapters/forge';
export { createGit } from '../../src/adapters/git/git';
export { createRunner } from '../../src/adapters/runner/runner';
export { parseContext } from '../../src/core/context/parse';
export { editContext } from '../../src/core/context/edit';
export { mergeContexts } from '../../src/core/context/merge/merge';
export { setTask } from '../../src/core/markdown/edits';
export { parsePlan } from '../../src/core/plan/parse';
export { createEngine } from '../../src/core/workflow/create';
export { readLibraryHead as readHead } from '../../src/core/folder/libraryHead';
