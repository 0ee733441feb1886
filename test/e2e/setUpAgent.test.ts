import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useWorkbench } from '../support/e2e.mjs';

const SKILL = '.claude/skills/phased-plans/SKILL.md';
const OURS = readFileSync('agents/skills/phased-plans/SKILL.md', 'utf8');

describe('an agent that is set up', function () {
  this.timeout(120_000);
  const world = useWorkbench({ demo: true });
  const file = (): string => join(world.repository.folder, SKILL);
  /** Some file systems have nothing there for the moment in which a file is replaced. */
  const held = (): string => {
    try {
      return readFileSync(file(), 'utf8');
    } catch {
      return '';
    }
  };

  const setUp = async (agent: string | RegExp): Promise<void> => {
    await world.workbench.palette('Phased Plans: Set Up Agent…');
    await world.workbench.quickPick(agent);
  };
  const page = async (agent: string, says: RegExp): Promise<void> => {
    const { workbench } = world;
    await workbench.tab(`Set Up ${agent}.md`).waitFor();
    await workbench.until('the page says it', async () => says.test(await workbench.editorText()));
    await workbench.palette('View: Close All Editors');
  };

  it('gets its skill once it was said which file will be written, and a page with its settings', async () => {
    const { workbench, repository } = world;
    await workbench.openContainer('Phased Plans');
    await setUp('Claude Code');
    const { message, detail, buttons } = await workbench.dialog();
    assert.equal(message, 'Write the skill for Claude Code?');
    assert.match(
      detail,
      /^A new file will be written, \.claude\/skills\/phased-plans\/SKILL\.md: .*\n\nNothing is commi/,
    );
    assert.ok(buttons.includes('Only Show Settings'));
    assert.ok(!existsSync(file()));
    await workbench.dialogButton('Write Skill');
    await workbench.tab('Set Up Claude Code.md').waitFor();
    assert.equal(held(), OURS);
    assert.equal(await repository.git('status', '--porcelain'), '?? .claude/');
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await workbench.titleButton('Copy Settings');
    await workbench.until('it is on the clipboard', async () =>
      /"mcpServers"[^]*phased-plans hook stop/.test(await workbench.page.evaluate('navigator.clipboard.readText()')),
    );
    await page('Claude Code', /The skill is written/);
  });

  it('is asked nothing where the skill is there already', async () => {
    await setUp('Claude Code');
    await page('Claude Code', /is as it was/);
  });

  it('keeps a skill that somebody has changed, unless it is to be replaced', async () => {
    const { workbench } = world;
    writeFileSync(file(), `${OURS}\nOurs alone\n`);
    await setUp('Claude Code');
    assert.equal((await workbench.dialog()).message, 'Replace the skill that is there?');
    await workbench.dialogButton('Compare');
    await workbench.notification(/Replace \.claude\/skills/).waitFor();
    assert.match(held(), /Ours alone/);
    await workbench.notificationButton(/Replace \.claude\/skills/, 'Replace');
    await workbench.until('it is replaced', () => held() === OURS);
    await page('Claude Code', /The skill is written/);
    await workbench.palette('Phased Plans: Undo Last Step');
    await workbench.dialogButton('Undo');
    await workbench.until('it is back', () => held().endsWith('Ours alone\n'));
  });

  it('may get the settings alone', async () => {
    const { workbench, repository } = world;
    await setUp('Cursor');
    await workbench.dialogButton('Only Show Settings');
    await page('Cursor', /No skill was written[^]*\.cursor\/hooks\.json/);
    assert.ok(!existsSync(join(repository.folder, '.agents')));
  });
});
