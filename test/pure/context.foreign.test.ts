// Context files that others wrote, and edits of the method's: what isn't the method's own stays.
import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import { parseContext } from '../../src/core/context/parse';
import { MASTER } from '../support/authentication';
import { mustHold } from '../support/changes';

const block = (state: object): string => `\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`;

describe('an edit of a context file that others wrote', () => {
  it('puts a path into the plans of the group that has them, and takes it out there', () => {
    const active = {
      'CONTEXT-001': { repos: ['my-repo'], files: ['my-repo/README.md'], plans: [MASTER], data: [] },
    };
    const text = `# Current Work Summary\n\nExecuting: Smart\n\n---\n\n${block({ active_context: active })}`;
    const set = (from: string, value: string[]) => editContext(from, { state: [{ path: ['active_context'], value }] });
    const groups = (of: string) =>
      (JSON.parse(of.split('```json')[1]?.split('```')[0] ?? '') as { active_context: object }).active_context;
    const grown = set(text, [MASTER, 'b.md']);
    assert.deepEqual(groups(grown), { 'CONTEXT-001': { ...active['CONTEXT-001'], plans: [MASTER, 'b.md'] } });
    assert.deepEqual(groups(set(grown, ['b.md'])), { 'CONTEXT-001': { ...active['CONTEXT-001'], plans: ['b.md'] } });
  });

  it('keeps front matter, what comes after the block, and what stands under a label of the method’s', () => {
    const edit = (text: string) =>
      editContext(text, { summaryLine: 'Executing: X', metadata: [{ label: 'Plan', value: 'p.md' }], todos: ['t'] });
    const front = '---\ntitle: Work\n---\n\nHello.\n';
    assert.ok(edit(front).startsWith('---\ntitle: Work\n---\n\nExecuting: X\n\n**Plan:** p.md\n\nHello.\n'));
    const after = '\n# Appendix\n\nReady for next task.\n\n**Plan:** mine.md\n\n- [ ] mine\n';
    assert.ok(edit(`# T\n\n---\n\n${block({})}${after}`).endsWith(`\`\`\`json\n{}\n\`\`\`\n${after}`));
    const nested = '# T\n\n- **Plan:** old.md\n  - why: because\n';
    mustHold(edit(nested), nested.trim().split('\n'));
    const titled = '# Tasks\n\n- [ ] old\n\n## House rules\n\n- [ ] lock the door\n';
    mustHold(edit(titled), ['- [ ] lock the door', '- [ ] t']);
    const noted = `# T\n\n## Progress Notes\n\n### Monday\n\n- did it\n\n### State\n\n${block({})}`;
    assert.equal(parseContext(noted).progressNotes, '### Monday\n\n- did it');
  });
});
