import { inShort } from '../../errors';
import { isTemplateText } from '../../plan/headings';
import { MASTER, PHASE, SIMPLE, SUMMARY } from '../../plan/builtin';
import { isApproved, isOver } from '../../plan/status';
import { renderMaster, renderPhase, renderSimple } from '../../plan/templates';
import { applyEdits } from '../../markdown/edits';
import { isBlank, lineStart, lineText } from '../../markdown/lines';
import type { MarkdownDocument } from '../../markdown/document';
import type { PlanText } from '../../folder/model';
import { textFix } from '../parts/fixes';
import { rangeAt } from '../parts/ranges';
import type { Found, Rule, Subject, Templates } from '../parts/rule';

export const templateText: Rule = {
  id: 'template-text',
  severity: 'info',
  description: 'Text of a template that was never filled in, in a plan that is approved or runs; at the first of it.',
  fixes: 'Remove the lines that hold nothing else',
  check(subject) {
    const plans = plansInUse(subject);
    if (plans.length === 0) return [];
    const known = knownTexts(subject.templates);
    return plans.flatMap((plan) => foundTemplateText(plan, known));
  },
};

function plansInUse({ world, phases }: Subject): PlanText[] {
  const plan = world?.plan;
  if (!plan) return [];
  const own = plan.plan;
  const approved = isApproved(own?.file.status?.text ?? null);
  if (plan.kind === 'simple') {
    const active = world.state.activeContext.includes(plan.path);
    return own && active && (approved || world.state.executionBranch !== null) ? [own] : [];
  }
  const running = plan.phases.filter(({ entry }) => entry.status === 'in_progress');
  const finished = phases.every(isOver);
  return [
    ...(own && !finished && (approved || running.length > 0) ? [own] : []),
    ...running.flatMap((phase) => phase.plan ?? []),
  ];
}

interface Known {
  /** With every number as `#`: `[Deliverable #]`. */
  brackets: ReadonlySet<string>;
  /** Without their braces: `TITLE`. */
  names: ReadonlySet<string>;
}

/** Not the target of a link, and no check box. */
const BRACKETS = /\[[^\][\n]{2,200}\](?![([:])/g;
const NAMES = /\{([A-Z][A-Z0-9_]*)\}/g;
/** Of templates that other tools of the method write. */
const OTHERS = ['TASK_NAME', 'PHASE_N'];

function knownTexts(templates: Templates): Known {
  const given = { title: '', date: '', name: '', phase: 1, dependsOn: [] };
  const builtIn = [
    renderMaster({ ...given, task: '', phases: [{ ...given, plan: '' }] }),
    renderPhase({ ...given, parent: '', first: true }),
    renderSimple(given),
  ];
  const own = Object.values(templates);
  return {
    brackets: new Set([...builtIn, ...own].flatMap((text) => text.match(BRACKETS) ?? []).map(numberless)),
    names: new Set([
      ...OTHERS,
      ...[MASTER, PHASE, SIMPLE, SUMMARY, ...own].flatMap((text) =>
        [...text.matchAll(NAMES)].map(([, name]) => name ?? ''),
      ),
    ]),
  };
}

const numberless = (text: string): string => text.replace(/\d+/g, '#');

/** Bullets, boxes and labels before a line's text. A heading is none: its section would go to the one before. */
const LINE_LEAD = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[ \]\s+)?(?:\*\*[^*]{1,80}\*\*\s*)?/;

function foundTemplateText({ path, text, file: { doc } }: PlanText, known: Known): Found[] {
  const found = [...unfilled(doc, known)];
  const [first] = found;
  if (!first) return [];
  const lines = new Set(found.map(({ line }) => line));
  const texts = found.map(({ text: each }) => `“${each}”`);
  const [are, them] = found.length > 1 ? ['are', 'them'] : ['is', 'it'];
  const bare = [...lines].every(
    (line) => !/^\s*#/.test(lineText(doc, line)) && isTemplateText(lineText(doc, line).replace(LINE_LEAD, '')),
  );
  return [
    {
      message: `${inShort(texts, 1)} ${are} text of the template. Fill ${them} in, or remove ${them}.`,
      file: path,
      range: rangeAt(doc, first.offset, first.offset + first.text.length),
      fixes: bare ? [textFix(path, text, 'Remove the Unfilled Lines', () => withoutLines(doc, lines))] : [],
    },
  ];
}

function* unfilled(doc: MarkdownDocument, known: Known): Generator<{ text: string; line: number; offset: number }> {
  let fence = 0;
  for (let line = 0; line < doc.lineOffsets.length - 1; line++) {
    while ((doc.fences[fence]?.endLine ?? Infinity) <= line) fence++;
    if (line >= (doc.fences[fence]?.line ?? Infinity)) continue;
    const start = lineStart(doc, line);
    // Code shows what it shows.
    const text = lineText(doc, line).replace(/(`+)(?:(?!\1).)*\1/g, (code) => ' '.repeat(code.length));
    for (const match of text.matchAll(/\[[^\][\n]{2,200}\](?![([:])|\{[A-Z][A-Z0-9_]*\}/g)) {
      const [whole] = match;
      const isKnown = whole.startsWith('[')
        ? known.brackets.has(numberless(whole))
        : known.names.has(whole.slice(1, -1));
      if (isKnown) yield { text: whole, line, offset: start + match.index };
    }
  }
}

/** A blank line that would follow another goes too. */
function withoutLines(doc: MarkdownDocument, lines: ReadonlySet<number>): string {
  const edits = [...lines].map((line) => {
    const orphaned = !lines.has(line - 1) && line > 0 && isBlank(doc, line - 1) && isBlank(doc, line + 1);
    const start = lineStart(doc, line);
    return { offset: start, length: lineStart(doc, line + (orphaned ? 2 : 1)) - start, text: '' };
  });
  return applyEdits(doc.text, edits);
}
