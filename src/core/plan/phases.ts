import type { MarkdownDocument } from '../markdown/document';
import { cleanInline, lineCount, lineText, metadataTarget, normalizeName, section } from '../markdown/parse';
import { metadataAt, metadataIn } from '../markdown/sections';
import { PhaseMap } from '../phaseMap';
import { phaseKey, type PhaseKey } from '../types';
import { readPlanFileName } from './fileNames';
import { isTemplateText, readOtherHeading, readPhaseHeading, type ReadHeading } from './headings';
import type { DescribedPhase } from './model';
import {
  FOREIGN_DEPENDENCY_LABELS,
  EAST_ASIAN_PHASE_WORDS,
  OTHER_PHASE_WORDS,
  PHASE_WORDS,
  STATUS_COLUMNS,
  STATUS_LABELS,
} from './words';
import { fencedLines, readTables, type Table } from './tables';

const DEPENDENCY_LABELS = [
  ...['dependencies', 'dependency', 'deps', 'direct dependencies', 'depends on'],
  ...['prerequisite', 'prerequisites', 'requires', 'blocked by'],
  ...FOREIGN_DEPENDENCY_LABELS,
];
const SUB_PLANS = ['Sub-Plans', 'Subplans', 'Phase Plans'];

/** Whether a label says what a phase waits for. */
export function isDependencyLabel(label: string): boolean {
  return DEPENDENCY_LABELS.includes(normalizeName(label));
}

/**
 * The phases that a plan lists, in file order, from the place that lists most: `### Phase N: X` headings, else a
 * `| Phase | Title |` table, else `**Phase N:** X` lines, else a Sub-Plans list. What that place leaves open (a plan
 * file, a name) is taken from the others.
 */
export function readPhases(doc: MarkdownDocument): DescribedPhase[] {
  const fenced = fencedLines(doc);
  const sources = [fromHeadings(doc, fenced), fromTables(doc, fenced), fromBold(doc, fenced), fromSubPlans(doc)].map(
    firstOfEach,
  );
  const best = sources.reduce((most, source) => (source.length > most.length ? source : most), []);
  const others = new PhaseMap<DescribedPhase[]>();
  for (const phase of sources.filter((source) => source !== best).flat()) {
    others.set(phase.phase, [...(others.get(phase.phase) ?? []), phase]);
  }
  return best.map((phase) => (others.get(phase.phase) ?? []).reduce(fillIn, phase));
}

function fillIn(phase: DescribedPhase, other: DescribedPhase): DescribedPhase {
  return {
    ...phase,
    name: phase.name || other.name,
    status: phase.status ?? other.status,
    objective: phase.objective ?? other.objective,
    dependencies: phase.dependencies ?? other.dependencies,
    plan: phase.plan ?? other.plan,
  };
}

/** A later `### Phase 1: …`, under a testing strategy, say, speaks of the phase and doesn't add one. */
function firstOfEach(phases: DescribedPhase[]): DescribedPhase[] {
  const seen = new Set<PhaseKey>();
  return phases.filter(({ phase }) => !seen.has(phaseKey(phase)) && seen.add(phaseKey(phase)));
}

function bare({ phase, name, state }: ReadHeading, line: number): DescribedPhase {
  return { phase, name, line, status: state, objective: null, dependencies: null, plan: null };
}

function fromHeadings(doc: MarkdownDocument, fenced: ReadonlySet<number>): DescribedPhase[] {
  const below = doc.headings.filter((heading) => heading.level > 1 || doc.headings[0] !== heading);
  const reading = (read: (text: string) => ReadHeading | null) =>
    below.flatMap(({ text, line, endLine }) => {
      const heading = read(text);
      return heading ? [{ ...bare(heading, line), endLine }] : [];
    });
  const phases = reading(readPhaseHeading);
  const others = reading(readOtherHeading);
  // Milestones with numbers that phases have, too, are no phases: they are what these lead to.
  const ids = new Set(phases.map(({ phase }) => phaseKey(phase)));
  const found = others.some(({ phase }) => ids.has(phaseKey(phase)))
    ? phases
    : [...phases, ...others].sort((a, b) => a.line - b.line);
  return found.map(({ endLine, ...phase }, index) => {
    const next = found[index + 1]?.line ?? Infinity;
    return describe(doc, phase, Math.min(endLine, next), fenced);
  });
}

function fromBold(doc: MarkdownDocument, fenced: ReadonlySet<number>): DescribedPhase[] {
  const items = doc.items.filter((item) => item.depth === 0 && item.bold);
  const lines = [
    ...items.map(({ line, raw }) => ({ line, raw })),
    ...doc.paragraphs
      .filter(({ text }) => /^(\*\*|__)/.test(text))
      .map(({ line, text }) => ({ line, raw: firstLine(text) })),
  ].sort((a, b) => a.line - b.line);
  const found = lines.flatMap(({ line, raw }) => {
    const read = readPhaseHeading(cleanInline(raw));
    return read ? [bare(read, line)] : [];
  });
  const headings = doc.headings.map(({ line }) => line);
  let at = 0;
  return found.map((phase, index) => {
    while (at < headings.length && (headings[at] ?? 0) <= phase.line) at++;
    const end = Math.min(headings[at] ?? Infinity, found[index + 1]?.line ?? Infinity, lineCount(doc));
    return describe(doc, phase, end, fenced);
  });
}

/** Fills in the `**Objective:**`, `**Dependencies:**` and `**Plan:**` lines that stand below a phase's name. */
function describe(
  doc: MarkdownDocument,
  phase: DescribedPhase,
  endLine: number,
  fenced: ReadonlySet<number>,
): DescribedPhase {
  const described = { ...phase };
  for (let line = phase.line + 1; line < endLine; line++) {
    if (fenced.has(line)) continue;
    for (const { label: written, value } of metadataIn(doc, line)) {
      if (value === '') continue;
      const label = normalizeName(written);
      if (/^(phase )?status$/.test(label) || STATUS_LABELS.includes(label)) described.status ??= cleanInline(value);
      else if (/^(phase )?(objective|goal)$/.test(label)) described.objective ??= paragraphFrom(doc, line, value);
      else if (isDependencyLabel(label)) described.dependencies ??= value;
      else if (/^(phase |detailed |sub )?plan( file)?$/.test(label)) described.plan ??= pathIn(value);
    }
  }
  return described;
}

/** A labelled value and the lines it goes on for, up to a blank one or the next label. */
function paragraphFrom(doc: MarkdownDocument, line: number, value: string): string | null {
  const lines = [value];
  for (let next = line + 1; next < lineCount(doc); next++) {
    const text = lineText(doc, next);
    if (/^\s*$|^ {0,3}(#|[-*+] |```|~~~|\|)/.test(text) || metadataAt(doc, next)) break;
    lines.push(text.trim());
  }
  const text = lines.join('\n');
  return isTemplateText(text) ? null : text;
}

function pathIn(value: string): string | null {
  const target = metadataTarget(value);
  return /\.md$/i.test(target) && !isTemplateText(target) ? target : null;
}

/** `| Phase | Title | … |`; a table without a column for names (`| Phase | Branch |`) isn't a list of phases. */
function fromTables(doc: MarkdownDocument, fenced: ReadonlySet<number>): DescribedPhase[] {
  return readTables(doc, fenced).flatMap((table) => {
    const columns = columnsOf(table);
    return columns ? table.rows.flatMap(({ cells, line }) => phaseOfRow(cells, line, columns)) : [];
  });
}

const words = (all: readonly string[]): string => all.join('|');
const PHASES = words([...PHASE_WORDS, ...EAST_ASIAN_PHASE_WORDS, ...OTHER_PHASE_WORDS]);
const PHASE = new RegExp(`^(${PHASES})( #| id| no\\.?)?$`);
const PHASE_NAME = new RegExp(`^(${PHASES})( (name|title))?$`);
const STATUS = new RegExp(`^(${words(STATUS_COLUMNS)})$`);

interface Columns {
  id: number;
  status: number;
  name: number;
  objective: number;
  dependencies: number;
  plan: number;
}

function columnsOf({ header }: Table): Columns | null {
  const at = (names: RegExp): number => header.findIndex((name, index) => index > 0 && names.test(name));
  const numbered = /^(#|no\.?|id)$/.test(header[0] ?? '');
  const name = numbered ? at(PHASE_NAME) : at(/^(phase )?(title|name|description|focus|goal)$/);
  if (name < 0 || (!numbered && !PHASE.test(header[0] ?? ''))) return null;
  const objective = at(/^(scope|objective|goal|description|deliverables?|key deliverables)$/);
  return {
    id: 0,
    name,
    status: at(STATUS),
    objective: objective === name ? -1 : objective,
    dependencies: header.findIndex(isDependencyLabel),
    plan: at(/^(plan|plan file|sub-?plan|file)$/),
  };
}

function phaseOfRow(cells: string[], line: number, columns: Columns): DescribedPhase[] {
  const cell = (index: number): string | null => cells[index]?.trim() || null;
  const id = cleanInline(cell(columns.id) ?? '');
  const read = readPhaseHeading(id) ?? readOtherHeading(id) ?? readPhaseHeading(`Phase ${id}`);
  if (!read) return [];
  const objective = cell(columns.objective);
  return [
    {
      phase: read.phase,
      name: cleanInline(cell(columns.name) ?? '') || read.name,
      line,
      status: cell(columns.status) ?? read.state,
      objective: objective === null ? null : cleanInline(objective),
      dependencies: cell(columns.dependencies),
      plan: pathIn(cell(columns.plan) ?? ''),
    },
  ];
}

function fromSubPlans(doc: MarkdownDocument): DescribedPhase[] {
  const found = section(doc, SUB_PLANS);
  if (!found) return [];
  const items = doc.items.filter(({ line, depth }) => depth === 0 && line >= found.line && line < found.endLine);
  return items.flatMap(({ text, raw, line }) => {
    const path = /[^\s`()<>[\]"'*]+\.md(?![\w.])/i.exec(raw.slice(0, 1000))?.[0] ?? null;
    const read = readPhaseHeading(text) ?? phaseOfPath(path, text);
    return read ? [{ ...bare(read, line), plan: path }] : [];
  });
}

/** `context-phase-1.md — Foundation: the module` → phase 1, named by what follows the dash. */
function phaseOfPath(path: string | null, text: string): ReadHeading | null {
  const phase = path === null ? null : (readPlanFileName(path)?.phase ?? null);
  if (phase === null) return null;
  const [, name = ''] = /\.md\W*?\s*[-–—:]+\s+(.*)$/i.exec(text) ?? [];
  return { phase, name, state: null };
}

function firstLine(text: string): string {
  return /^[^\n]*/.exec(text)?.[0] ?? '';
}
