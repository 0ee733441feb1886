import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '../../src/core/plan/names';
import { claude, kiro } from '../support/foreign';
import { useWorkbench } from '../support/e2e.mjs';

const shots = process.env.SHOTS;

describe('the dialog of Create Plan From…', function () {
  this.timeout(120_000);
  const world = useWorkbench({
    files: { ...kiro.files, ...claude.files, 'docs/notes.md': '# Notes\n\nNothing to do.\n' },
  });
  const isThere = (path: string): boolean => existsSync(join(world.repository.folder, path));
  const shot = async (name: string): Promise<void> => {
    if (shots) await world.workbench.screenshot(join(shots, `dialog-${name}.png`));
  };
  const untilRow = async (text: RegExp): Promise<void> => {
    const isShown = async () => text.test((await world.workbench.quickRows()).join('\n'));
    await world.workbench.until(`${text.source} is shown`, isShown);
  };
  const master = `${localDate(new Date())}-bike-rental.md`;
  const preview = () => world.workbench.page.locator('.tab', { hasText: /bike-rental(-phase-\d)?\.md/ }).first();

  it('lists what was found, and where else a plan may be', async () => {
    const { workbench } = world;
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', 'Found: 1 Kiro spec, 1 Claude Code plan').waitFor();
    await workbench.theme('dark');
    await workbench.palette('Phased Plans: Create Plan From…');
    await untilRow(/Choose a Folder/);
    await shot('sources');
    const rows = await workbench.quickRows();
    assert.match(rows.join('\n'), /Bike rental[^]*Repair reports for bikes[^]*Choose a File…\n?[^]*Choose a Folder…/);
    await workbench.quickPick('Bike rental');
    await untilRow(/Create 4 files/);
    await shot('dark');
  });

  it('takes changes of phases, and shows what becomes of them', async () => {
    const { workbench } = world;
    await workbench.quickPick('1 · Model the stations');
    await untilRow(/Rename/);
    await shot('phase');
    await workbench.quickPick('Rename…');
    await workbench.page.locator('.quick-input-message', { hasText: 'What is the phase called?' }).waitFor();
    await workbench.inputBox('Stations');
    await untilRow(/1 · Stations/);
    await workbench.quickPick('3 · Leave a bike');
    await workbench.quickPick('Merge with the phase before');
    await untilRow(/2 · Rent a bike \+ Leave a bike/);
    await workbench.quickPick('2 · Rent a bike + Leave a bike');
    await workbench.quickPick('Divide again');
    await untilRow(/3 · Leave a bike/);
    await workbench.quickPick('2 · Rent a bike');
    await workbench.quickPick('Drop');
    await untilRow(/Create 3 files[^]*2 · Leave a bike[^]*after 1[^]*Rent a bike/);
    await workbench.quickPick('Count the phase that is done as completed');
    await untilRow(/1 · Stations\s+completed/);
    await shot('changed');
    assert.ok(!isThere('context'));
  });

  it('is left with Esc, and what is shown goes on', async () => {
    const { workbench } = world;
    await workbench.page.keyboard.press('Escape');
    await workbench.notification(/You left before “Bike rental” was created/).waitFor();
    await shot('left');
    await workbench.clearNotifications();
    await preview().click();
    await workbench.titleButton('Change What Is Created…');
    await untilRow(/1 · Stations\s+completed/);
    await workbench.page.keyboard.press('Escape');
    await preview().click();
    // Pressed twice, it is created once.
    await workbench.titleButton('Create This Plan', { clickCount: 2 });
    await workbench.until('the plan is there', () => isThere('context/context.md'));
    await workbench.row('Plan', /^2 · Leave a bike/).waitFor();
    await workbench.row('Plan', /^1 · Stations/).waitFor();
    await shot('created');
    assert.doesNotMatch((await workbench.notifications()).join('\n'), /exists already/);
    const first = master.replace('.md', '-phase-1.md');
    assert.match(
      readFileSync(join(world.repository.folder, 'context/plans', first), 'utf8'),
      /\*\*Status:\*\* Completed/,
    );
  });

  it('is undone in one step, and offered again', async () => {
    const { workbench } = world;
    await workbench.palette('Phased Plans: Undo Last Step');
    await workbench.dialogButton(/Undo/);
    await workbench.until('it is gone', () => !isThere('context/context.md'));
    await workbench.row('Plan', 'Found: 1 Kiro spec, 1 Claude Code plan').waitFor();
  });

  it('is opened by a file’s menu, and says where there is no plan', async () => {
    const { workbench } = world;
    await workbench.quickOpen('gentle-rolling-river.md');
    await workbench.palette('Phased Plans: Create Plan From…');
    await workbench.quickPick('The Open File');
    await untilRow(/Create 3 files[^]*Repair reports/);
    await workbench.page.keyboard.press('Escape');
    await workbench.notificationButton(/You left before/, 'Close Preview');
    await workbench.quickOpen('notes.md');
    await workbench.palette('Phased Plans: Create Plan From…');
    await workbench.quickPick('The Open File');
    await workbench.notification(/There is no plan in docs\/notes\.md/).waitFor();
    await workbench.clearNotifications();
  });

  it('doesn’t offer again what was dismissed, also after a reload', async () => {
    const { workbench } = world;
    await workbench.inlineAction('Plan', /^Repair reports/, 'Don’t Offer Again');
    await workbench.row('Plan', /^Found: 1 Kiro spec$/).waitFor();
    // A window writes what it remembers after a while.
    await workbench.stored('offeredPlans.dismissed');
    await workbench.reload();
    await workbench.openContainer('Phased Plans');
    await workbench.row('Plan', /^Found: 1 Kiro spec$/).waitFor();
    await workbench.inlineAction('Plan', /^Found/, 'Don’t Offer Again');
    await workbench.welcomeButton('Plan', 'Initialize');
    await workbench.until('there is a context file', () => isThere('context/context.md'));
  });
});
