import { QuickPickItemKind, type QuickPickItem } from 'vscode';
import { plural } from '../../editor/phaseView';
import { askPick, askText, runWizard, type WizardStep } from '../../editor/wizard';
import { checkPhaseName, checkTitle, previewFiles, type Draft } from './draft';

const title = 'Create Plan';

interface Surroundings {
  contextFolder: string;
  /** The plans there are. */
  existing: readonly string[];
  now: Date;
}

const kinds: (QuickPickItem & { kindOfPlan: Draft['kind'] })[] = [
  {
    label: '$(list-tree) Phased plan',
    detail: 'A master plan, and for each phase a plan, a branch and a summary.',
    kindOfPlan: 'phased',
  },
  { label: '$(note) Simple plan', detail: 'One plan, one branch, one summary.', kindOfPlan: 'simple' },
];

/** Asks for a plan's parts with Back; what was typed is there again. Resolves to undefined when the user left. */
export async function askForDraft(around: Surroundings): Promise<Draft | undefined> {
  const draft: Draft = { kind: 'phased', title: '', objective: '', phases: [] };
  return (await runWizard(askKind(draft, around))) ? draft : undefined;
}

const askKind =
  (draft: Draft, around: Surroundings): WizardStep =>
  async (at) => {
    const answer = await askPick({
      ...at,
      title,
      placeholder: 'What kind of plan?',
      items: kinds,
      active: kinds.find((each) => each.kindOfPlan === draft.kind),
    });
    if (!answer || typeof answer === 'symbol') return answer;
    draft.kind = answer.kindOfPlan;
    return askTitle(draft, around);
  };

const askTitle =
  (draft: Draft, around: Surroundings): WizardStep =>
  async (at) => {
    const answer = await askText({
      ...at,
      title,
      prompt: 'What is the task? Files and branches are named after it.',
      placeholder: 'Implement User Authentication',
      value: draft.title,
      check: (text) => checkTitle(text, around.existing, around.contextFolder, around.now),
    });
    if (typeof answer !== 'string') return answer;
    draft.title = answer;
    return askObjective(draft, around);
  };

const askObjective =
  (draft: Draft, around: Surroundings): WizardStep =>
  async (at) => {
    const answer = await askText({
      ...at,
      title,
      prompt: 'What will be true when it is done? Leave it empty to write it later.',
      placeholder: 'Users sign in with e-mail and password',
      value: draft.objective,
    });
    if (typeof answer !== 'string') return answer;
    draft.objective = answer;
    return draft.kind === 'phased' ? askPhase(draft, around, 0) : confirm(draft, around);
  };

const askPhase =
  (draft: Draft, around: Surroundings, index: number): WizardStep =>
  async (at) => {
    const answer = await askText({
      ...at,
      title,
      prompt:
        index === 0
          ? 'What is the first phase called?'
          : `What is phase ${index + 1} called? Leave it empty when there are no more.`,
      placeholder: ['Database Schema', 'API Layer', 'Frontend'][index],
      value: draft.phases[index] ?? '',
      check: (text) => checkPhaseName(text, index, draft.phases),
    });
    if (typeof answer !== 'string') return answer;
    if (answer !== '') {
      draft.phases[index] = answer;
      return askPhase(draft, around, index + 1);
    }
    draft.phases.length = index;
    return confirm(draft, around);
  };

const confirm =
  (draft: Draft, around: Surroundings): WizardStep =>
  async (at) => {
    const files = previewFiles(draft, around.contextFolder, around.now);
    const create = { label: `$(check) Create ${plural(files.length, 'file')}` };
    const answer = await askPick<QuickPickItem>({
      ...at,
      title,
      placeholder: `Create “${draft.title}”?`,
      items: [
        create,
        { label: 'Files', kind: QuickPickItemKind.Separator },
        ...files.map((file) => ({ label: `$(file) ${file.split('/').at(-1) ?? file}` })),
      ],
      active: create,
    });
    // A line of the preview confirms as well: there is nothing else it could mean.
    return !answer || typeof answer === 'symbol' ? answer : null;
  };
