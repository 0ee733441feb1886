import type { MarkdownDocument } from '../../markdown/document';
import { metadataIn } from '../../markdown/sections';
import { isDependencyLabel } from '../../plan/phases';
import { isStatusLabel } from '../../plan/statusLine';

/** A paragraph, or as much of it as belongs to one label. */
export interface TextBlock {
  kind: 'text';
  /** On one line. */
  raw: string;
  /** `**Label:** value`, or a line in bold; empty without a label. */
  label: string;
  value: string;
  /** Whether it goes on with the paragraph before it. */
  goesOn: boolean;
}

/** A line that is bold, perhaps with a remark after it: `**Steps**`, `**Phase 2 - Asking** (*depends on Phase 1*)`. */
const BOLD_LINE = /^(?:\*\*|__)(?!\s)(.{1,300}?)(?:\*\*|__)(?![\p{L}\p{N}])\s*(.*)$/u;

/** `Depends on: Phase 1`, without emphasis: only what a part is said to be, to wait for or to
 * be judged by counts so. */
const PLAIN_LABEL = /^(\p{L}[\p{L} -]{0,40})[:：]\s*(.*)$/u;
const CRITERIA_LABEL = /^(?:acceptance criteria|success criteria|definition of done|done when)$/i;

/** The paragraphs of a file outside lists, divided where a label begins; each with the line that it begins in. */
export function textBlocks(doc: MarkdownDocument): { line: number; block: TextBlock }[] {
  return doc.paragraphs.flatMap(({ line, text }) => {
    const blocks: { line: number; block: TextBlock }[] = [];
    text.split('\n').forEach((written, at) => {
      const raw = written.trim();
      const labels = labelsOf(doc, line + at, raw);
      const last = blocks.at(-1)?.block;
      if (labels.length === 0 && last) {
        last.raw = `${last.raw} ${raw}`;
        if (last.label !== '') last.value = `${last.value} ${raw}`.trim();
        return;
      }
      const found = labels.length > 0 ? labels : [{ label: '', value: '' }];
      found.forEach((each, index) => {
        const own = index === 0 ? raw : '';
        blocks.push({ line: line + at, block: { kind: 'text', raw: own, ...each, goesOn: at > 0 || index > 0 } });
      });
    });
    return blocks;
  });
}

function labelsOf(doc: MarkdownDocument, line: number, raw: string): { label: string; value: string }[] {
  const plain = PLAIN_LABEL.exec(raw);
  const [, label = '', value = ''] = plain ?? [];
  if (CRITERIA_LABEL.test(label) || (value !== '' && (isStatusLabel(label) || isDependencyLabel(label))))
    return [{ label, value }];
  if (!/^(?:\*\*|__)/.test(raw)) return [];
  const labels = metadataIn(doc, line).map(({ label, value }) => ({
    label,
    value: value.replace(/[|·•;,]\s*$/, '').trim(),
  }));
  if (labels.length > 0) return labels;
  const bold = BOLD_LINE.exec(raw.slice(0, 1000));
  return bold ? [{ label: (bold[1] ?? '').replace(/[:：]$/, ''), value: bold[2] ?? '' }] : [];
}

/** Whether a paragraph is the rows of a table. */
export const isTable = ({ raw }: TextBlock): boolean => /^\|[^]*\|\s*:?-{2,}/.test(raw);
