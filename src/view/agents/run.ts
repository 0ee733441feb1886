import { phaseAmidText } from '../../core/phaseTexts';
import { PlanError } from '../../core/errors';
import { shellQuoted } from '../../core/plan/shell';
import type { PhaseId } from '../../core/types';
import { settings } from '../../ids';
import { AGENTS, PROMPT } from './agents';

/** An agent as a program: `PROMPT` stands for what it is asked. */
export interface AgentProgram {
  name: string;
  command: readonly string[];
}

/** The agents that can be run in a terminal: those that are known, and the one that a setting names. */
export function agentPrograms(custom: unknown): AgentProgram[] {
  const known = AGENTS.flatMap(({ name, command }) => (command ? [{ name, command }] : []));
  const own = customCommand(custom);
  return own === null ? known : [...known, { name: own[0] ?? '', command: own }];
}

/**
 * The agent that a setting chooses; null where it is to be asked. Throws `INVALID_ARGUMENT` for a custom one that isn't
 * there.
 */
export function chosenAgent(id: unknown, custom: unknown): AgentProgram | null {
  if (id === 'custom') {
    const command = customCommand(custom);
    if (command !== null) return { name: command[0] ?? '', command };
    const message = `Name the program in the setting “${settings.agentCommand}” first, with its arguments.`;
    throw new PlanError('INVALID_ARGUMENT', message);
  }
  const agent = AGENTS.find((each) => each.id === id);
  return agent?.command ? { name: agent.name, command: agent.command } : null;
}

function customCommand(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string')) return null;
  return value[0]?.trim() ? value : null;
}

/**
 * What an agent is asked. Of the plan it holds the phase's id alone, and that only where it is plain: what a plan says
 * never gets onto a command line.
 */
export function agentPrompt(phase: PhaseId | null): string {
  const isPlain = phase !== null && /^[A-Za-z0-9][A-Za-z0-9.-]{0,20}$/.test(String(phase));
  const what = isPlain ? phaseAmidText(phase) : 'what runs';
  return (
    `Go on with ${what} of the phased plan in this repository, to-do by to-do, as the skill ` +
    'phased-plans says. Begin with phased-plans status.'
  );
}

/** The words of a command line. */
export function wordsToRun({ command }: AgentProgram, prompt: string): [program: string, ...args: string[]] {
  const [program = '', ...args] = command.map((word) => word.replaceAll(PROMPT, prompt));
  return [program, ...args];
}

/** The same as a line to be typed, for a shell that VS Code can't be told to run it in. */
export function typedLine(words: readonly string[], isWindows: boolean): string {
  const quoted = isWindows ? (word: string) => (/^[\w./\\:-]+$/.test(word) ? word : `"${word}"`) : shellQuoted;
  return words.map(quoted).join(' ');
}
