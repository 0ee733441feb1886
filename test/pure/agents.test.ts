import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { HOOK_AGENTS } from '../../src/cli/hooks/agents';
import { parseCommandLine } from '../../src/cli/parse';
import { AGENTS, type Agent } from '../../src/view/agents/agents';
import { setUpPage, skillQuestion } from '../../src/view/agents/setUpPage';

/** Every text of a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const hooksOf = ({ hooks }: Agent): string[] =>
  hooks === null ? [] : textsIn(JSON.parse(hooks.text)).filter((text) => text.startsWith('phased-plans'));

describe('the agents that are set up', () => {
  for (const agent of AGENTS) {
    it(`${agent.name}: its hooks can be run, and its settings be read`, () => {
      assert.match(agent.skill, /^\.(agents|claude|gemini)\/skills\/phased-plans\/SKILL\.md$/);
      if (agent.tools?.language === 'json') assert.ok(textsIn(JSON.parse(agent.tools.text)).includes('phased-plans'));
      const events = hooksOf(agent).map((line) => {
        const asked = parseCommandLine(line.split(' ').slice(1));
        assert.equal(asked.kind, 'run', line);
        const { values, args } = asked.given;
        if (agent.id !== 'claude') assert.equal(values.agent, agent.id);
        return args[0];
      });
      assert.deepEqual(events, agent.hooks === null ? [] : ['session-start', 'stop']);
    });
  }

  it('are all whose hooks are answered, and one for all others', () => {
    assert.deepEqual(AGENTS.map(({ id }) => id).slice(0, -1), HOOK_AGENTS);
    assert.equal(AGENTS.at(-1)?.id, 'other');
  });

  it('are in the documentation, with where the skill, the tools and the hooks of each are', () => {
    const page = readFileSync('docs/agents.md', 'utf8');
    for (const { name, skill, tools, hooks } of AGENTS.slice(0, -1)) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? '';
      for (const file of [skill, tools?.file, hooks?.file]) assert.ok(file && row.includes(`\`${file}\``), name);
    }
    const claude = AGENTS.find(({ id }) => id === 'claude');
    const blocks = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, text = '']) => JSON.parse(text) as unknown);
    for (const settings of [claude?.tools, claude?.hooks]) {
      assert.ok(
        blocks.some((block) => JSON.stringify(block) === JSON.stringify(JSON.parse(settings?.text ?? ''))),
        settings?.file,
      );
    }
  });
});

describe('what is said when an agent is set up', () => {
  const [claude] = AGENTS;
  assert.ok(claude);

  it('names the file, and what becomes of one that is there, before it is written', () => {
    const fresh = skillQuestion(claude, false);
    assert.match(fresh.detail, /^A new file will be written, \.claude\/skills\/phased-plans\/SKILL\.md/);
    const there = skillQuestion(claude, true);
    assert.match(there.detail, /^\.claude\/skills\/phased-plans\/SKILL\.md isn’t this version’s skill: .*changed it/);
  });

  it('has all that is to be added, with its place, and the whole path of the program', () => {
    for (const agent of AGENTS) {
      const page = setUpPage(agent, { skill: 'written', program: '/opt/phased-plans' });
      assert.ok(page.startsWith(`# Phased Plans for ${agent.name}\n\nThe skill is written: \`${agent.skill}\`.\n`));
      for (const settings of [agent.tools, agent.hooks]) {
        if (settings) assert.ok(page.includes(`\`\`\`${settings.language}\n${settings.text}\n\`\`\``), agent.name);
      }
      assert.match(page, /```sh\n\/opt\/phased-plans\n```\n$/);
    }
  });
});
