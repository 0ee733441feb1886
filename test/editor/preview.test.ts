import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CONTEXT, PLAN, open, until, uriOf } from './support/editors';
import { getApi, read, reset, write } from './support/folder';

describe('the Markdown preview', () => {
  const plan = 'context/plans/2025-12-18-login.md';
  const phase = (id: number): string => plan.replace('.md', `-phase-${id}.md`);
  before(async () => {
    const api = await getApi();
    await reset();
    await api.init();
    await api.createPlan(PLAN);
    await api.status();
  });
  after(reset);

  const shown = async (document: vscode.TextDocument | string): Promise<string> =>
    (await vscode.commands.executeCommand<string>('markdown.api.render', document)).replace(/\s+/g, ' ');

  /** What is shown of a file once it says this. */
  const says = async (file: string, piece: string): Promise<string> => {
    const { document } = await open(file);
    let html = '';
    await until(`${file} says ${piece}`, async () => (html = await shown(document)).includes(piece));
    return html;
  };

  it('draws plans: the phases, their states, links and boxes', async () => {
    const html = await says(phase(1), '<strong>Phase 1</strong> of 2');
    assert.match(html, /<a href="\.\/2025-12-18-login\.md"/);
    assert.match(html, /class="phased-plans chip is-waiting">.*Pending/);
    assert.match(html, /class="phased-plans box is-open" href="\.\/2025-12-18-login-phase-1\.md#L\d+"/);
    assert.match(
      await says(plan, 'phased-plans strip'),
      /<h3[^>]* id="phase-1-one"[^>]*>Phase 1: One <span class="phased/,
    );
  });

  it('draws the context file, its state as a table before the JSON', async () => {
    assert.match(await says(CONTEXT, 'phased-plans state'), /<details><summary>JSON<\/summary> <pre/);
  });

  it('follows what starts', async () => {
    await (await getApi()).executePhase({ phase: 1 });
    await says(phase(2), 'waiting for phase 1');
    const html = await says(phase(1), '<span class="is-running">');
    assert.match(html, /aria-current="step".*0\/1/);
  });

  it('leaves all else as it is: other files, texts without a file, and files of another kind', async () => {
    const source = read(phase(1));
    for (const file of ['notes.md', 'context/notes.md', 'context/archives/old.md']) {
      write(file, source);
      const { document } = await open(file);
      assert.ok(!(await shown(document)).includes('phased-plans'), file);
    }
    const loose = await vscode.workspace.openTextDocument({ language: 'markdown', content: source });
    assert.ok(!(await shown(loose)).includes('phased-plans'));
    assert.ok(!(await shown(source)).includes('phased-plans'));
    const committed = uriOf(phase(1)).with({
      scheme: 'git',
      query: JSON.stringify({ path: uriOf(phase(1)).fsPath, ref: 'HEAD' }),
    });
    const other = { uri: committed, version: 1, getText: () => source };
    assert.ok(!(await shown(other as vscode.TextDocument)).includes('phased-plans'), 'the other side of a diff');
  });

  it('hostile texts are text', async () => {
    const text = '<script>alert(1)</script> <img src=x onerror=alert(1)>';
    write(phase(2), `# Phase 2: ${text}\n\n**Status:** Pending\n\n- [ ] \`${text}\`\n- [ ] b\n`);
    await (await getApi()).status();
    const html = await says(phase(2), '0 of 2 done');
    const [strip = ''] = /<nav class="phased-plans.*?<\/nav>/.exec(html) ?? [];
    assert.ok(strip.includes('<strong>Phase 2</strong> of 2') && !/<script|<img/.test(strip), strip);
  });
});
