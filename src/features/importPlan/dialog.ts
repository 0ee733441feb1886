import { QuickPickItemKind, type QuickPickItem } from 'vscode';
import { askPick, askText } from '../../editor/ask/wizard';
import { methodSettings } from '../../editor/settings';
import type { LeftOut } from '../../core/import/model';
import { divided, joined, renamed, withCompleted, withoutPhase, withPhase, type Choices } from './choices';
import { dialogRows, dialogTitle, type RowAction } from './rows';
import type { ImportSession } from './session';

type Item = QuickPickItem & { action: RowAction | null; file?: string };

/**
 * Shows what would be made of a plan, and takes changes of it, until the person says to create it or leaves. What is
 * highlighted is shown in its editor. Resolves to whether it is to be created.
 */
export async function askHow(session: ImportSession): Promise<boolean> {
  let last: RowAction | null = null;
  for (;;) {
    const action = await askWhat(session, last);
    if (!action) return false;
    if (action.do === 'create') return true;
    const choices = await change(session, action);
    // Leaving a question leaves the dialog: what is shown stays, and its buttons lead back.
    if (choices === undefined) return false;
    await session.choose(choices);
    await session.show();
    last = action;
  }
}

async function askWhat(session: ImportSession, last: RowAction | null): Promise<RowAction | null> {
  const { plan, choices, foreseen, problem, folder } = session;
  // Without a name that can be had there is nothing to show.
  if (!foreseen) return { do: 'name' };
  const rows = dialogRows({
    plan,
    choices,
    foreseen,
    problem,
    contextFile: folder.contextFile,
    isInitialized: folder.status?.state !== 'uninitialized',
    branchPrefix: methodSettings(folder.uri).branchPrefix,
  });
  const items = rows.map(({ action, label, description, file }): Item => {
    const kind = action ? QuickPickItemKind.Default : QuickPickItemKind.Separator;
    return { action, label, kind, ...(description ? { description } : {}), ...(file ? { file } : {}) };
  });
  const active = items.find(({ action }) => action !== null && isSame(action, last)) ?? items[0];
  const answer = await askPick<Item>({
    title: dialogTitle(plan),
    placeholder: 'Nothing is written yet. Choose a line to change it, or create the plan.',
    items,
    ...(active ? { active } : {}),
    highlight: ({ file }) => void session.show(file),
  });
  return answer && typeof answer !== 'symbol' ? answer.action : null;
}

/** What was changed last stays at hand. */
function isSame(one: RowAction, other: RowAction | null): boolean {
  if (one.do !== other?.do) return false;
  return one.do !== 'phase' || (other.do === 'phase' && one.at === other.at);
}

/** The choices as they are then; undefined when the person left. */
async function change(session: ImportSession, action: RowAction): Promise<Choices | undefined> {
  const { choices } = session;
  switch (action.do) {
    case 'create':
      return choices;
    case 'shape':
      return { ...choices, shape: action.shape };
    case 'bringBack':
      return withPhase(choices, action.number);
    case 'complete':
      return withCompleted(choices, action.numbers, action.isCompleted);
    case 'phase':
      return changePhase(session, action);
    case 'left':
      return (await showLeft(session.foreseen?.left ?? [], dialogTitle(session.plan))) ? choices : undefined;
    case 'title':
      return withText(session, 'What is the plan called?', choices.title, (title) => ({ ...choices, title }));
    case 'name': {
      const question = 'What are files and branches called? Leave it empty to name them after the title.';
      const prompt = session.problem === null ? question : `${session.problem} ${question}`;
      const task = session.problem === null ? (session.foreseen?.task ?? '') : choices.task;
      return withText(session, prompt, task, (text) => ({ ...choices, task: text }), { mayBeEmpty: true });
    }
  }
}

const PHASE_ACTIONS: {
  do: 'rename' | 'join' | 'divide' | 'drop';
  label: string;
  detail: string;
  fits: (of: { at: number; count: number; parts: number }) => boolean;
}[] = [
  { do: 'rename', label: '$(edit) Rename…', detail: 'Its heading and its plan get the name.', fits: () => true },
  {
    do: 'join',
    label: '$(fold-up) Merge with the phase before',
    detail: 'Its steps and criteria come after those of that phase.',
    fits: ({ at }) => at > 0,
  },
  {
    do: 'divide',
    label: '$(unfold) Divide again',
    detail: 'Its parts become phases of their own, as they were read.',
    fits: ({ parts }) => parts > 1,
  },
  {
    do: 'drop',
    label: '$(circle-slash) Drop',
    detail: 'What waits for it waits for what it waited for. You can bring it back.',
    fits: ({ count }) => count > 1,
  },
];

async function changePhase(
  session: ImportSession,
  { numbers, at }: Extract<RowAction, { do: 'phase' }>,
): Promise<Choices | undefined> {
  const { choices, foreseen } = session;
  const phases = foreseen?.phases ?? [];
  const [phase, before] = [phases[at], phases[at - 1]];
  const given = { at, count: phases.length, parts: choices.shape === 'phases' ? numbers.length : 1 };
  const items = PHASE_ACTIONS.filter(({ fits }) => fits(given));
  const title = `${dialogTitle(session.plan)}: ${phase?.name ?? ''}`;
  const answer = await askPick({ title, placeholder: 'What about this phase?', items, canGoBack: true });
  if (!answer || typeof answer === 'symbol') return answer && choices;
  switch (answer.do) {
    case 'rename':
      return withText(session, 'What is the phase called?', phase?.name ?? '', (name) =>
        renamed(choices, numbers, name),
      );
    case 'join':
      return joined(choices, before?.numbers ?? [], numbers);
    case 'divide':
      return divided(choices, numbers);
    case 'drop':
      return withoutPhase(choices, numbers);
  }
}

async function withText(
  session: ImportSession,
  prompt: string,
  value: string,
  changed: (text: string) => Choices,
  { mayBeEmpty = false } = {},
): Promise<Choices | undefined> {
  const answer = await askText({
    title: dialogTitle(session.plan),
    prompt,
    value,
    canGoBack: true,
    check: (text) => (text.trim() === '' && !mayBeEmpty ? 'It needs a name.' : null),
  });
  if (typeof answer === 'symbol') return session.choices;
  return answer === undefined ? undefined : changed(answer);
}

/** What of the original is in no file, and why. Resolves to false when the person left. */
export async function showLeft(left: readonly LeftOut[], title: string): Promise<boolean> {
  const items = left.map(({ what, why }) => ({ label: what, detail: why }));
  const placeholder = 'These parts of the original are in no file of the plan. The original stays as it is.';
  const answer = await askPick({ title, placeholder, items, canGoBack: true });
  return answer !== undefined;
}
