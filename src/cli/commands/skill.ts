import skill from '../../../agents/skills/phased-plans/SKILL.md';
import type { CommandAnswer } from '../answer';

/** `skill` */
export function printSkill(): Promise<CommandAnswer> {
  return Promise.resolve({ json: { skill }, words: skill.trimEnd().split('\n') });
}
