import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { createForge } from '../../src/adapters/forge';
import { stepsOfPullRequest } from '../../src/core/workflow/pullRequestSteps';
import { typed } from '../support/cli';
import { at } from '../support/forges';
import { pushedByAnother, refused, SUMMARY, worldIn } from '../support/hostile';
import { withProgram } from '../support/programs';
import type { TestWorld } from '../support/world';

const TEMPLATE = '<!-- Thank you! -->\n\n## Description\n\n## Check List\n\n- [ ] Tests\n';
const GITHUB = 'https://github.com/o/r.git';

/** A completed phase, and files that somebody pushes to its base meanwhile. */
async function worldWith(files: Record<string, string>, address = GITHUB): Promise<TestWorld> {
  const world = await worldIn('completed');
  if (Object.keys(files).length > 0) pushedByAnother(world, files);
  world.git('fetch', '--quiet');
  at(world, address);
  return world;
}

/** The text that `gh` is given. */
async function created(world: TestWorld, o: Parameters<TestWorld['engine']['createPullRequest']>[0] = {}) {
  await withProgram(world, 'gh', '[ "$2" = create ] && echo https://github.com/o/r/pull/7', async () => {
    assert.equal((await world.engine.createPullRequest(o)).kind, 'created');
  });
  return readFileSync(path.join(world.root, 'gh.body'), 'utf8');
}

const summaryOf = (world: TestWorld): string => {
  const text = world.read(`${SUMMARY}-phase-1-summary.md`);
  return text.slice(text.indexOf('**Date:**'));
};

describe('the repository’s own template', () => {
  it('is filled in with the summary, as the base branch has it; its boxes stay open', async () => {
    const world = await worldWith({ '.github/PULL_REQUEST_TEMPLATE.md': TEMPLATE });
    // What the work tree has isn't what the base has.
    world.write('.github/PULL_REQUEST_TEMPLATE.md', 'Another\n');
    const before = world.snapshot();
    await withProgram(world, 'gh', "printf '[]'", async () => {
      const foreseen = await world.engine.foreseePullRequest();
      assert.equal(foreseen.template, '.github/PULL_REQUEST_TEMPLATE.md');
      const steps = stepsOfPullRequest(foreseen);
      assert.equal(steps[2], 'Fill in its template: .github/PULL_REQUEST_TEMPLATE.md');
    });
    assert.deepEqual(world.snapshot(), before);
    const [above = '', below = ''] = (await created(world)).split('**Date:**');
    assert.equal(above, '<!-- Thank you! -->\n\n## Description\n\n');
    assert.ok(below.endsWith('\n\n## Check List\n\n- [ ] Tests\n'), below);
    assert.doesNotMatch(below, /^## (?!Check List)/m, 'its headings are below the template’s');
    assert.match(below, /^### /m);
  });

  it('is left out where the text is given, and where it isn’t wanted', async () => {
    const world = await worldWith({ 'pull_request_template.md': TEMPLATE });
    assert.equal(await created(world, { body: 'Mine' }), 'Mine');
    assert.equal(await created(world, { template: false }), summaryOf(world));
    const wrong = { template: 'no' as unknown as boolean };
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.createPullRequest(wrong), /“template”/);
  });

  const many = { '.github/PULL_REQUEST_TEMPLATE/a.md': 'A\n', '.github/PULL_REQUEST_TEMPLATE/b.md': 'B\n' };
  const places: [address: string, files: Record<string, string>, found: string | null][] = [
    [GITHUB, {}, null],
    [GITHUB, { 'docs/Pull_Request_Template.md': 'T', 'README.md': 'R' }, 'docs/Pull_Request_Template.md'],
    [GITHUB, { 'PULL_REQUEST_TEMPLATE.txt': 'T', 'docs/pull_request_template.md': 'D' }, 'PULL_REQUEST_TEMPLATE.txt'],
    [GITHUB, { ...many, 'pull_request_template.md': 'T' }, 'pull_request_template.md'],
    [GITHUB, many, null],
    [GITHUB, { ...many, '.github/PULL_REQUEST_TEMPLATE/Default.md': 'D' }, '.github/PULL_REQUEST_TEMPLATE/Default.md'],
    [GITHUB, { 'docs/PULL_REQUEST_TEMPLATE/only.md': 'O' }, 'docs/PULL_REQUEST_TEMPLATE/only.md'],
    [GITHUB, { '.gitlab/merge_request_templates/Default.md': 'L' }, null],
    [GITHUB, { 'pull_request_template.md': ' \n' }, null],
    [GITHUB, { 'pull_request_template.md': 'x'.repeat(65_537) }, null],
    [GITHUB, { 'pull_request_template.md': 'x\0y' }, null],
    [
      'https://gitlab.com/g/r.git',
      { '.gitlab/merge_request_templates/default.md': 'L', 'pull_request_template.md': 'T' },
      '.gitlab/merge_request_templates/default.md',
    ],
    ['https://gitlab.com/g/r.git', { '.gitlab/merge_request_templates/Bug.md': 'L' }, null],
    ['https://codeberg.org/o/r.git', { '.forgejo/pull_request_template.md': 'F' }, '.forgejo/pull_request_template.md'],
    ['https://gitea.com/o/r.git', { '.gitea/PULL_REQUEST_TEMPLATE.md': 'G' }, '.gitea/PULL_REQUEST_TEMPLATE.md'],
    [
      'https://dev.azure.com/o/p/_git/r',
      { '.azuredevops/pull_request_template.md': 'A', 'docs/pull_request_template/branches/Main.md': 'M' },
      'docs/pull_request_template/branches/Main.md',
    ],
    ['https://dev.azure.com/o/p/_git/r', { '.vsts/pull_request_template.txt': 'V' }, '.vsts/pull_request_template.txt'],
    ['https://bitbucket.org/o/r.git', { 'pull_request_template.md': 'T' }, null],
    [
      'https://git.acme.com/o/r.git',
      { '.github/PULL_REQUEST_TEMPLATE/o.md': 'O' },
      '.github/PULL_REQUEST_TEMPLATE/o.md',
    ],
  ];
  for (const [address, files, found] of places)
    it(`at ${address}, of ${Object.keys(files).join(', ') || 'none'}: ${found ?? 'none'}`, async () => {
      const world = await worldWith(files, address);
      await withProgram(world, 'gh', 'exit 1', async () => {
        await withProgram(world, 'glab', 'exit 1', async () => {
          const { template, body } = await world.engine.foreseePullRequest();
          assert.equal(template, found);
          if (found === null) assert.equal(body, summaryOf(world));
          else assert.ok(body.endsWith(`\n\n${files[found] ?? ''}\n`), body);
        });
      });
    });

  it('is no link, wherever it leads', async () => {
    const world = await worldWith({});
    world.git('switch', '--quiet', 'main');
    symlinkSync('/etc/passwd', path.join(world.folder, 'pull_request_template.md'));
    symlinkSync('context', path.join(world.folder, '.github'));
    world.git('add', '--all');
    world.git('commit', '--quiet', '--message=docs: Link');
    world.git('push', '--quiet', world.bare, 'main');
    world.git('update-ref', 'refs/remotes/origin/main', 'main');
    assert.equal((await world.engine.foreseePullRequest({ phase: 1 })).template, null);
  });

  it('is of the whole repository where the workspace is a folder of it', async () => {
    const world = await worldWith({ '.github/pull_request_template.md': TEMPLATE, 'app/x.txt': 'x\n' });
    const o = { remote: 'origin', base: 'main', commit: 'origin/main' };
    const forge = createForge(path.join(world.folder, 'context'), { binary: 'git', log: world.ports.log });
    assert.deepEqual(await forge.template(o), { path: '.github/pull_request_template.md', text: TEMPLATE });
  });

  it('is said and left out on the command line', async () => {
    const world = await worldWith({ '.github/pull_request_template.md': TEMPLATE });
    await withProgram(world, 'gh', '[ "$2" = list ] && printf \'[]\'', async () => {
      const { out } = await typed(world.folder, ['pr', '--dry-run']);
      assert.match(out, /Fill in its template: \.github\/pull_request_template\.md/);
      const without = await typed(world.folder, ['pr', '--dry-run', '--no-template', '--json']);
      const { pullRequest, steps } = JSON.parse(without.out) as {
        pullRequest: Record<string, string>;
        steps: string[];
      };
      assert.equal(pullRequest.template, null);
      assert.equal(pullRequest.body, summaryOf(world));
      assert.ok(
        steps.every((step) => !step.includes('template')),
        steps.join(),
      );
    });
  });
});
