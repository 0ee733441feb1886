import type { MarkdownDocument } from '../markdown/document';
import { isBlank, lineCount, lineText, normalizeName, parseMarkdown, section, sectionOf } from '../markdown/parse';
import { closeFences } from './plainText';

/** What the part of a template is called that a change is described in, the likeliest first. */
const PLACES = [
  ...['Description', 'Summary', 'Contribution Description', 'PR Description', 'Change Summary'],
  ...['What does this PR do', 'What does this MR do', 'What does this pull request do', 'What does this change'],
  ...['What this PR does', 'What this MR does', 'What this pull request does', 'What changed', 'What'],
  ...['Proposed Changes', 'Changes', 'Change', 'Overview', 'Purpose', 'About'],
  ...['Beschreibung', 'Zusammenfassung', 'Änderungen', 'Descripción', 'Resumen', 'Résumé', 'Descrição', 'Resumo'],
  ...['Descrizione', 'Riepilogo', 'Описание', '概要', '説明', '描述', '说明', '설명', '개요'],
];

/**
 * A repository’s template of pull requests with a text put in: where it has a place for a description, below the
 * comments that stand there, else before it. All of the template stays but its front matter, which is no text. In a
 * template that says nothing the text is all there is.
 */
export function fillPullRequestTemplate(template: string, text: string): string {
  const doc = parseMarkdown(template.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const begin = doc.frontMatter?.endLine ?? 0;
  const place = placeIn(doc);
  const lines = (from: number, to: number): string => doc.text.split('\n').slice(from, to).join('\n').trimEnd();
  const own = closeFences(place ? below(text, place.level) : text);
  const at = place ? belowComments(doc, place.line) : begin;
  const after = lines(at, lineCount(doc)).replace(/^\n+/, '');
  return `${[lines(begin, at).replace(/^\n+/, ''), own, after].filter((part) => part !== '').join('\n\n')}\n`;
}

/** The line after the heading, or after the bold line that stands for one; `level`: of the heading it is under. */
function placeIn(doc: MarkdownDocument): { line: number; level: number } | null {
  const found = section(doc, PLACES, { prefix: true });
  if (found) return { line: sectionOf(doc, found.heading).line, level: found.heading.level };
  const names = PLACES.map(normalizeName);
  for (const { line } of doc.paragraphs) {
    const [, label] = /^\s*(?:\*\*|__)([^*_]+)(?:\*\*|__)\s*:?\s*$/.exec(lineText(doc, line)) ?? [];
    if (label === undefined || !names.includes(normalizeName(label))) continue;
    return { line: line + 1, level: doc.headings.findLast((heading) => heading.line < line)?.level ?? 1 };
  }
  return null;
}

/** After the comments that say what belongs there; one without an end is all that follows it. */
function belowComments(doc: MarkdownDocument, from: number): number {
  let line = from;
  for (let next = from; next < lineCount(doc); next++) {
    if (isBlank(doc, next)) continue;
    if (!lineText(doc, next).trimStart().startsWith('<!--')) return line;
    while (next < lineCount(doc) && !lineText(doc, next).includes('-->')) next++;
    if (next === lineCount(doc)) return line;
    line = next + 1;
  }
  return line;
}

/** Headings of a text, kept in their order below one of the template. */
function below(text: string, level: number): string {
  const { headings } = parseMarkdown(text);
  const deeper = level + 1 - Math.min(...headings.map((each) => each.level));
  if (headings.length === 0 || deeper <= 0) return text;
  const lines = text.split('\n');
  for (const { line } of headings)
    lines[line] = (lines[line] ?? '').replace(/^( {0,3})(#+)/, (_, indent: string, marks: string) => {
      return indent + '#'.repeat(Math.min(6, marks.length + deeper));
    });
  return lines.join('\n');
}
