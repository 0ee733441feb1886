import { findUnreadPhases, writePhaseHeadings } from '../../plan/unreadPhases';
import { textFix } from '../parts/fixes';
import { rangeOfLine } from '../parts/ranges';
import type { Rule } from '../parts/rule';

export const unreadPhases: Rule = {
  id: 'unread-phases',
  severity: 'info',
  description:
    'Headings of the master plan that look like phases and aren’t read so: `Phase 1 Setup`, `Phase Two – API`.',
  fixes: 'Write all of them so that they are read',
  check({ world }) {
    const plan = world?.plan?.plan;
    const found = plan ? findUnreadPhases(plan.file) : [];
    const [first] = found;
    if (!plan || !first) return [];
    const { path, text, file } = plan;
    const [are, so] =
      found.length === 1 ? ['This heading looks', 'it'] : [`These ${found.length} headings look`, 'them'];
    const phases = found.length === 1 ? 'a phase, and isn’t' : 'phases, and aren’t';
    return [
      {
        message: `${are} like ${phases} read so. Write ${so} as “${first.written}”.`,
        file: path,
        range: rangeOfLine(file.doc, first.line),
        fixes: [textFix(path, text, `Write ${found.length === 1 ? 'It' : 'All of Them'} So`, writePhaseHeadings)],
      },
    ];
  },
};
