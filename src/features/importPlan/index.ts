import * as vscode from 'vscode';
import type { PhasedPlansApi } from '../../api';
import type { ForeignPlan } from '../../core/import/model';
import type { Imported } from '../../core/workflow/importPlan';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { OfferedPlans } from '../../editor/folders/offeredPlans';
import { openAt } from '../../editor/folders/open';
import { createVirtualTexts, type VirtualTexts } from '../../editor/virtualTexts';
import { commands as ids, editorCommands } from '../../ids';
import { plural } from '../../view/phaseView';
import { askHow, showLeft } from './dialog';
import { dialogTitle } from './rows';
import { closeShown, ImportSession, SCHEME } from './session';
import { pickSource, type PickedSource } from './source';

type ImportDeps = Pick<Deps, 'commands' | 'api'> & { offered: OfferedPlans };

/**
 * *Create Plan From…*: shows what would become of a plan of another method beside it, takes changes, and writes it when
 * told to: in the dialog or, as long as it is shown, in the editor's title.
 */
export function registerImportPlan(deps: ImportDeps): vscode.Disposable {
  const { commands, api } = deps;
  const texts = createVirtualTexts(SCHEME);
  let current: ImportSession | null = null;

  async function arrange(session: ImportSession): Promise<Imported | undefined> {
    // Its editor's title may have created it meanwhile.
    if (await askHow(session)) return session === current ? write(session) : undefined;
    // Not awaited: it may be looked at for as long as it takes.
    if (session === current) void commands.guard(() => sayHowToGoOn(session));
    return undefined;
  }

  async function sayHowToGoOn(session: ImportSession): Promise<void> {
    const [create, change, close] = ['Create', 'Change…', 'Close Preview'];
    const message = `You left before “${session.choices.title}” was created: nothing was written.`;
    const answer = await vscode.window.showInformationMessage(message, create, change, close);
    if (session !== current) return;
    if (answer === create) await write(session);
    if (answer === change) await arrange(session);
    if (answer === close) await leave();
  }

  async function leave(): Promise<void> {
    current = null;
    await closeShown();
  }

  async function write(session: ImportSession): Promise<Imported> {
    const { folder, plan } = session;
    // Pressed twice, its button creates once.
    current = null;
    const writing = perform(folder, 'Creating the plan', (engine) => engine.importRead(plan, session.asOptions()));
    writing.catch(() => (current ??= session));
    const made = await writing;
    await closeShown();
    const [master] = made.files;
    if (master) await openAt(folder, master);
    // Not awaited: the message may stand for minutes.
    void commands.guard(() => sayWhatIsLeft(plan, made));
    return made;
  }

  async function ask(place: CommandPlace): Promise<Imported | undefined> {
    const { folder } = place;
    // What it would refuse at the end is said before the questions.
    if (folder.status?.state !== 'uninitialized') await (await folder.engine()).judgeCreatePlan();
    const source = await pickSource(place, deps.offered);
    const plan = source && (await readPlan(place, source));
    if (!plan) return undefined;
    const session = new ImportSession(folder, plan, source.original ?? originalOf(source, place, texts), texts);
    await leave();
    current = session;
    await session.choose(session.choices);
    await session.showOriginal();
    await session.show();
    return arrange(session);
  }

  return vscode.Disposable.from(
    texts,
    commands.register(ids.importPlan, {
      api: (options: Parameters<PhasedPlansApi['importPlan']>[0]) => api.importPlan(options),
      ask,
    }),
    commands.registerForAll(editorCommands.arrangeImport, async () => current && arrange(current)),
    commands.registerForAll(editorCommands.writeImport, async () => current && write(current)),
  );
}

/** A file may hold several plans. */
async function readPlan({ folder }: CommandPlace, { from }: PickedSource): Promise<ForeignPlan | undefined> {
  const plans = await perform(folder, 'Reading the plan', (engine) => engine.readPlans(from));
  const [only, ...others] = plans;
  if (others.length === 0) return only;
  const items = plans.map((plan) => ({
    label: plan.draft.title,
    description: [plan.tag, plural(plan.draft.phases.length, 'phase')].filter(Boolean).join(' · '),
    plan,
  }));
  const title = only && dialogTitle(only);
  const picked = await vscode.window.showQuickPick(items, {
    ...(title === undefined ? {} : { title }),
    placeHolder: 'Which plan?',
  });
  return picked?.plan;
}

/** What was pasted, to be looked at. */
function originalOf({ from }: PickedSource, { folder }: CommandPlace, texts: VirtualTexts): vscode.Uri | null {
  if (typeof from === 'string' || !('text' in from)) return null;
  return texts.add(vscode.Uri.joinPath(folder.planUri, 'Clipboard.md'), () => from.text);
}

async function sayWhatIsLeft(plan: ForeignPlan, { files, left }: Imported): Promise<void> {
  if (left.length === 0) return;
  const show = 'Show What';
  const were = left.length === 1 ? 'was' : 'were';
  const parts = `${plural(left.length, 'part')} of the original ${were} left out`;
  const message = `Created ${plural(files.length, 'file')}. ${parts}.`;
  if ((await vscode.window.showInformationMessage(message, show)) === show) await showLeft(left, dialogTitle(plan));
}
