import * as assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { localDate } from '../../src/core/plan/names';
import { claude, kiro, specKit, taskmaster, type ForeignSample } from '../support/foreign';
import { useWorkbench, untilOn } from '../support/e2e.mjs';
import { temporaryRoot } from '../support/templates';
import { worldAt } from '../support/world';

const shots = process.env.SHOTS;

interface Way {
  name: string;
  sample: ForeignSample;
  /** What the view says, and the row that is clicked. */
  found: string;
  row: RegExp;
  /** Which of several plans. */
  tag?: string;
  phases: number;
  branch: string;
}

const WAYS: Way[] = [
  {
    name: 'a spec-kit feature',
    sample: specKit,
    found: 'Found: 1 spec-kit feature',
    row: /^Bike Map/,
    phases: 3,
    branch: 'para/bike-map-phase-1',
  },
  {
    name: 'a Kiro spec',
    sample: kiro,
    found: 'Found: 1 Kiro spec',
    row: /^Bike rental/,
    phases: 3,
    branch: 'para/bike-rental-phase-1',
  },
  {
    name: 'a Task Master file',
    sample: taskmaster,
    found: 'Found: 1 Task Master file',
    row: /2 plans/,
    tag: 'master',
    phases: 2,
    branch: 'para/rides-phase-1',
  },
  {
    name: 'a Claude Code plan',
    sample: claude,
    found: 'Found: 1 Claude Code plan',
    row: /^Repair reports/,
    phases: 2,
    branch: 'para/repair-reports-for-bikes-phase-1',
  },
];

for (const way of WAYS) {
  describe(`from ${way.name} to phase 1 running`, function () {
    this.timeout(120_000);
    const world = useWorkbench({ files: way.sample.files });
    const read = (path: string): string => readFileSync(join(world.repository.folder, path), 'utf8');
    const shot = async (name: string): Promise<void> => {
      if (shots) await world.workbench.screenshot(join(shots, `${way.name.replace(/\W+/g, '-')}-${name}.png`));
    };
    let copy = '';

    it('is found where there is no plan', async () => {
      const { workbench, repository } = world;
      copy = join(temporaryRoot(), basename(repository.folder));
      cpSync(repository.folder, copy, { recursive: true });
      await workbench.openContainer('Phased Plans');
      await workbench.row('Plan', way.found).waitFor();
      await shot('found');
      assert.deepEqual((await workbench.rows('Plan')).length, 3);
    });

    it('is shown as the files that it would become, beside the original', async () => {
      const { workbench, repository } = world;
      await workbench.row('Plan', way.row).click();
      if (way.tag !== undefined) await workbench.quickPick(new RegExp(way.tag));
      await workbench.until('the dialog is there', async () =>
        /Create \d files/.test((await workbench.quickRows())[0] ?? ''),
      );
      await shot('dialog');
      assert.ok((await workbench.quickPicks())[0]?.includes(`Create ${way.phases + 1} files`));
      await workbench.page.keyboard.press('ArrowDown');
      await workbench.page.keyboard.press('ArrowDown');
      await workbench.until(
        'phase 1 is shown',
        async () => (await workbench.page.locator('.tab', { hasText: /phase-1\.md/ }).count()) > 0,
      );
      await shot('phase');
      assert.ok(!existsSync(join(repository.folder, 'context')));
    });

    it('is written as the API writes it', async () => {
      const { workbench, repository } = world;
      const title = way.tag === undefined ? {} : { title: 'Rides' };
      if (way.tag !== undefined) {
        await workbench.quickPick('Project');
        await workbench.page.locator('.quick-input-message', { hasText: 'What is the plan called?' }).waitFor();
        await workbench.inputBox('Rides');
        await workbench.until('the dialog is back', async () => /rides/.test((await workbench.quickRows()).join()));
      }
      await workbench.quickPick(/Create \d files/);
      await workbench.until('the files are there', () => existsSync(join(repository.folder, 'context/context.md')));
      const other = worldAt(join(copy, '..'), copy, '');
      await other.engine.init();
      const { from, tag } = way.sample;
      const options = { from, date: localDate(new Date()), ...title, ...(tag === undefined ? {} : { tag }) };
      const { files } = await other.engine.importPlan(options);
      assert.equal(files.length, way.phases + 1);
      const withoutTime = (text: string): string => text.replace(/"last_updated": .*/, '');
      for (const path of files) assert.equal(read(path), other.read(path), path);
      assert.equal(withoutTime(read('context/context.md')), withoutTime(other.read('context/context.md')));
      await workbench.until(
        'the preview is closed',
        async () => (await workbench.page.locator('.tab', { hasText: /phase-1\.md/ }).count()) === 0,
      );
      await shot('written');
    });

    it('is started', async () => {
      const { workbench } = world;
      await workbench.inlineAction('Plan', /^1 · /, 'Start Phase');
      await workbench.dialogButton('Approve and Start');
      await untilOn(world, way.branch);
      await workbench.row('Plan', /^1 · .*running|^1 · .*\d\/\d/).waitFor();
      await shot('running');
    });
  });
}
