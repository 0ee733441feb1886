import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isPlanError } from '../../src/core/errors';
import { settings } from '../../src/ids';
import { AGENTS } from '../../src/view/agents/agents';
import { agentPrograms, agentPrompt, chosenAgent, wordsToRun, typedLine } from '../../src/view/agents/run';

const OWN = ['my-agent', '--ask', '${prompt}!'];

describe('an agent that is run in a terminal', () => {
  it('is one that is known, or the one of a setting', () => {
    const names = ['Claude Code', 'Codex', 'GitHub Copilot', 'Cursor', 'Gemini CLI'];
    assert.deepEqual(
      agentPrograms([]).map(({ name }) => name),
      names,
    );
    assert.deepEqual(
      agentPrograms(OWN).map(({ name }) => name),
      [...names, 'my-agent'],
    );
    assert.deepEqual(chosenAgent('custom', OWN), { name: 'my-agent', command: OWN });
    assert.deepEqual(chosenAgent('claude', OWN)?.command, ['claude', '${prompt}']);
    for (const unknown of ['ask', 'other', 'rm', undefined, 7, '__proto__']) {
      assert.equal(chosenAgent(unknown, OWN), null, String(unknown));
    }
  });

  it('is refused where the setting names none', () => {
    for (const none of [undefined, [], [''], ['  ', 'x'], 'my-agent', [7], { 0: 'x' }]) {
      assert.throws(
        () => chosenAgent('custom', none),
        (error) => isPlanError(error, 'INVALID_ARGUMENT') && error.message.includes(settings.agentCommand),
      );
      assert.equal(agentPrograms(none).length, 5);
    }
  });

  it('is asked in words that hold of the plan a plain id alone', () => {
    assert.match(agentPrompt(2), /^Go on with phase 2 of the phased plan/);
    assert.match(agentPrompt('7A'), /^Go on with phase 7A of/);
    for (const id of [null, '1; rm -rf ~', '$(id)', '--yes', '"', '1\n2', '`x`', '%PATH%', 'x'.repeat(50)]) {
      assert.match(agentPrompt(id), /^Go on with what runs of the/);
    }
    assert.match(agentPrompt('1; rm -rf ~'), /^[A-Za-z0-9 .,:-]+$/);
  });

  it('is in the documentation, with what is run', () => {
    const page = readFileSync('docs/agents.md', 'utf8');
    for (const { name, command } of agentPrograms([])) {
      assert.ok(page.includes(`| ${name} | \`${command.join(' ')}\` |`), name);
    }
  });

  it('gets the prompt where its command says', () => {
    assert.deepEqual(wordsToRun({ name: 'x', command: OWN }, 'Go on'), ['my-agent', '--ask', 'Go on!']);
  });

  it('is typed with what a shell reads as more than text in quotes', () => {
    const words = ['/opt/my agent', 'Go on; rm', "it's", '-i'];
    assert.equal(typedLine(words, false), `'/opt/my agent' 'Go on; rm' 'it'\\''s' -i`);
    assert.equal(typedLine(['agent.cmd', 'Go on', '-i'], true), 'agent.cmd "Go on" -i');
  });

  it('is chosen by a setting that has all of them; no folder can name another program', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { enum?: string[]; scope: string }> }[] };
    };
    const properties = Object.assign({}, ...contributes.configuration.map((each) => each.properties)) as Record<
      string,
      { enum?: string[]; scope: string }
    >;
    const known = AGENTS.filter(({ command }) => command).map(({ id }) => id);
    assert.deepEqual(properties[settings.agent]?.enum, ['ask', ...known, 'custom']);
    assert.equal(properties[settings.agentCommand]?.scope, 'application');
  });
});
