import type { Agent, AgentSettings } from './agents';

export interface SetUpFacts {
  /** What became of the skill. */
  skill: 'written' | 'as before' | 'not there';
  /** How the program is called where it isn't on the PATH. */
  program: string;
}

/** What is to be added by hand so that an agent has the tools and the hooks, as a page in Markdown. */
export function setUpPage(agent: Agent, { skill, program }: SetUpFacts): string {
  const { name, tools, hooks, note } = agent;
  const says = {
    written: `The skill is written: \`${agent.skill}\`.`,
    'as before': `The skill in \`${agent.skill}\` is as it was.`,
    'not there': 'No skill was written.',
  };
  return [
    `# Phased Plans for ${name}`,
    '',
    says[skill],
    '',
    `What follows is for you to add to the settings of ${name}: Phased Plans writes nothing there.`,
    '*Copy Settings*, a button at the right of this tab’s title, copies the page: take from it what you ' +
      'want, or give it to the agent.',
    ...(note ? ['', note] : []),
    ...section('Tools, by the Model Context Protocol', tools),
    ...section('Hooks: what runs, when a session starts; what is open, before the agent stops', hooks),
    '',
    '## Where the program is',
    '',
    'In the terminals of VS Code `phased-plans` is on the `PATH`, in trusted folders with a plan.',
    'For an agent that is started elsewhere, write this in its place:',
    '',
    '```sh',
    program,
    '```',
    '',
  ].join('\n');
}

function section(title: string, settings: AgentSettings | null): string[] {
  if (settings === null) return [];
  const { file, language, text } = settings;
  const where = /[./]/.test(file) ? `\`${file}\`` : file;
  return ['', `## ${title}`, '', `In ${where}:`, '', `\`\`\`${language}`, text, '```'];
}

/** What is asked before the skill is written. */
export interface SkillQuestion {
  message: string;
  detail: string;
  write: string;
}

/** Names the file first, and what becomes of one that is there. */
export function skillQuestion({ name, skill }: Agent, isThere: boolean): SkillQuestion {
  const then = 'Nothing is committed. The settings for its tools and hooks are shown next, for you to add.';
  if (isThere)
    return {
      message: 'Replace the skill that is there?',
      detail:
        `${skill} isn’t this version’s skill: it is an older one, or somebody has changed it. “Replace” ` +
        `will write this version’s over it; “Compare” shows both.\n\n${then}`,
      write: 'Replace',
    };
  return {
    message: `Write the skill for ${name}?`,
    detail:
      `A new file will be written, ${skill}: it teaches the agent the method and the program ` +
      `phased-plans.\n\n${then}`,
    write: 'Write Skill',
  };
}
