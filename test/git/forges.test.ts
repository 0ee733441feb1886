import assert from 'node:assert/strict';
import path from 'node:path';
import { comparePage } from '../../src/adapters/forge';
import { argsOf, at } from '../support/forges';
import { PHASE, tip, worldIn } from '../support/hostile';
import { runGit } from '../support/git';
import { withProgram } from '../support/programs';
import type { TestWorld } from '../support/world';

const BRANCH = `${PHASE}-1`;
/** A second bare repository beside the first: somebody's fork. */
function fork(world: TestWorld, name: string): string {
  const bare = path.join(world.root, `${name}.git`);
  runGit(world.root, 'clone', '--quiet', '--bare', world.bare, bare);
  world.git('remote', 'add', name, bare);
  return bare;
}

/** Git takes one address for another, as companies and scripts set it. */
const instead = (world: TestWorld, address: string, bare: string): void =>
  void world.git('config', `url.${bare}.pushInsteadOf`, address);

describe('where a branch is pushed', () => {
  it('is the remote that git would push to, and the pull request goes from there', async () => {
    for (const key of ['remote.pushDefault', `branch.${BRANCH}.pushRemote`]) {
      const world = await worldIn('completed');
      const mine = fork(world, 'mine');
      at(world, 'https://github.com/theirs/r.git');
      world.git('config', 'remote.mine.url', 'https://github.com/ada/r.git');
      instead(world, 'https://github.com/ada/r.git', mine);
      world.git('config', key, 'mine');
      const foreseen = await world.engine.foreseePullRequest();
      assert.deepEqual(foreseen.remote, { name: 'mine', page: true, existing: null, client: false, drafts: false });
      await withProgram(world, 'gh', 'exit 1', async () => {
        const { url, kind } = await world.engine.createPullRequest({ title: 'T' });
        // `pushInsteadOf` gives a folder: whose it is can't be told from that.
        const page = `https://github.com/theirs/r/compare/main...${encodeURIComponent(BRANCH)}?expand=1&title=T`;
        assert.deepEqual([url, kind], [page, 'page']);
      });
      assert.equal(runGit(mine, 'rev-parse', BRANCH), tip(world, BRANCH));
      assert.throws(() => runGit(world.bare, 'rev-parse', '--verify', '--quiet', `refs/heads/${BRANCH}`));
      assert.equal(world.git('rev-parse', '--abbrev-ref', `${BRANCH}@{upstream}`), `mine/${BRANCH}`);
    }
  });

  it('says whose branch it is where the push address tells', async () => {
    const o = { branch: BRANCH, base: 'main', title: 'T', remote: 'origin', pushes: false, body: '' };
    for (const [theirs, mine, page] of [
      [
        'https://github.com/theirs/r',
        'git@github.com:ada/r.git',
        'https://github.com/theirs/r/compare/main...ada:B?expand=1&title=T',
      ],
      [
        'https://github.com/theirs/r',
        'git@github.com:ada/my-r.git',
        'https://github.com/theirs/r/compare/main...ada:my-r:B?expand=1&title=T',
      ],
      [
        'https://codeberg.org/theirs/r',
        'https://codeberg.org/ada/r',
        'https://codeberg.org/theirs/r/compare/main...ada:B?expand=1&title=T',
      ],
      [
        'https://gitlab.com/theirs/r',
        'https://gitlab.com/ada/r',
        'https://gitlab.com/ada/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=B&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=T',
      ],
      [
        'https://bitbucket.org/theirs/r',
        'https://bitbucket.org/ada/r',
        'https://bitbucket.org/ada/r/pull-requests/new?source=B&dest=theirs%2Fr%3A%3Amain&title=T',
      ],
      // The same repository by two addresses is no fork.
      ['https://github.com/o/r', 'git@github.com:o/r.git', 'https://github.com/o/r/compare/main...B?expand=1&title=T'],
    ] as const) {
      const world = await worldIn('completed');
      world.git('remote', 'set-url', 'origin', theirs);
      world.git('remote', 'set-url', '--push', 'origin', mine);
      await withProgram(world, 'gh', 'exit 1', async () => {
        await withProgram(world, 'glab', 'exit 1', async () => {
          const { url } = await world.ports.forge.createPullRequest(o);
          assert.equal(url?.replaceAll(encodeURIComponent(BRANCH), 'B'), page);
        });
      });
    }
  });

  it('goes through the names that ssh knows', async () => {
    const world = await worldIn('completed');
    at(world, 'git@github-work:o/r.git');
    const ssh = 'case "$3" in github-work) echo "hostname github.com";; *) echo "hostname $3";; esac';
    await withProgram(world, 'gh', 'exit 1', async () => {
      await withProgram(world, 'ssh', ssh, async () => {
        assert.deepEqual((await world.engine.foreseePullRequest()).remote, {
          name: 'origin',
          page: true,
          existing: null,
          client: false,
          drafts: false,
        });
        const { url } = await world.engine.createPullRequest({ title: 'T' });
        assert.equal(url, `https://github.com/o/r/compare/main...${encodeURIComponent(BRANCH)}?expand=1&title=T`);
      });
    });
    assert.deepEqual(argsOf(world, 'ssh'), ['-G', '--', 'github-work']);
    const [, , ...args] = argsOf(world, 'gh');
    assert.equal(args.at(-1), '--repo=github.com/o/r');
  });

  it('is of the kind that the user has set for the host', async () => {
    const world = await worldIn('completed');
    at(world, 'https://git.acme.com/g/r.git');
    world.settings.forges = { 'Git.Acme.com': 'gitlab' };
    await withProgram(world, 'glab', 'exit 1', async () => {
      const { url } = await world.engine.createPullRequest({ title: 'T' });
      assert.match(url ?? '', /^https:\/\/git\.acme\.com\/g\/r\/-\/merge_requests\/new\?/);
    });
  });
});

describe('a forge’s own program', () => {
  it('makes a merge request with glab', async () => {
    const world = await worldIn('completed');
    at(world, 'https://gitlab.com/g/sub/r.git');
    await withProgram(world, 'glab', 'echo https://gitlab.com/g/sub/r/-/merge_requests/3', async () => {
      const made = await world.engine.createPullRequest({ title: 'T', body: '-x\ny' });
      assert.deepEqual(made, { url: 'https://gitlab.com/g/sub/r/-/merge_requests/3', created: true, kind: 'created' });
    });
    assert.deepEqual(argsOf(world, 'glab'), [
      ...[
        'mr',
        'create',
        '--yes',
        `--source-branch=${BRANCH}`,
        '--target-branch=main',
        '--title=T',
        '--description=-x',
      ],
      ...['y', '--repo=https://gitlab.com/g/sub/r'],
    ]);
  });

  it('is not asked for another forge', async () => {
    const world = await worldIn('completed');
    at(world, 'https://bitbucket.org/o/r.git');
    await withProgram(world, 'gh', 'echo https://github.com/o/r/pull/1', async () => {
      assert.equal((await world.engine.createPullRequest()).kind, 'page');
    });
  });
});

describe('comparePage', () => {
  const o = { branch: 'para/x-phase-1', base: 'main', title: 'A b' };
  const github = 'https://github.com/o/r/compare/main...para%2Fx-phase-1?expand=1&title=A%20b';
  const forms: [string, string | null][] = [
    ['https://github.com/o/r.git', github],
    ['https://github.com/o/r', github],
    ['https://github.com/o/r/', github],
    ['https://ada:secret@github.com/o/r.git', github],
    ['https://token@github.com/o/r.git', github],
    ['git@github.com:o/r.git', github],
    ['github.com:o/r.git', github],
    ['ssh://git@github.com/o/r.git', github],
    ['ssh://git@github.com:22/o/r.git', github],
    ['git://github.com/o/r.git', github],
    [
      'git@gitlab.example.com:group/sub/r.git',
      'https://gitlab.example.com/group/sub/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=para%2Fx-phase-1&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=A%20b',
    ],
    [
      'https://ada@bitbucket.org/o/r.git',
      'https://bitbucket.org/o/r/pull-requests/new?source=para%2Fx-phase-1&dest=main&title=A%20b',
    ],
    // A host's name has the word as a whole label, in any case.
    [
      'https://GitLab.com/g/r.git',
      'https://gitlab.com/g/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=para%2Fx-phase-1&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=A%20b',
    ],
    [
      'https://notgitlab.acme.com/g/r.git',
      'https://notgitlab.acme.com/g/r/compare/main...para%2Fx-phase-1?expand=1&title=A%20b',
    ],
    [
      'https://gitlab.acme.com:8443/g/sub/r.git',
      'https://gitlab.acme.com:8443/g/sub/r/-/merge_requests/new?merge_request%5Bsource_branch%5D=para%2Fx-phase-1&merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=A%20b',
    ],
    [
      'https://bitbucket.acme.com/scm/proj/repo.git',
      'https://bitbucket.acme.com/projects/PROJ/repos/repo/pull-requests?create&sourceBranch=refs%2Fheads%2Fpara%2Fx-phase-1&targetBranch=refs%2Fheads%2Fmain&title=A%20b',
    ],
    [
      'https://git.acme.com/bb/scm/~ada/repo.git',
      'https://git.acme.com/bb/users/ada/repos/repo/pull-requests?create&sourceBranch=refs%2Fheads%2Fpara%2Fx-phase-1&targetBranch=refs%2Fheads%2Fmain&title=A%20b',
    ],
    [
      'ssh://git@bitbucket.acme.com:7999/proj/repo.git',
      'https://bitbucket.acme.com/projects/PROJ/repos/repo/pull-requests?create&sourceBranch=refs%2Fheads%2Fpara%2Fx-phase-1&targetBranch=refs%2Fheads%2Fmain&title=A%20b',
    ],
    [
      'https://org@dev.azure.com/org/My%20Project/_git/repo',
      'https://dev.azure.com/org/My%20Project/_git/repo/pullrequestcreate?sourceRef=para%2Fx-phase-1&targetRef=main',
    ],
    [
      'git@ssh.dev.azure.com:v3/org/My%20Project/repo',
      'https://dev.azure.com/org/My%20Project/_git/repo/pullrequestcreate?sourceRef=para%2Fx-phase-1&targetRef=main',
    ],
    [
      'https://org.visualstudio.com/DefaultCollection/proj/_git/repo',
      'https://org.visualstudio.com/DefaultCollection/proj/_git/repo/pullrequestcreate?sourceRef=para%2Fx-phase-1&targetRef=main',
    ],
    [
      'org@vs-ssh.visualstudio.com:v3/org/proj/repo',
      'https://org.visualstudio.com/proj/_git/repo/pullrequestcreate?sourceRef=para%2Fx-phase-1&targetRef=main',
    ],
    [
      'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop',
      'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/pull-requests/new/refs/heads/main/.../refs/heads/para%2Fx-phase-1?region=eu-west-1',
    ],
    [
      'https://gitea.acme.com:3000/o/r.git',
      'https://gitea.acme.com:3000/o/r/compare/main...para%2Fx-phase-1?expand=1&title=A%20b',
    ],
    [
      'http://192.168.1.5:3000/o/r.git',
      'http://192.168.1.5:3000/o/r/compare/main...para%2Fx-phase-1?expand=1&title=A%20b',
    ],
    ['http://localhost:3000/o/r.git', 'http://localhost:3000/o/r/compare/main...para%2Fx-phase-1?expand=1&title=A%20b'],
    ['http://[::1]:3000/o/r.git', 'http://[::1]:3000/o/r/compare/main...para%2Fx-phase-1?expand=1&title=A%20b'],
    ['git@[2001:db8::1]:o/r.git', 'https://[2001:db8::1]/o/r/compare/main...para%2Fx-phase-1?expand=1&title=A%20b'],
    [
      'https://github.com/o/My%20Repo.git',
      'https://github.com/o/My%20Repo/compare/main...para%2Fx-phase-1?expand=1&title=A%20b',
    ],
    [
      'https://github.com/o/r.git.git',
      'https://github.com/o/r.git/compare/main...para%2Fx-phase-1?expand=1&title=A%20b',
    ],
    ['ssh://git@ssh.github.com:443/o/r.git', github],
    [
      'https://github.com/o/100%.git',
      'https://github.com/o/100%25/compare/main...para%2Fx-phase-1?expand=1&title=A%20b',
    ],
    ['git@git.sr.ht:~user/repo', null],
    ['git@server:srv/r.git', null],
    ['/srv/git/r.git', null],
    ['../r.git', null],
    ['r.git', null],
    ['repos.git/r', null],
    ['my.folder/r.git', null],
    ['file:///srv/git/r.git', null],
    ['C:\\git\\r.git', null],
    ['C:/git/r.git', null],
    ['https://user:p@ss@github.com/o/r.git', github],
  ];
  for (const [remote, page] of forms) {
    it(remote, () => {
      assert.equal(comparePage(remote, o), page);
    });
  }
});
