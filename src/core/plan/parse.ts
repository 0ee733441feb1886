import type { MarkdownDocument } from '../markdown/document';
import type { MetadataLine } from '../markdown/parse';
import {
  cleanInline,
  isBlank,
  lineText,
  metadataLines,
  metadataTarget,
  normalizeName,
  parseMarkdown,
  section,
} from '../markdown/parse';
import { isFilled, readTitle } from './headings';
import type { PlanFile, DescribedPhase } from './model';
import { isDependencyLabel, readPhases } from './phases';
import { readCriteria } from './criteria';
import { findPlanStatus } from './statusLine';
import { readLooseSteps, readSteps } from './steps';

export type { PlanFile } from './model';

const OBJECTIVES = ['Phase Objective', 'Objective', 'Overall Objective', 'Objectives', 'Goal', 'Overview'];

/**
 * Reads a master plan, a phase plan or a simple plan, in every dialect plans are written in. Never throws; what isn't
 * there is null or empty. Headings, boxes and labels inside fences never count.
 */
export function parsePlan(text: string): PlanFile {
  const doc = parseMarkdown(text);
  // What the body says counts first.
  const metadata = [...metadataLines(doc), ...(doc.frontMatter?.values ?? [])];
  const given = labelled(doc.frontMatter?.values ?? [], 'title');
  const heading = doc.headings.find(({ level }) => level === 1) ?? (given ? undefined : doc.headings[0]);
  const written = heading ?? (given && { text: given.value, line: given.line });
  const title = written ? readTitle(written.text) : null;
  const status = findPlanStatus(doc);
  const parent = parentOf(metadata);
  const isPhase = title?.kind === 'phase' || parent !== null;
  const phases = isPhase ? [] : readPhases(doc);
  const kind = isPhase ? 'phase' : title?.kind === 'master' || isMaster(doc, metadata, phases) ? 'master' : 'simple';
  const steps = readSteps(doc);
  return {
    doc,
    kind,
    title: title?.title ?? null,
    titleLine: written?.line ?? null,
    phase: title?.phase ?? null,
    date: dateOf(labelled(metadata, 'date', 'created', 'created on')),
    status: status ? { text: cleanInline(status.value), line: status.line } : null,
    parent,
    dependencies: metadata.find(({ label }) => isDependencyLabel(label))?.value || null,
    objective: objectiveOf(doc, metadata),
    phases,
    steps: steps.length > 0 || kind === 'master' || phases.length > 0 ? steps : readLooseSteps(doc),
    criteria: readCriteria(doc),
  };
}

/** The first line with one of these labels, which are tried in order. */
function labelled(metadata: MetadataLine[], ...names: string[]): MetadataLine | undefined {
  for (const name of names) {
    const found = metadata.find(({ label }) => normalizeName(label) === name);
    if (found) return found;
  }
  return undefined;
}

/** The plan that a phase's plan names as its own; `**Parent:** the launch of the shop` names none. */
function parentOf(metadata: MetadataLine[]): string | null {
  const named = labelled(metadata, 'parent plan', 'master plan');
  if (named) return metadataTarget(named.value) || null;
  const target = metadataTarget(labelled(metadata, 'parent')?.value ?? '');
  return /\.md$/i.test(target) || /^\S+\/\S+$/.test(target) ? target : null;
}

function isMaster(doc: MarkdownDocument, metadata: MetadataLine[], phases: DescribedPhase[]): boolean {
  if (/\b(phased|master)\b/i.test(labelled(metadata, 'type')?.value ?? '')) return true;
  if (/^[\s>]*\*\*master plan\b/im.test(doc.paragraphs[0]?.text.slice(0, 200) ?? '')) return true;
  // Phases with files of their own; a simple plan may be divided into `### Phase N` sections too.
  return phases.some(({ plan }) => plan !== null) || (phases.length > 0 && section(doc, ['Phase Breakdown']) !== null);
}

function dateOf(line: MetadataLine | undefined): string | null {
  return /\d{4}-\d{2}-\d{2}/.exec(line?.value.slice(0, 200) ?? '')?.[0] ?? null;
}

/** What stands right under the objective's heading, as written; else what an `**Objective:**` line says. */
function objectiveOf(doc: MarkdownDocument, metadata: MetadataLine[]): string | null {
  const found = section(doc, OBJECTIVES);
  if (found) {
    const next = doc.headings.find(({ line }) => line > found.heading.line)?.line ?? Infinity;
    const text = textOf(doc, found.line, Math.min(found.endLine, next));
    if (text !== null) return text;
  }
  const line = labelled(metadata, 'objective', 'phase objective', 'goal')?.value ?? '';
  return isFilled(line) ? line : null;
}

/**
 * The lines without blank ones and rules around them, joined by `\n`; null for nothing and for unfilled template text.
 */
function textOf(doc: MarkdownDocument, from: number, to: number): string | null {
  const rules = new Set(doc.rules);
  const isEmpty = (line: number): boolean => isBlank(doc, line) || rules.has(line);
  let start = from;
  let end = to;
  while (start < end && isEmpty(start)) start++;
  while (end > start && isEmpty(end - 1)) end--;
  const lines = Array.from({ length: end - start }, (_, index) => lineText(doc, start + index));
  const text = lines.join('\n');
  return isFilled(text) ? text : null;
}
