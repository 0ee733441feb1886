/** A piece of an agent's own settings, for a person to add. */
export interface AgentSettings {
  /** Where it belongs; as the agent's documentation names it. */
  file: string;
  language: 'json' | 'toml';
  text: string;
}

/** An agent that is set up, as data. */
export interface Agent {
  id: string;
  name: string;
  /** Where it looks for skills. */
  skill: string;
  /** What gives it the tools; null where it has them without. */
  tools: AgentSettings | null;
  /** What tells it what runs, and reminds it; null where it has no hooks, or nobody knows of any. */
  hooks: AgentSettings | null;
  /** What runs it in a terminal, with what it is asked; left out where that isn't known. */
  command?: readonly string[];
  /** What else is to be known. */
  note?: string;
}

const skillIn = (folder: string): string => `${folder}/skills/phased-plans/SKILL.md`;

const json = (file: string, value: object): AgentSettings => ({
  file,
  language: 'json',
  text: laidOut(value),
});

/** The longest object or list that is in one line. */
const LONGEST = 100;

/** JSON as people write it: what fits into a line is in one. */
function laidOut(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [begin, end] = Array.isArray(value) ? '[]' : '{}';
  const items = (inside: string): string[] =>
    Array.isArray(value)
      ? value.map((each) => laidOut(each, inside))
      : Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${laidOut(each, inside)}`);
  const pad = Array.isArray(value) ? '' : ' ';
  const line = `${begin}${pad}${items(indent).join(', ')}${pad}${end}`;
  if (indent !== '' && !line.includes('\n') && line.length <= LONGEST) return line;
  const deeper = `${indent}  `;
  return `${begin}\n${deeper}${items(deeper).join(`,\n${deeper}`)}\n${indent}${end}`;
}

/** What stands for the prompt in a command; in a setting, too. */
export const PROMPT = '${prompt}';

const SERVER = { command: 'phased-plans', args: ['mcp'] };

const servers = (file: string, server: object = SERVER): AgentSettings =>
  json(file, { mcpServers: { 'phased-plans': server } });

const hook = (event: string, agent?: string): string =>
  `phased-plans hook ${event}${agent === undefined ? '' : ` --agent ${agent}`}`;

/** Hooks in groups, as Claude Code has them, and others after it. */
const grouped = (stop: string, agent?: string): object => {
  const group = (event: string) => [{ hooks: [{ type: 'command', command: hook(event, agent) }] }];
  return { hooks: { SessionStart: group('session-start'), [stop]: group('stop') } };
};

/** Every agent that is known, the last for all others. */
export const AGENTS: readonly Agent[] = [
  {
    id: 'claude',
    name: 'Claude Code',
    skill: skillIn('.claude'),
    tools: servers('.mcp.json'),
    hooks: json('.claude/settings.json', grouped('Stop')),
    command: ['claude', PROMPT],
  },
  {
    id: 'codex',
    name: 'Codex',
    skill: skillIn('.agents'),
    tools: {
      file: '.codex/config.toml',
      language: 'toml',
      text: '[mcp_servers.phased-plans]\ncommand = "phased-plans"\nargs = ["mcp"]',
    },
    hooks: json('.codex/hooks.json', grouped('Stop', 'codex')),
    command: ['codex', PROMPT],
    note:
      'Codex reads both files in projects that it trusts, and runs a new hook once you have trusted that ' +
      '(`/hooks`).',
  },
  {
    id: 'copilot',
    name: 'GitHub Copilot',
    skill: skillIn('.agents'),
    tools: servers('~/.copilot/mcp-config.json', { type: 'local', ...SERVER, tools: ['*'] }),
    hooks: json('.github/hooks/phased-plans.json', {
      version: 1,
      hooks: {
        SessionStart: [{ type: 'command', command: hook('session-start', 'copilot') }],
        Stop: [{ type: 'command', command: hook('stop', 'copilot') }],
      },
    }),
    command: ['copilot', '-i', PROMPT],
    note:
      'The chat of VS Code has the tools, the prompts and the skill from this extension: there, only the ' +
      'hooks add something. The tools below are for Copilot’s command line.',
  },
  {
    id: 'cursor',
    name: 'Cursor',
    skill: skillIn('.agents'),
    tools: servers('.cursor/mcp.json'),
    hooks: json('.cursor/hooks.json', {
      version: 1,
      hooks: {
        sessionStart: [{ command: hook('session-start', 'cursor') }],
        stop: [{ command: hook('stop', 'cursor') }],
      },
    }),
    command: ['cursor-agent', PROMPT],
  },
  {
    id: 'gemini',
    name: 'Gemini CLI',
    skill: skillIn('.gemini'),
    tools: servers('.gemini/settings.json'),
    hooks: json('.gemini/settings.json', grouped('AfterAgent', 'gemini')),
    command: ['gemini', '-i', PROMPT],
  },
  {
    id: 'other',
    name: 'Another Agent',
    skill: skillIn('.agents'),
    tools: servers('the agent’s settings'),
    hooks: null,
    note:
      'Its documentation says where it keeps the settings of MCP servers, and whether it has hooks: ' +
      '`phased-plans help hook` says what these can be told.',
  },
];
