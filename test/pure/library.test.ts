import assert from 'node:assert/strict';
import { readArchived } from '../../src/core/folder/archived';
import type { LibraryFile } from '../../src/core/folder/library';
import { readLibraryHead } from '../../src/core/folder/libraryHead';
import { archivedLooks, fileLooks, plansBehind, type LibraryGroup } from '../../src/features/library/model';

const plan = 'context/plans/2025-12-18-add-login.md';
const phasePlan = (phase: number): string => `context/plans/2025-12-18-add-login-phase-${phase}.md`;
const archive = 'context/archives/2025-12-20-context.md';

const file = (name: string): LibraryFile => ({
  path: `context/plans/${name}`,
  date: /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0] ?? null,
  label: name,
});
const group: LibraryGroup = {
  id: 'plans',
  label: 'Plans',
  icon: 'list-tree',
  files: [file('2025-12-18-add-login.md'), file('2025-12-18-add-login-phase-2.md'), file('notes.md')],
};

/** An archived context file of a plan in two phases; the list of summaries goes back to an earlier plan. */
function archived(): string {
  const state = {
    active_context: [plan],
    completed_summaries: [
      'context/summaries/2025-11-01-old-phase-1-summary.md',
      'context/summaries/2025-12-19-add-login-phase-1-summary.md',
    ],
    phased_execution: {
      master_plan: plan,
      phases: [
        { phase: 1, plan: phasePlan(1), status: 'completed' },
        { phase: 2, plan: phasePlan(2), status: 'pending', name: 'API' },
      ],
      current_phase: null,
    },
  };
  const json = JSON.stringify(state, null, 2);
  return `# Current Work Summary\n\nCompleted: Add Login - Phase 1: Database\n\n---\n\n\`\`\`json\n${json}\n\`\`\`\n`;
}

describe('library', () => {
  it('reads titles and dates from the first lines', () => {
    const title = (kind: 'plans' | 'summaries' | 'archives', text: string) => readLibraryHead(kind, text).title;
    assert.deepEqual(readLibraryHead('plans', '# Master Plan: Add Login\n\n**Date:** 2025-12-18\n'), {
      title: 'Add Login',
      date: '2025-12-18',
    });
    assert.equal(title('plans', '\uFEFF# Phase 2: `API` Layer\r\n'), 'Phase 2: API Layer');
    assert.equal(title('plans', '# Plan: Fix It\n'), 'Fix It');
    assert.equal(title('summaries', '# Summary: Add Login - Phase 1\n'), 'Add Login - Phase 1');
    assert.equal(title('archives', archived()), 'Add Login - Phase 1: Database');
    assert.equal(title('archives', '# Current Work Summary\n\nReady for next task.\n'), null);
    assert.deepEqual(readLibraryHead('plans', ''), { title: null, date: null });
  });

  it('lists by name until the titles are known', () => {
    const looks = fileLooks(group, () => null, 'date').map(({ label, description }) => `${label} | ${description}`);
    assert.deepEqual(looks, [
      '2025-12-18-add-login.md | 2025-12-18',
      'Phase 2 – Add login | 2025-12-18',
      'notes.md | ',
    ]);
  });

  it('sorts by date, the ones in files included, or by title', () => {
    const titles = new Map([
      ['context/plans/2025-12-18-add-login.md', { title: 'Zebra', date: null }],
      ['context/plans/2025-12-18-add-login-phase-2.md', { title: 'Phase 2: API', date: null }],
      ['context/plans/notes.md', { title: 'Notes', date: '2026-01-01' }],
    ]);
    const looks = (order: 'date' | 'title') =>
      fileLooks(group, (each) => titles.get(each.path) ?? null, order).map((look) => [look.label, look.description]);
    assert.deepEqual(looks('date'), [
      ['Notes', '2026-01-01'],
      ['Zebra', '2025-12-18'],
      ['Phase 2: API', 'Zebra · 2025-12-18'],
    ]);
    assert.deepEqual(
      looks('title').map(([label]) => label),
      ['Notes', 'Phase 2: API', 'Zebra'],
    );
  });

  it('puts what differs first in the rows of summaries too, with the titles of their plans', () => {
    const summary = (name: string): LibraryFile => ({ ...file(name), path: `context/summaries/${name}` });
    const summaries: LibraryGroup = {
      id: 'summaries',
      label: 'Summaries',
      icon: 'output',
      files: [1, 2, 3].map((phase) => summary(`2025-12-19-add-login-phase-${phase}-summary.md`)),
    };
    const plans = [...group.files, file('2025-12-18-add-login-phase-1.md')];
    assert.deepEqual(
      plansBehind(summaries, plans).map(({ path }) => path),
      [phasePlan(2), phasePlan(1)],
    );
    const titles = new Map([
      ['context/summaries/2025-12-19-add-login-phase-1-summary.md', 'Add Login - Phase 1'],
      ['context/summaries/2025-12-19-add-login-phase-2-summary.md', 'Add Login - Phase 2'],
      ['context/summaries/2025-12-19-add-login-phase-3-summary.md', 'What we did'],
      [phasePlan(1), 'Phase 1: Database'],
      [plan, 'Add Login for All'],
    ]);
    const headOf = ({ path }: LibraryFile) => ({ title: titles.get(path) ?? null, date: null });
    assert.deepEqual(
      fileLooks(summaries, headOf, 'date', plans).map(({ label, description }) => [label, description]),
      [
        ['Phase 1: Database', 'Add Login · 2025-12-19'],
        ['Phase 2', 'Add Login · 2025-12-19'],
        ['What we did', 'Add Login for All · 2025-12-19'],
      ],
    );
  });

  it('shows the plan an archive held, and which of its files are gone', () => {
    const titles = new Map([
      [plan, { title: 'Add Login' }],
      [phasePlan(1), { title: 'Phase 1: Database' }],
      ['context/summaries/2025-12-19-add-login-phase-1-summary.md', { title: null }],
    ]);
    const looks = archivedLooks(archive, readArchived(archived()), (path) => titles.get(path) ?? null);
    assert.deepEqual(
      looks.map(({ label, description, open }) => [label, description, open?.path ?? null]),
      [
        ['Add Login', 'plan', plan],
        ['Phase 1: Database', 'completed', phasePlan(1)],
        ['Summary of Phase 1', '', 'context/summaries/2025-12-19-add-login-phase-1-summary.md'],
        ['Phase 2: API', 'not started · file is missing', null],
      ],
    );
  });

  it('shows why an archive cannot be read, and opens it there', () => {
    const [row] = archivedLooks(
      archive,
      readArchived('# Notes\n\n```json\n{ "active_context": [,] }\n```\n'),
      () => null,
    );
    assert.match(row?.label ?? '', /^A value is missing before “,”/);
    assert.equal(row?.open?.path, archive);
    assert.equal(typeof row?.open?.line, 'number');
  });
});
