import type { Reading } from '../../core/reading/status';
import type { PlanStatus } from '../../core/types';
import { joinHints } from '../hints';
import { phaseLabel, phasesCompleted, type PhaseState } from '../phaseView';
import { shownPhase, type ShownPhase } from '../shownPhase';

/** Fill and border of a node, which read on light and on dark pages. */
const classes: Record<PhaseState, string> = {
  ready: 'fill:#ddf4ff,stroke:#0969da,color:#1f2328',
  waiting: 'fill:#f6f8fa,stroke:#8c959f,color:#1f2328,stroke-dasharray:4 3',
  running: 'fill:#fff8c5,stroke:#9a6700,color:#1f2328',
  unmerged: 'fill:#fbefff,stroke:#8250df,color:#1f2328',
  merged: 'fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  completed: 'fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  dropped: 'fill:#f6f8fa,stroke:#8c959f,color:#57606a',
};

/**
 * The plan as Markdown, with its graph in Mermaid, which GitHub and others draw. What the plan's files say stands in it
 * as text: it makes no links, tags or rows of its own.
 */
export function planMarkdown(status: PlanStatus, branches: Reading['branches']): string {
  const shown = status.phases.map((phase) => shownPhase(status, phase, branches));
  const rows = shown.map(({ phase, told }) =>
    ['', asText(phaseLabel(phase)), asText(told.seen), phase.branch === null ? '' : asText(phase.branch), '']
      .join(' | ')
      .trim(),
  );
  return [
    `# ${asText(status.plan?.title ?? '')}`,
    joinHints(phasesCompleted(status), asText(status.plan?.status ?? '')),
    ['```mermaid', ...mermaidLines(shown), '```'].join('\n'),
    ['| Phase | State | Branch |', '| --- | --- | --- |', ...rows].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function mermaidLines(shown: readonly ShownPhase[]): string[] {
  const indexOf = new Map(shown.map(({ phase }, index) => [String(phase.phase), index]));
  const used = [...new Set(shown.map(({ view }) => view.state))];
  return [
    'flowchart LR',
    ...shown.map(({ phase, view, told }, index) => {
      const label = `${inMermaid(phaseLabel(phase))}<br>${inMermaid(told.seen)}`;
      return `  p${index}["${label}"]:::${view.state}`;
    }),
    ...shown.flatMap(({ phase }, index) =>
      phase.dependsOn.flatMap((id) => {
        const from = indexOf.get(String(id));
        return from === undefined ? [] : [`  p${from} --> p${index}`];
      }),
    ),
    ...used.map((state) => `  classDef ${state} ${classes[state]}`),
  ];
}

/** A label: whatever could mean something to Mermaid is written as a number. */
const inMermaid = (text: string): string =>
  text.replace(/[^\p{L}\p{N}\p{M} .,·/-]/gu, (sign) => `#${sign.codePointAt(0)};`);

/** A line of text: whatever could mean something to Markdown or HTML is escaped. */
const asText = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\\`*_{}[\]()#+\-!|~:@]/g, '\\$&');
