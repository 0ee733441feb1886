import { baseName } from '../../core/folder/paths';
import { QuickPickItemKind, type QuickPickItem } from 'vscode';
import { isSameData } from '../../core/sameData';
import { plural } from '../../view/phaseView';
import { askPick, askText, runWizard, type WizardStep } from '../../editor/ask/wizard';
import { checkPhaseName, checkTitle, firstBranch, nameOf, phasePrompt, previewFiles, slotsOf } from './draft';
import type { Draft, Slot } from './draft';

import { patterns, type Pattern } from './patterns';

const title = 'Create Plan';

interface Surroundings {
  contextFolder: string;
  branchPrefix: string;
  /** The plans there are. */
  existing: readonly string[];
  now: Date;
  /** What a survey of the repository proposes; null for nothing. Never rejects. */
  found: () => Promise<Pattern | null>;
}

/** What was entered so far; leaving the questions loses nothing of it. */
export interface Entered {
  draft: Draft;
  /** What was made of each pattern, so that trying another one loses nothing. */
  tried: Map<Pattern | null, Slot[]>;
}

export function nothingEntered(): Entered {
  const draft: Draft = { kind: 'phased', title: '', name: '', objective: '', pattern: null, phases: [] };
  return { draft, tried: new Map([[null, draft.phases]]) };
}

interface Talk extends Entered {
  around: Surroundings;
}

type Kind = QuickPickItem & { kindOfPlan: Draft['kind'] | null };

const kinds: Kind[] = [
  {
    label: '$(list-tree) Phased plan',
    detail: 'A master plan, and for each phase a plan, a branch and a summary.',
    kindOfPlan: 'phased',
  },
  { label: '$(note) Simple plan', detail: 'One plan, one branch, one summary.', kindOfPlan: 'simple' },
];

type Start = QuickPickItem & { pattern: Pattern | null };

const ofPattern = (pattern: Pattern): Start => ({
  label: `$(${pattern.icon}) ${pattern.label}`,
  description: pattern.fits,
  detail: pattern.phases.map(({ name }) => name).join(' · '),
  pattern,
});

const startsWith = (found: Pattern | null): Start[] => [
  {
    label: '$(edit) Your own phases',
    detail: 'Name them one by one.',
    pattern: null,
  },
  ...(found
    ? [{ label: 'In this repository', kind: QuickPickItemKind.Separator, pattern: null }, ofPattern(found)]
    : []),
  { label: 'Start from a pattern', kind: QuickPickItemKind.Separator, pattern: null },
  ...patterns.map(ofPattern),
];

/** The same one as before, where the survey has found the same: what was made of it is there again. */
function knownOf({ tried }: Entered, found: Pattern | null): Pattern | null {
  return [...tried.keys()].find((each) => each !== null && isSameData(each, found)) ?? found;
}

/**
 * Asks for a plan's parts with Back; what was typed, here or before, is there again. Resolves to undefined when the
 * user left.
 */
export async function askForDraft(entered: Entered, around: Surroundings): Promise<Draft | undefined> {
  return (await runWizard(askKind({ ...entered, around }))) ? entered.draft : undefined;
}

/** The count that VS Code shows behind the title. The phases are one step: each is numbered in its own question. */
const count = ({ kind }: Draft, step: number | 'last') => {
  const totalSteps = kind === 'phased' ? 6 : 4;
  return { step: step === 'last' ? totalSteps : step, totalSteps };
};

const askKind =
  (talk: Talk): WizardStep =>
  async (at) => {
    const { draft } = talk;
    const entered = draft.title !== '' || draft.objective !== '';
    const answer = await askPick({
      ...at,
      ...count(draft, 1),
      title,
      placeholder: `What kind of plan?${entered ? ' What you entered before is filled in.' : ''}`,
      items: [...kinds, ...(entered ? [startOver(draft)] : [])],
      active: kinds.find((each) => each.kindOfPlan === draft.kind),
    });
    if (!answer || typeof answer === 'symbol') return answer;
    if (answer.kindOfPlan === null) {
      forget(talk);
      return askKind(talk)(at);
    }
    talk.draft.kind = answer.kindOfPlan;
    return askTitle(talk);
  };

const startOver = ({ title }: Draft): Kind => ({
  label: '$(discard) Start over',
  detail: `Clear what was entered${title === '' ? '' : ` for “${title}”`}.`,
  kindOfPlan: null,
});

function forget({ draft, tried }: Talk): void {
  const fresh = nothingEntered();
  Object.assign(draft, fresh.draft);
  tried.clear();
  tried.set(null, draft.phases);
}

const askTitle =
  (talk: Talk): WizardStep =>
  async (at) => {
    const { draft, around } = talk;
    const answer = await askText({
      ...at,
      ...count(draft, 2),
      title,
      prompt: 'What is the task? Files and branches will be named after it.',
      placeholder: 'Implement User Authentication',
      value: draft.title,
      check: (text) => checkTitle(text, around.existing, around.contextFolder, around.now),
      keep: (text) => (draft.title = text),
    });
    if (typeof answer !== 'string') return answer;
    draft.title = answer;
    return askObjective(talk);
  };

const askObjective =
  (talk: Talk): WizardStep =>
  async (at) => {
    const answer = await askText({
      ...at,
      ...count(talk.draft, 3),
      title,
      prompt: 'What will be true when it is done? Leave it empty to write it later.',
      placeholder: 'Users sign in with e-mail and password',
      value: talk.draft.objective,
      keep: (text) => (talk.draft.objective = text),
    });
    if (typeof answer !== 'string') return answer;
    talk.draft.objective = answer;
    return talk.draft.kind === 'phased' ? askPattern(talk) : confirm(talk);
  };

const askPattern =
  (talk: Talk): WizardStep =>
  async (at) => {
    const { draft, tried } = talk;
    const starts = startsWith(knownOf(talk, await talk.around.found()));
    const answer = await askPick({
      ...at,
      ...count(draft, 4),
      title,
      placeholder: 'Which phases? Those of a pattern can be changed.',
      items: starts,
      active: starts.find((each) => each.pattern === draft.pattern),
    });
    if (!answer || typeof answer === 'symbol') return answer;
    draft.pattern = answer.pattern;
    draft.phases = tried.get(answer.pattern) ?? slotsOf(answer.pattern);
    tried.set(answer.pattern, draft.phases);
    return askPhase(talk, 0);
  };

const askPhase =
  (talk: Talk, index: number): WizardStep =>
  async (at) => {
    const { phases, pattern } = talk.draft;
    const slot = phases[index];
    const answer = await askText({
      ...at,
      ...count(talk.draft, 5),
      title: pattern ? `${title}: ${pattern.label}` : title,
      prompt: phasePrompt(phases, index),
      placeholder: slot?.proposal?.name ?? (pattern ? undefined : ['Database Schema', 'API Layer', 'Frontend'][index]),
      value: slot?.name ?? '',
      check: (text) => checkPhaseName(text, index, phases),
      keep: (text) => namePhase(phases, index, text),
    });
    if (typeof answer !== 'string') return answer;
    namePhase(phases, index, answer);
    return index < phases.length ? askPhase(talk, index + 1) : confirm(talk);
  };

/** A slot stays in its place without a name; behind the last one there is none without. */
function namePhase(phases: Slot[], index: number, name: string): void {
  const slot = phases[index];
  const isLast = index === phases.length - 1 && !slot?.proposal;
  if (name === '' && isLast) phases.pop();
  else if (slot) slot.name = name;
  else if (name !== '') phases.push({ name });
}

const confirm =
  (talk: Talk): WizardStep =>
  async (at) => {
    const { draft, around } = talk;
    const files = previewFiles(draft, around.contextFolder, around.now);
    const create = {
      label: `$(check) Create ${plural(files.length, 'file')}`,
      description: `and add the plan to ${around.contextFolder}/context.md`,
    };
    const answer = await askPick<QuickPickItem>({
      ...at,
      ...count(draft, 'last'),
      title,
      placeholder: `Create “${draft.title}”?`,
      items: [
        create,
        { label: '$(edit) Change the name of files and branches', description: nameOf(draft) },
        { label: `Files in ${around.contextFolder}/plans`, kind: QuickPickItemKind.Separator },
        ...files.map(({ path, phase }) => ({
          label: `$(file) ${baseName(path)}`,
          description: phase ?? '',
        })),
        { label: draft.kind === 'phased' ? 'Branch of the first phase' : 'Branch', kind: QuickPickItemKind.Separator },
        { label: `$(git-branch) ${firstBranch(draft, around.branchPrefix)}` },
      ],
      active: create,
    });
    if (!answer || typeof answer === 'symbol') return answer;
    // The lines below show names: who chooses one hasn't said to create them.
    return answer === create ? null : askName(talk);
  };

const askName =
  (talk: Talk): WizardStep =>
  async (at) => {
    const { draft, around } = talk;
    const answer = await askText({
      ...at,
      ...count(draft, 'last'),
      title,
      prompt: 'What are files and branches called? The title stays; leave it empty to name them after it.',
      value: nameOf(draft),
      check: (text) => checkTitle(text || draft.title, around.existing, around.contextFolder, around.now),
    });
    if (typeof answer !== 'string') return answer;
    draft.name = answer;
    return confirm(talk);
  };
