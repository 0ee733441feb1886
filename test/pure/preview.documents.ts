import MarkdownIt from 'markdown-it';
import { PhaseMap } from '../../src/core/phaseMap';
import type { PlanStatus } from '../../src/core/types';
import { drawDocument } from '../../src/view/preview/draw';
import { extendMarkdown } from '../../src/view/preview/plugin';
import type { PreviewSubject } from '../../src/view/preview/subject';
import { running } from './surfaces.statuses';

export const contextFile = 'context/context.md';
export const master = 'context/plans/2025-12-18-auth.md';
export const phasePlan = (id: number): string => `context/plans/2025-12-18-auth-phase-${id}.md`;
export const summary = 'context/summaries/2025-12-19-auth-phase-1-summary.md';
export const files = new Set([contextFile, master, phasePlan(1), phasePlan(2), phasePlan(3), summary]);
const branches = new PhaseMap<never>();

interface Given {
  path?: string;
  of?: PlanStatus | null;
}

export function subject({ path = phasePlan(2), of = running() }: Given): PreviewSubject {
  return { path, contextFile, files, reading: of && { branches, status: of } };
}

/** As VS Code's preview is made: with HTML of the document's own, and bare addresses as links. */
export function show(source: string, given: Given = {}, prepare: (md: MarkdownIt) => void = () => undefined): string {
  const md = new MarkdownIt({ html: true, linkify: true });
  prepare(md);
  extendMarkdown(md, (tokens, text) => drawDocument(subject(given), tokens, text));
  return md
    .render(source)
    .replace(/\s+/g, ' ')
    .replace(/<svg.*?<\/svg>/g, '');
}
