// `npm run test:desktop`: the editor suite in a desktop VS Code, which @vscode/test-electron downloads (or $VSCODE_PATH
// names). `npm test` runs the same suite with no download but npm's; this one shows that the desktop agrees.
import { join } from 'node:path';
import { bundle } from './lib/build.mjs';
import { ensureDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { makeRepository } from './lib/repository.mjs';
import { Plain, during, main, options, step } from './lib/say.mjs';
import { plainEnvironment, temporaryFolder } from './lib/worlds.mjs';

await main(async () => {
  const { vscode: version = 'stable' } = options({ vscode: 'value' });
  await ensureDependencies(step);
  await during('Building', async () => {
    await bundle();
    await bundle('--tests=editor');
  });
  const { runTests } = await import('@vscode/test-electron');
  const env = plainEnvironment();
  const { folder } = await makeRepository({ env });
  const profile = temporaryFolder('desktop');
  const { VSCODE_PATH } = process.env;
  try {
    return await runTests({
      ...(VSCODE_PATH ? { vscodeExecutablePath: VSCODE_PATH } : { version }),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, 'out', 'test', 'editor', 'index.js'),
      extensionTestsEnv: env,
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust', `--user-data-dir=${profile}`],
    });
  } catch (error) {
    throw new Plain(
      `The desktop tests failed: ${error.message ?? error}. Set VSCODE_PATH to use an installed VS Code.`,
    );
  }
});
