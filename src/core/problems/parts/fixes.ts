import { commands } from '../../../ids';
import { editContext } from '../../context/edit';
import type { StateEdit } from '../../context/model';
import type { Fix, Subject } from './rule';
import { phaseText } from '../../phaseTexts';

/**
 * A change to values of the state block; everything else in the context file keeps its bytes. `state` is asked for once
 * the fix is chosen: of many problems few are looked at.
 */
export function stateFix({ path, context }: Subject, title: string, state: () => StateEdit[], safe = false): Fix {
  return textFix(path, context.text, title, (text) => editContext(text, { state: state() }), safe);
}

/** A change to one file. */
export function textFix(
  file: string,
  before: string,
  title: string,
  change: (text: string) => string,
  safe = false,
): Fix {
  return { title, safe, changes: () => [{ file, before, after: change(before) }] };
}

/** Giving a phase's entry another status; none for a phase that only its file tells of. */
export function statusFix(subject: Subject, index: number, phase: string | number, status: string): Fix[] {
  if (!subject.world?.state.phased?.phases[index]) return [];
  const edit = { path: ['phased_execution', 'phases', index, 'status'], value: status };
  return [stateFix(subject, `Set the Status of ${phaseText(phase)} to “${status}”`, () => [edit])];
}

/** Reads the state from everything else that is there, and shows it before it is written. */
export function rebuildState(): Extract<Fix, { command: string }> {
  return { title: 'Rebuild State Block From Plans and Branches…', command: commands.rebuildState, arguments: [{}] };
}
