import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCommandLine } from '../../src/cli/parse';
import { AGENT_TOOLS } from '../../src/core/tools/agentTools';

interface Contributed {
  path: string;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: Record<'chatPromptFiles' | 'chatInstructions' | 'chatSkills', Contributed[]>;
};
const pathsOf = (point: keyof typeof contributes): string[] =>
  contributes[point].map((each) => path.posix.normalize(each.path));
const all = [...pathsOf('chatPromptFiles'), ...pathsOf('chatInstructions'), ...pathsOf('chatSkills')];

const textOf = (file: string): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

/** The lines of a file's front matter, by their keys. */
function frontMatter(file: string): Record<string, string> {
  const [, block = ''] = /^---\n([\s\S]*?)\n---\n/.exec(textOf(file)) ?? [];
  return Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/, 2) as [string, string]));
}

describe('what agents are taught', () => {
  it('is contributed, every file of it', () => {
    const files = readdirSync('agents', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/'));
    assert.deepEqual(files.sort(), [...all].sort());
  });

  it('prompts and the skill are called as their files are, and say what they are for', () => {
    for (const file of pathsOf('chatPromptFiles')) {
      const { name, description = '', agent } = frontMatter(file);
      assert.equal(`${name}.prompt.md`, path.basename(file));
      assert.ok(description.length > 20 && description.length < 150, file);
      assert.equal(agent, 'agent', 'it works with tools');
    }
    for (const file of pathsOf('chatSkills')) {
      const { name, description = '' } = frontMatter(file);
      assert.equal(name, path.basename(path.dirname(file)));
      assert.ok(description.length > 100 && description.length <= 1024, 'as long as agents read it');
    }
    assert.deepEqual(
      pathsOf('chatPromptFiles').map((file) => frontMatter(file)['name']),
      ['plan', 'review', 'execute', 'summarize', 'archive', 'check'].map((word) => `para-${word}`),
    );
  });

  it('front matter is plain YAML: no value holds what would begin something else', () => {
    for (const file of all) {
      for (const value of Object.values(frontMatter(file))) {
        assert.doesNotMatch(value, /: | #|^[[{&*!|>%@`"]/, `${file}: ${value}`);
      }
    }
  });

  it('every tool that is named is there, with its options', () => {
    const tools = new Map(AGENT_TOOLS.map((tool) => [tool.name, tool]));
    const named = all.flatMap((file) => [...textOf(file).matchAll(/\bpara_\w+/g)].map(([name]) => name));
    assert.ok(named.length > 20);
    for (const name of named) if (name !== 'para_') assert.ok(tools.has(name), name);
    const options: [tool: string, ...options: string[]][] = [
      ['para_set_todo', 'index', 'text', 'done', 'commit'],
      ['para_summarize_phase', 'learnings', 'nextSteps', 'open'],
      ['para_archive', 'mode', 'unfinished'],
    ];
    for (const [name, ...those] of options) {
      for (const option of those) assert.ok(option in (tools.get(name)?.takes.properties ?? {}), `${name}.${option}`);
    }
  });

  it('every command line of the skill can be typed, and its plan can be created', () => {
    const [skill = ''] = pathsOf('chatSkills');
    const text = textOf(skill);
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
    const inLine = [...text.matchAll(/`(phased-plans [^`]+)`/g)].map(([, line = '']) => line);
    assert.ok(blocks.length >= 7 && inLine.length >= 5);
    for (const line of [...blocks, ...inLine]) {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      assert.doesNotThrow(() => parseCommandLine(words.slice(1)), line);
    }
    const [, plan = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    const { properties } = AGENT_TOOLS.find(({ name }) => name === 'para_create_plan')?.takes ?? { properties: {} };
    for (const key of Object.keys(JSON.parse(plan) as object)) assert.ok(key in properties, key);
  });

  it('nothing tells an agent to approve, push or merge by itself', () => {
    for (const file of all) {
      const text = textOf(file).replace(/\s+/g, ' ');
      if (text.includes('para_approve_plan')) assert.match(text, /Call `para_approve_plan` only when the person/);
      assert.doesNotMatch(text, /para_create_pull_request|git push|git merge/, file);
    }
  });
});
