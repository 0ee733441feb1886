import * as assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../../scripts/lib/worlds.mjs';
import { useWorkbench } from '../support/e2e.mjs';

const template = '.github/pull_request_template.md';
const bin = temporaryFolder('gh') as string;
const [args, body] = [join(bin, 'args'), join(bin, 'body')];

/** A stand-in for `gh` that is signed in: there is no pull request, and what it makes is written down. */
writeFileSync(
  join(bin, 'gh'),
  `#!/bin/sh\n[ "$2" = list ] && { printf '[]'; exit 0; }\nprintf '%s\\n' "$@" > '${args}'\ncat > '${body}'\necho https://github.com/o/r/pull/7\n`,
);
chmodSync(join(bin, 'gh'), 0o755);

describe('the text of a pull request, edited first', function () {
  this.timeout(120_000);
  // Started as by `code`, VS Code keeps this PATH instead of asking a login shell for one.
  const env = { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, VSCODE_CLI: '1' };
  const world = useWorkbench({ demo: true, env });
  const git = (...line: string[]): Promise<string> => world.repository.git(...line);
  const create = (): Promise<void> => world.workbench.palette('Phased Plans: Create Pull Request');

  before(async () => {
    const { workbench, repository } = world;
    // What the base branch has on the server, and this work tree hasn't.
    const other = join(bin, 'other');
    await git('clone', '--quiet', repository.remote, other);
    mkdirSync(join(other, '.github'));
    writeFileSync(join(other, template), '## Description\n\n<!-- What and why -->\n\n- [ ] Tests\n');
    await git('-C', other, 'add', template);
    const [name, email] = ['user.name=Ada', 'user.email=ada@example.com'];
    await git('-C', other, '-c', name, '-c', email, 'commit', '--quiet', '--message=docs: Add a template');
    await git('-C', other, 'push', '--quiet');
    await git('fetch', '--quiet', 'origin');
    await git('remote', 'set-url', '--push', 'origin', repository.remote);
    await git('config', 'remote.origin.url', 'https://github.com/o/r.git');
    await workbench.openContainer('Phased Plans');
    await workbench.palette('Phased Plans: Summarize Phase');
    await workbench.dialogButton('Summarize Anyway');
    await workbench.inputBox('Scrypt takes its time');
    await workbench.statusBarItem('2/3 phases').waitFor();
    await git('add', 'context');
    await git('commit', '--quiet', '--message=docs: Summarize');
  });

  it('is a document with the template filled in; closing it makes nothing', async () => {
    const { workbench } = world;
    await create();
    await workbench.quickPickMany('Edit Title and Text First');
    await workbench.until('the text is shown', async () => (await workbench.editorText()).includes('## Description'));
    const text = await workbench.editorText();
    assert.match(text, /^Implement User Authentication - Phase 2: API Layer\n/);
    assert.match(text, /## Description\s+<!-- What and why -->/);
    await workbench.palette('View: Close Editor');
    await workbench.dialogButton("Don't Save");
    assert.equal(existsSync(args), false);
    assert.equal(await git('ls-remote', world.repository.remote, 'refs/heads/para/*-phase-2'), '');
  });

  it('is refused without a title, and makes what it says then, as a draft', async () => {
    const { workbench } = world;
    await create();
    await workbench.quickPickMany('As a Draft', 'Edit Title and Text First');
    await workbench.until('the text is shown', async () => (await workbench.editorText()).includes('## Description'));
    await workbench.page.keyboard.press('Control+A');
    await workbench.page.keyboard.press('Delete');
    await workbench.titleButton('Create Pull Request');
    await workbench.notification('A pull request needs a title').waitFor();
    await workbench.clearNotifications();
    await workbench.page.locator('.editor-instance .view-lines').first().click();
    await workbench.page.keyboard.type('My own title');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.keyboard.type('My own text');
    await workbench.titleButton('Create Pull Request');
    await workbench.until('it is made', () => existsSync(body) && readFileSync(body, 'utf8') === 'My own text');
    const given = readFileSync(args, 'utf8');
    assert.match(given, /^--title=My own title$/m);
    assert.match(given, /^--draft$/m);
    // The page that is opened: the web asks first.
    await workbench.dialog();
    await workbench.page.keyboard.press('Escape');
    await workbench.until('the document is closed', async () => (await workbench.tab('My own title').count()) === 0);
  });
});
