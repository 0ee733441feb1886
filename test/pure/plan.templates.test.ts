import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMarkdown } from '../../src/core/markdown/parse';
import { parsePlan } from '../../src/core/plan/parse';
import {
  render,
  renderMaster,
  renderPhase,
  renderSimple,
  type MasterContent,
  type PhaseContent,
} from '../../src/core/plan/templates';
import { cases } from '../support/cases';

const DATE = '2025-12-18';
const PATH = 'context/plans/2025-12-18-auth';
const headings = (text: string): string[] =>
  parseMarkdown(text).headings.map(({ level, text }) => `${'#'.repeat(level)} ${text}`);

const master: MasterContent = {
  title: 'User Authentication',
  date: DATE,
  task: 'auth',
  objective: 'People log in.\n\nAnd out.',
  whyPhased: 'It is large.',
  phases: [
    {
      phase: 1,
      name: 'Database',
      objective: 'Tables',
      deliverables: ['users', 'tokens'],
      dependsOn: [],
      plan: `${PATH}-phase-1.md`,
    },
    { phase: 2, name: 'API', dependsOn: [1], plan: `${PATH}-phase-2.md` },
  ],
};

const phase: PhaseContent = {
  phase: 2,
  name: 'API Layer',
  title: 'User Authentication',
  date: DATE,
  parent: `${PATH}.md`,
  dependsOn: [1],
  first: false,
  objective: 'Endpoints.',
  deliverables: ['POST /login'],
  steps: ['Add the endpoint', '1. Count attempts', '# not a heading'],
  criteria: ['Logging in works', '> not a quote'],
};

describe('templates: filling in', () => {
  it('takes values literally, once, and leaves what it does not know', () => {
    const values = { A: '{B} $& $1 \\ {A}', B: 'b' };
    assert.equal(render('{A}|{B}|{C}|{ B }|{b}|{__PROTO__}', values), '{B} $& $1 \\ {A}|b|{C}|{ B }|{b}|{__PROTO__}');
  });

  it('drops a line that is left empty, with the blank line before it', () => {
    assert.equal(render('a\n\n{A}\n\n{A}{B}\n\nb\n\nc {A}\n', { A: '', B: '' }), 'a\n\nb\n\nc \n');
  });

  it('keeps indentation, quote marks and line endings of the template', () => {
    assert.equal(render('\u{feff}a\r\n  > {A}\r\n', { A: 'x\n\ny' }), 'a\r\n  > x\r\n  >\r\n  > y\r\n');
  });
});

describe('templates: master plan', () => {
  it('has the sections of the method and is read back', () => {
    const text = renderMaster(master);
    assert.deepEqual(headings(text), [
      '# Master Plan: User Authentication',
      '## Overview',
      '### Objective',
      '### Why Phased?',
      '## Phase Breakdown',
      '### Phase 1: Database',
      '### Phase 2: API',
      '## Integration Strategy',
      '### How Phases Connect',
      '### Testing Strategy',
      '### Deployment Strategy',
      '## Cross-Phase Considerations',
      '### Shared Risks',
      '### Success Criteria',
    ]);
    const plan = parsePlan(text);
    assert.deepEqual(
      [plan.kind, plan.title, plan.date, plan.status?.text, plan.objective],
      ['master', master.title, DATE, 'In Review', master.objective],
    );
    assert.deepEqual(
      plan.phases.map(({ line: _, status: __, ...rest }) => rest),
      [
        {
          phase: 1,
          name: 'Database',
          objective: 'Tables',
          dependencies: 'None (foundational phase)',
          plan: `${PATH}-phase-1.md`,
        },
        {
          phase: 2,
          name: 'API',
          objective: null,
          dependencies: 'Phase 1 must be complete and merged',
          plan: `${PATH}-phase-2.md`,
        },
      ],
    );
    assert.equal(plan.criteria.length, 2);
    assert.ok(text.includes('**Key Deliverables:**\n\n- users\n- tokens\n\n**Dependencies:** None'));
    assert.ok(text.includes(`**Plan:** \`${PATH}-phase-1.md\`\n\n### Phase 2: API`));
  });

  it('survives an objective with an open fence', () => {
    const objective = 'See\n```js\nconst a = `b`;';
    const text = renderMaster({ ...master, objective, phases: master.phases.map((each) => ({ ...each, objective })) });
    assert.deepEqual(headings(text), headings(renderMaster(master)));
    assert.equal(parsePlan(text).phases.length, 2);
    assert.ok(text.includes(objective));
  });
});

describe('templates: phase plan', () => {
  it('has the sections of the method and is read back', () => {
    const text = renderPhase(phase);
    assert.deepEqual(headings(text), [
      '# Phase 2: API Layer',
      '## Phase Objective',
      '## Scope',
      '### In Scope',
      '### Out of Scope',
      '## Approach',
      '### Detailed Implementation Steps',
      '## Files to be Modified',
      '## Dependencies',
      '## Phase-Specific Risks',
      '## Testing Strategy',
      '## Success Criteria',
      '## Review Checklist',
      '## Notes',
    ]);
    const plan = parsePlan(text);
    assert.deepEqual(
      [plan.kind, plan.phase, plan.title, plan.parent, plan.date, plan.status?.text, plan.dependencies, plan.objective],
      ['phase', 2, 'API Layer', `${PATH}.md`, DATE, 'Pending', 'Phase 1 must be complete and merged', 'Endpoints.'],
    );
    assert.deepEqual(
      plan.steps.map((each) => each.text),
      phase.steps,
    );
    assert.deepEqual(
      plan.criteria.map((each) => [each.text, each.done]),
      phase.criteria?.map((text) => [text, false]),
    );
  });

  it('has no steps, criteria and objective before they are written', () => {
    const { steps: _s, criteria: _c, objective: _o, deliverables: _d, ...bare } = phase;
    for (const text of [renderPhase(bare), renderPhase({ ...bare, steps: [' '], criteria: [], objective: ' ' })]) {
      const plan = parsePlan(text);
      assert.deepEqual([plan.steps, plan.criteria, plan.objective], [[], [], null]);
      assert.ok(text.includes('- [ ] [Step 1]'));
    }
  });

  it('follows a template of the user, and loses nothing that it has no place for', () => {
    const template =
      '\r\n# {PHASE}/{PHASE_NAME} of {TITLE} {OTHER}\r\n**Parent Plan:** `{PARENT_PLAN}`\r\n{OBJECTIVE}\r\n';
    assert.equal(
      renderPhase({ ...phase, steps: ['A {TITLE}'], criteria: [], deliverables: [] }, template),
      `\r\n# 2/API Layer of User Authentication {OTHER}\r\n**Parent Plan:** \`${PATH}.md\`\r\nEndpoints.\r\n` +
        '\r\n## Detailed Implementation Steps\r\n\r\n- [ ] A {TITLE}\r\n',
    );
  });
});

describe('templates: simple plan', () => {
  it('has the sections of the method and is read back', () => {
    const text = renderSimple({
      title: 'Fix it',
      date: DATE,
      objective: 'It works.',
      steps: ['A', 'B'],
      criteria: ['C'],
    });
    assert.deepEqual(headings(text), [
      '# Plan: Fix it',
      '## Objective',
      '## Approach',
      '## Risks & Edge Cases',
      '## Data Sources',
      '## Success Criteria',
      '## Implementation Steps',
      '## Review Checklist',
    ]);
    const plan = parsePlan(text);
    assert.deepEqual([plan.kind, plan.title, plan.date, plan.objective], ['simple', 'Fix it', DATE, 'It works.']);
    assert.deepEqual(
      plan.steps.map((each) => each.text),
      ['A', 'B'],
    );
    assert.deepEqual(
      plan.criteria.map((each) => each.text),
      ['C'],
    );
  });
});

describe('templates: round trip', () => {
  it('of steps and criteria without markup, whatever they begin with', function () {
    this.timeout(60_000);
    const word = fc.stringMatching(/^[\p{L}\p{N}(){}$%/.,;'"+=-]{1,12}$/u);
    const lead = fc.constantFrom('', '# ', '- ', '1. ', '> ', '+ ', '1) ', 'Step 1: ', '{STEPS} ', '[ok] a ');
    const line = fc
      .tuple(lead, fc.array(word, { minLength: 1, maxLength: 5 }))
      .map(([start, words]) => start + words.join(' '))
      .filter((text) => /[\p{L}\p{N}]/u.test(text.replace(/\{[^{}]*\}/g, '')));
    const lines = fc.array(line, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lines, lines, (steps, criteria) => {
        for (const text of [
          renderPhase({ ...phase, steps, criteria }),
          renderSimple({ title: 'X', date: DATE, steps, criteria }),
        ]) {
          const plan = parsePlan(text);
          assert.deepEqual(
            plan.steps.map((each) => each.text),
            steps,
          );
          assert.deepEqual(
            plan.criteria.map((each) => each.text),
            criteria,
          );
        }
      }),
      cases(200),
    );
  });

  it('of the structure, whatever the texts hold', function () {
    this.timeout(60_000);
    const hostile = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('\n', '```', '~~~', '<!--', '> ', '- ', '<pre>', '    ', '[a]: b')))
      .map((parts) => parts.join(''));
    const count = (text: string): number => parsePlan(text).steps.length;
    fc.assert(
      fc.property(hostile, (objective) => {
        // Headings of the user's own stay as they are, even those that take sections apart.
        fc.pre(!/^ {0,3}(#|=|-)/m.test(objective));
        assert.equal(count(renderPhase({ ...phase, objective })), phase.steps?.length);
        const text = renderMaster({
          ...master,
          objective,
          whyPhased: objective,
          phases: master.phases.map((each) => ({ ...each, objective })),
        });
        assert.deepEqual(
          parsePlan(text).phases.map(({ phase, plan }) => [phase, plan]),
          master.phases.map(({ phase, plan }) => [phase, plan]),
        );
      }),
      cases(200),
    );
  });
});
