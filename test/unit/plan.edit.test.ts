import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setPlanStatus } from '../../src/core/plan/edit';
import { parsePlan } from '../../src/core/plan/parse';
import { cases } from '../support/cases';

describe('plan: setting the status', () => {
  it('changes the value and nothing else', () => {
    const before =
      '\u{feff}# Plan: X\r\n\r\n**Date:** 2025-01-01  \r\n> **Status:** In *Review*  \r\n\r\n**Status:** Other\r\n## Status\r\n**Status:** no';
    assert.equal(setPlanStatus(before, 'Approved'), before.replace('In *Review*', 'Approved'));
  });

  it('fills in an empty one', () => {
    assert.equal(
      setPlanStatus('# X\n\n**Status:**\n**Date:** y\n', 'Approved'),
      '# X\n\n**Status:** Approved\n**Date:** y\n',
    );
  });

  it('keeps a plan without one as it is, fences included', () => {
    const text = '# X\n\n```\n**Status:** Pending\n```\n\n## Y\n\n**Status:** Pending\n';
    assert.equal(setPlanStatus(text, 'Approved'), text);
  });

  const line = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '',
      '# A',
      '## B',
      '### Phase 1: C',
      '- [ ] d',
      '  - [x] e',
      '1. **f**',
      '```',
      '~~~md',
      '> g',
      '**Status:** Pending',
      '> **Status:** In Review  ',
      '**Objective:** h',
      '| Phase | Title |',
      '|---|---|',
      '| 1 | i |',
      '## Implementation Steps',
      '## Success Criteria',
      '---',
      '===',
      '<!--',
      '\u{0}',
    ),
  );
  const file = fc
    .tuple(fc.constantFrom('', '\u{feff}'), fc.constantFrom('\n', '\r\n', '\r'), fc.array(line))
    .map(([bom, eol, lines]) => bom + lines.join(eol));

  it('in any file, and reads back', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(file, fc.constantFrom('Approved', 'Completed', '$& {A}'), (text, status) => {
        const before = parsePlan(text).status;
        const after = setPlanStatus(text, status);
        if (before === null && !/\*\*Status:\*\*/.test(text)) return assert.equal(after, text);
        if (before === null) return undefined;
        assert.equal(parsePlan(after).status?.text, status);
        assert.equal(parsePlan(after).status?.line, before.line);
        const lines = after.split(/\r\n|[\r\n]/);
        const same = text.split(/\r\n|[\r\n]/).every((old, index) => index === before.line || old === lines[index]);
        assert.ok(same && setPlanStatus(after, status) === after);
        return undefined;
      }),
      cases(3000),
    );
  });

  it('and reading a plan never fails', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(file, (text) => {
        const plan = parsePlan(text);
        assert.equal(plan.doc.text, text);
        const last = plan.doc.lineOffsets.length;
        for (const { line } of [...plan.steps, ...plan.criteria, ...plan.phases]) assert.ok(line >= 0 && line < last);
      }),
      cases(3000),
    );
  });
});
