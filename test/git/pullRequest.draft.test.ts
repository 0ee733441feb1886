import assert from 'node:assert/strict';
import { stepsOfPullRequest } from '../../src/core/workflow/pullRequestSteps';
import { argsOf, completedAt } from '../support/forges';
import { withProgram } from '../support/programs';

describe('a draft', () => {
  it('is asked of a forge’s own program', async () => {
    for (const [name, address, url] of [
      ['gh', 'https://github.com/o/r.git', 'https://github.com/o/r/pull/7'],
      ['glab', 'https://gitlab.com/g/r.git', 'https://gitlab.com/g/r/-/merge_requests/7'],
    ] as const) {
      for (const draft of [true, false]) {
        const world = await completedAt(address);
        await withProgram(world, name, `[ "$2" = create ] && echo ${url}`, async () => {
          const made = await world.engine.createPullRequest({ draft });
          assert.deepEqual(made, { url, created: true, kind: 'created', ...(draft ? { draft } : {}) });
        });
        assert.equal(argsOf(world, name).includes('--draft'), draft, name);
      }
    }
  });

  for (const [address, title] of [
    ['https://gitlab.com/g/r.git', 'Draft: T'],
    ['https://codeberg.org/o/r.git', 'WIP: T'],
    ['https://github.com/o/r.git', null],
    ['https://git.acme.com/o/r.git', null],
    ['https://bitbucket.org/o/r.git', null],
    ['https://dev.azure.com/o/p/_git/r', null],
  ] as const) {
    it(`on the page of ${address}: ${title ?? 'is chosen there'}`, async () => {
      const world = await completedAt(address);
      await withProgram(world, 'gh', 'exit 1', async () => {
        await withProgram(world, 'glab', 'exit 1', async () => {
          const foreseen = await world.engine.foreseePullRequest();
          assert.equal(foreseen.remote?.drafts, title !== null);
          const steps = stepsOfPullRequest(foreseen, { draft: true });
          const what = title === null ? 'a pull request' : 'a draft pull request';
          assert.equal(steps[1], `Name the page to make ${what} into main on`);
          assert.equal(steps[2], title === null ? 'Leave it to you to choose a draft there' : undefined);
          const { url, kind, draft } = await world.engine.createPullRequest({ title: 'T', draft: true });
          assert.deepEqual([kind, draft], ['page', title !== null]);
          const { searchParams } = new URL(url ?? '');
          const written = searchParams.get('title') ?? searchParams.get('merge_request[title]');
          assert.ok(written === null || written === (title ?? 'T'), url ?? '');
        });
      });
    });
  }

  it('is none of what is there already, which is left as it is', async () => {
    const world = await completedAt('https://github.com/o/r.git');
    const [url, entry] = ['https://github.com/o/r/pull/7', '"baseRefName":"main","isCrossRepository":false'];
    await withProgram(world, 'gh', `printf '%s' '[{"url":"${url}",${entry}}]'`, async () => {
      const made = await world.engine.createPullRequest({ draft: true });
      assert.deepEqual(made, { url, created: false, kind: 'existing', draft: false });
    });
  });
});
