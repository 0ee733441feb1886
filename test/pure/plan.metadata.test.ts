import assert from 'node:assert/strict';
import { metadataLines, parseMarkdown } from '../../src/core/markdown/parse';
import { setPlanStatus, writePlanStatus } from '../../src/core/plan/edit';
import { parsePlan } from '../../src/core/plan/parse';

describe('plan: front matter', () => {
  const front = [
    ...['---', 'title: "Phase 2: API" # as the board calls it', 'status: In Review', 'created: 2026-03-04'],
    ...['parent_plan: context/plans/2026-03-04-login.md', 'dependencies: [1, 2]', 'tags:', '  - plan', '---', ''],
  ].join('\n');

  it('says what the body doesn’t', () => {
    const plan = parsePlan(`${front}\n## Objective\n\nLog in.\n`);
    assert.deepEqual(
      [plan.title, plan.phase, plan.kind, plan.status?.text, plan.date, plan.parent, plan.dependencies],
      ['API', 2, 'phase', 'In Review', '2026-03-04', 'context/plans/2026-03-04-login.md', '1, 2'],
    );
    assert.equal(plan.status?.line, 2);
    assert.equal(plan.objective, 'Log in.');
  });

  it('comes after what the body says', () => {
    const plan = parsePlan(`${front}\n# Phase 3: Other\n\n**Status:** Draft\n**Dependencies:** None\n`);
    assert.deepEqual([plan.title, plan.status?.text, plan.dependencies], ['Other', 'Draft', 'None']);
  });

  it('may have a value over several lines, and quotation marks in one', () => {
    const doc = parseMarkdown("---\ntitle: >-\n  Read the dial\n  at night\nowner: 'It''s me' # now\n---\n# Y\n");
    assert.deepEqual(
      doc.frontMatter?.values.map(({ label, value }) => [label, value]),
      [
        ['title', 'Read the dial at night'],
        ['owner', "It's me"],
      ],
    );
  });

  it('is no heading, no list and no table', () => {
    const doc = parseMarkdown('---\ntitle: X\ntags:\n- [ ] a\n---\n# Y\n');
    assert.deepEqual(
      doc.headings.map(({ text, line }) => [text, line]),
      [['Y', 5]],
    );
    assert.deepEqual([doc.items, doc.rules, doc.frontMatter?.endLine], [[], [], 5]);
  });

  it('is not taken for one where it isn’t YAML', () => {
    for (const text of [
      '---\n\nA sentence.\n\n---\n',
      '---\n- a\n- b\n---\n',
      '---\ntitle: X\n',
      'x\n---\na: b\n---\n',
    ]) {
      assert.equal(parseMarkdown(text).frontMatter, null, text);
    }
  });

  it('gives the list of what a phase waits for', () => {
    for (const [yaml, read] of [
      ['dependencies: []', 'none'],
      ["depends_on:\n  - 'phase 1'\n  - phase 2", 'phase 1, phase 2'],
      ['depends-on: 1', '1'],
    ]) {
      assert.equal(parsePlan(`---\n${yaml}\n---\n# Phase 3: X\n`).dependencies, read);
    }
  });

  it('is where a status that stands there is changed, and nothing else is', () => {
    for (const status of ['status: Draft', 'status: "Draft" # for now', 'Status:   Draft  ', "status: 'Draft'"]) {
      const before = `\u{feff}---\r\n${status}\r\nother: [a]\r\n---\r\n# X\r\n`;
      assert.equal(writePlanStatus(before, 'In Progress'), before.replace('Draft', 'In Progress'));
    }
    const both = '---\nstatus: a\n---\n# X\n\n**Status:** b\n';
    assert.equal(setPlanStatus(both, 'c'), both.replace('b\n', 'c\n'));
    assert.equal(writePlanStatus('---\nstatus:\n---\n# X\n', 'Approved'), '---\nstatus: Approved\n---\n# X\n');
  });

  it('gets no line of ours inside', () => {
    assert.equal(
      writePlanStatus('---\ntitle: X\n---\n\nText.\n', 'Approved'),
      '---\ntitle: X\n---\n\n**Status:** Approved\n\nText.\n',
    );
  });
});

describe('plan: labels', () => {
  const labels = (line: string) =>
    metadataLines(parseMarkdown(`# X\n\n${line}\n`)).map(({ label, value }) => `${label}=${value}`);

  it('may stand in one line', () => {
    for (const gap of [' · ', ' | ', '; ', ', ', ' — ', '  ', ' ']) {
      assert.deepEqual(labels(`**Created:** 2026-01-02${gap}**Status:** In Review`), [
        'Created=2026-01-02',
        'Status=In Review',
      ]);
    }
    assert.deepEqual(labels('> - **Owner:** A **B** c · **Priority**: high'), ['Owner=A **B** c', 'Priority=high']);
  });

  it('may have the colon of another script', () => {
    assert.deepEqual(labels('**Status：** 完了'), ['Status=完了']);
    assert.deepEqual(labels('**Status**： Draft'), ['Status=Draft']);
  });

  it('are not what a sentence stresses', () => {
    assert.deepEqual(labels('**Goal:** Say **why:** and **how:** of it'), ['Goal=Say **why:** and **how:** of it']);
  });

  it('are changed where they stand, and the others of the line stay', () => {
    const text = '# X\n\n**Created:** 2026-01-02 · **Status:** Draft · **Owner:** Ada\n';
    assert.equal(setPlanStatus(text, 'Approved'), text.replace('Draft', 'Approved'));
  });

  it('name a parent only by a path or a link', () => {
    const parent = (value: string) => parsePlan(`# X\n\n**Parent:** ${value}\n`);
    for (const value of ['the launch of the shop', 'Launch', 'Acme and Sons']) {
      assert.deepEqual([parent(value).parent, parent(value).kind], [null, 'simple'], value);
    }
    for (const value of ['context/plans/a.md', '`2026-01-02-a.md`', '[the plan](context/plans/a.md)', 'plans/a']) {
      assert.equal(parent(value).kind, 'phase', value);
    }
  });
});
