import * as vscode from 'vscode';

/** What a step answers when the user went back. */
const back = Symbol('back');

/** A value, `back`, or undefined when the user left. */
export type Answer<T> = T | typeof back | undefined;

/** One question. Gives the next one, `null` at the end. */
export type WizardStep = (at: { canGoBack: boolean }) => Promise<Answer<WizardStep | null>>;

/** Asks question after question, with Back. Resolves to whether the user came to the end. */
export async function runWizard(first: WizardStep): Promise<boolean> {
  const asked: WizardStep[] = [];
  let current: WizardStep | null = first;
  while (current) {
    const answer: Answer<WizardStep | null> = await current({ canGoBack: asked.length > 0 });
    if (answer === undefined) return false;
    if (answer === back) {
      current = asked.pop() ?? first;
      continue;
    }
    asked.push(current);
    current = answer;
  }
  return true;
}

interface Question {
  title: string;
  canGoBack?: boolean;
  /** Which question it is of how many; VS Code shows both behind the title. */
  step?: number;
  totalSteps?: number;
}

export interface TextQuestion extends Question {
  prompt: string;
  placeholder?: string;
  value?: string;
  /** Called as the user types; null when the text is fine. */
  check?(text: string): string | null;
  /** Called as the user types, so that leaving loses nothing. */
  keep?(text: string): void;
}

/** Asks for one line of text. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  input.title = question.title;
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = question.value ?? '';
  const check = () => {
    input.validationMessage = question.check?.(input.value) ?? undefined;
    return input.validationMessage === undefined;
  };
  input.onDidChangeValue((text) => {
    question.keep?.(text.trim());
    check();
  });
  return show(input, question, (done) => {
    input.onDidAccept(() => {
      if (check()) done(input.value.trim());
    });
  });
}

export interface PickQuestion<T extends vscode.QuickPickItem> extends Question {
  placeholder: string;
  items: readonly T[];
  active?: T;
  /** Called with the item that Enter would choose, as that changes. */
  highlight?(item: T): void;
}

/** Asks for one of several things. */
export function askPick<T extends vscode.QuickPickItem>(question: PickQuestion<T>): Promise<Answer<T>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.title = question.title;
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  pick.items = question.items;
  if (question.active) pick.activeItems = [question.active];
  pick.onDidChangeActive(([item]) => item && question.highlight?.(item));
  return show(pick, question, (done) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen) done(chosen);
    });
  });
}

function show<T>(
  input: vscode.QuickInput & {
    step: number | undefined;
    totalSteps: number | undefined;
    buttons: readonly vscode.QuickInputButton[];
    onDidTriggerButton: vscode.Event<vscode.QuickInputButton>;
  },
  question: Question,
  listen: (done: (answer: Answer<T>) => void) => void,
): Promise<Answer<T>> {
  input.ignoreFocusOut = true;
  input.step = question.step;
  input.totalSteps = question.totalSteps;
  if (question.canGoBack) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const done = (answer: Answer<T>) => {
      resolve(answer);
      input.dispose();
    };
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) done(back);
    });
    input.onDidHide(() => done(undefined));
    listen(done);
    input.show();
  });
}

/**
 * Asks for lines of text one by one; an empty one ends the list. Resolves to undefined when the user left. `lines` are
 * filled in, and take what is typed, whether they leave or not.
 */
export async function askLines(
  lines: string[],
  question: {
    title: string;
    prompt(count: number): string;
    placeholder: string;
  },
): Promise<string[] | undefined> {
  const step =
    (index: number): WizardStep =>
    async ({ canGoBack }) => {
      const line = await askText({
        title: question.title,
        canGoBack,
        prompt: question.prompt(index + 1),
        placeholder: question.placeholder,
        value: lines[index] ?? '',
        keep: (text) => {
          if (text !== '') lines[index] = text;
        },
      });
      if (typeof line !== 'string') return line;
      if (line === '') {
        lines.length = index;
        return null;
      }
      lines[index] = line;
      return step(index + 1);
    };
  return (await runWizard(step(0))) ? lines : undefined;
}
