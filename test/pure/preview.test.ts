import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { drawDocument } from '../../src/view/preview/draw';
import { extendMarkdown } from '../../src/view/preview/plugin';
import { toldOf } from '../../src/view/preview/strip';
import { isDrawn } from '../../src/view/preview/subject';
import { phase, running, status, todo } from './surfaces.statuses';
import { contextFile, master, phasePlan, show, subject, summary } from './preview.documents';

describe('the Markdown preview', () => {
  it('draws the context file, plans and summaries, and nothing else', () => {
    const paths: [path: string, drawn: boolean][] = [
      ['context/context.md', true],
      ['context/plans/2025-12-18-auth.md', true],
      ['context/plans/2025-12-18-auth-phase-1.md', true],
      ['context/plans/notes.md', true],
      ['context/plans/data.json', false],
      ['context/plans/drafts/old/auth.md', false],
      ['context/summaries/2025-12-19-auth-phase-1-summary.md', true],
      ['context/archives/2025-12-18-context.md', false],
      ['context/templates/plan.md', false],
      ['context/data/summaries/a.md', false],
      ['context/README.md', false],
    ];
    for (const [path, drawn] of paths) assert.equal(isDrawn(path, 'context', contextFile), drawn, path);
  });

  it('a strip says which phase it is, its neighbours and their states', () => {
    const html = show('# Phase 2: API\n\nText\n');
    assert.match(html, /<h1>Phase 2: API<\/h1> <nav class="phased-plans strip" aria-label="Phases">/);
    assert.ok(html.includes('<strong>Phase 2</strong> of 3 · <a href="./2025-12-18-auth.md"'), html);
    assert.ok(html.includes('1 of 3 phases completed'), html);
    for (const state of ['is-merged', 'is-running', 'is-waiting']) assert.ok(html.includes(`<span class="${state}">`));
    assert.match(html, /<li class="is-running" aria-current="step">.*<bdi>2 · API Layer<\/bdi>.*<bdi>2\/5<\/bdi>/);
    assert.match(html, /<a href="\.\/2025-12-18-auth-phase-3\.md"[^>]*><bdi>3 · Frontend<\/bdi><\/a>/);
    assert.ok(html.includes('<bdi>waiting for phase 2</bdi>'), html);
  });

  it('of many phases it shows those beside it', () => {
    const of = running({ phases: Array.from({ length: 60 }, (_, at) => phase(at + 1, { name: `Part ${at + 1}` })) });
    const html = show('# Phase 30\n', { path: phasePlan(30), of });
    assert.deepEqual(
      [...html.matchAll(/<bdi>(\d+) · Part/g)].map(([, id]) => id),
      ['29', '30', '31'],
    );
    assert.ok(html.includes('of 60'));
    assert.equal(html.match(/<span class="is-(ready|waiting)"><\/span>/g)?.length, 60);
  });

  it('a document of no plan that is under way has no strip; one without a title has it above all', () => {
    assert.ok(!show('# Old\n', { path: 'context/plans/2024-01-01-old.md' }).includes('<nav'));
    assert.ok(!show('# Phase 2\n', { of: null }).includes('<nav'));
    assert.ok(show('Text\n', { path: master }).startsWith('<nav'));
    assert.ok(show('# Summary\n', { path: summary }).includes('# ') === false);
  });

  it('the summary of a phase is about that phase', () => {
    const of = running();
    of.phases = of.phases.map((each) => (each.phase === 1 ? { ...each, summary } : each));
    assert.match(show('# Summary\n', { path: summary, of }), /<strong>Phase 1<\/strong> of 3/);
  });

  it('a plan without phases says its state and its to-dos', () => {
    const of = status({
      state: 'executing',
      phases: [],
      todos: [todo('A', { done: true, phase: null }), todo('B', { phase: null })],
    });
    if (of.plan) of.plan.kind = 'simple';
    assert.match(
      show('# Plan: X\n', { path: master, of }),
      /aria-label="Plan".*<span>Under way<\/span> <span class="quiet">1\/2</,
    );
  });

  it('phases of the master plan say their state beside their names, outside of what links to them are made of', () => {
    const html = show('# Master Plan: Auth\n\n## Phase Breakdown\n\n### Phase 2: API Layer\n\n**Plan:** `x`\n', {
      path: master,
    });
    assert.match(html, /<h3>Phase 2: API Layer <span class="phased-plans chip is-running"><bdi>running · 2\/5<\/bdi>/);
  });

  describe('a status', () => {
    const chips: [source: string, chip: string | null, state?: string][] = [
      ['**Status:** Pending', 'Pending', 'waiting'],
      ['**Status**: In Progress', 'In Progress', 'running'],
      ['**Status:** ✅ Completed', 'Completed', 'completed'],
      ['**Status:** Approved', 'Approved', 'ready'],
      ['**Status:** Blocked', 'Blocked', 'blocked'],
      ['**Status:** Dropped', 'Dropped', 'dropped'],
      ['**Date:** 2025-12-18\n**Status:** In Review\n**Type:** Phased Plan', 'In Review', 'waiting'],
      ['**Created:** 2025-12-18 · **Status:** Draft · **Type:** x', 'Draft', 'waiting'],
      ['- **Status:** Done', 'Done', 'completed'],
      ['Status: Draft', 'Draft', 'waiting'],
      ['| Status | Draft |\n| --- | --- |\n| Status | Draft |', 'Draft', 'waiting'],
      ['**状态：** 进行中', '进行中', 'running'],
      ['**Status:** whatever this is', null],
      [`**Status:** Done ${'x'.repeat(100)}`, null],
      ['**Status:** see `x` for it', null],
      ['The **status:** of things', null],
    ];
    for (const [source, chip, state] of chips) {
      it(`${source.replace(/\n/g, '⏎')} → ${chip}`, () => {
        const html = show(`# Plan: X\n\n${source}\n`, { of: null });
        if (chip === null) assert.ok(!html.includes('chip'), html);
        else assert.ok(html.includes(`chip is-${state}"><bdi><span class="spoken">Status: </span>${chip}</bdi>`), html);
      });
    }
    it('stands alone; what else the line says stays, and lines of metadata stay lines', () => {
      const html = show('# P\n\n**Created:** 2025 · **Status:** Draft · **Type:** x\n**Date:** y\nmore\n', {
        of: null,
      });
      assert.match(
        html,
        /Created:<\/strong> 2025 · <span .*Draft<\/bdi><\/span> · <strong>Type:<\/strong> x<br> <strong>Date/,
      );
      assert.ok(!html.includes('y<br>'), html);
    });
  });

  it('boxes are drawn, lead to their lines, and say what they say', () => {
    const html = show('# P\n\n- [x] One\n- [ ] Two\n  - [-] Three\n- [~] Four\n- Five\n', { of: null });
    const boxes = [...html.matchAll(/<a class="phased-plans box is-(\w+)" href="([^"]*)" title="([^"]*)"/g)];
    assert.deepEqual(
      boxes.map(([, ...each]) => each),
      [
        ['done', './2025-12-18-auth-phase-2.md#L3', 'Done, go to line 3'],
        ['open', './2025-12-18-auth-phase-2.md#L4', 'Open, go to line 4'],
        ['dropped', './2025-12-18-auth-phase-2.md#L5', 'Dropped, go to line 5'],
        ['started', './2025-12-18-auth-phase-2.md#L6', 'Started, go to line 6'],
      ],
    );
    assert.ok(html.includes('<s>Three</s>') && html.includes('<li>Five</li>') && !html.includes('['), html);
    assert.ok(html.includes('<p class="phased-plans progress"><span>1 of 3 done</span></p>'), html);
    assert.ok(!html.includes('<input'));
  });

  it('one list has one count, a list of one box none, and other lists stay as they are', () => {
    const count = (source: string): number => show(source, { of: null }).match(/progress/g)?.length ?? 0;
    assert.equal(count('- [ ] a\n- [ ] b\n\ntext\n\n1. [ ] c\n2. [x] d\n'), 2);
    assert.equal(count('- [ ] a\n'), 0);
    assert.equal(count('- a\n- b\n'), 0);
  });

  it('boxes that another extension has drawn stay its own', () => {
    const others = (md: MarkdownIt): void => {
      md.core.ruler.push('tasks', ({ tokens }) => {
        for (const { children } of tokens) {
          const [first] = children ?? [];
          if (first?.content.startsWith('[ ] ')) Object.assign(first, { type: 'html_inline', content: '<input> a' });
        }
      });
    };
    assert.ok(show('- [ ] a\n- [ ] b\n', { of: null }, others).includes('<li><input> a</li>'));
  });

  it('files that are named are links that open; others stay text', () => {
    const links: [source: string, href: string | null, from?: string][] = [
      ['**Parent Plan:** `context/plans/2025-12-18-auth.md`', './2025-12-18-auth.md'],
      ['**Parent Plan:** context/plans/2025-12-18-auth.md', './2025-12-18-auth.md'],
      ['See `2025-12-18-auth-phase-3.md`', './2025-12-18-auth-phase-3.md'],
      ['See `../summaries/2025-12-19-auth-phase-1-summary.md`', '../summaries/2025-12-19-auth-phase-1-summary.md'],
      ['See `../context.md`', '../context.md'],
      ['[one](context/plans/2025-12-18-auth.md#x)', './2025-12-18-auth.md#x'],
      ['[one](2025-12-18-auth.md)', '2025-12-18-auth.md'],
      ['**Phase Plan:** context/plans/2025-12-18-auth-phase-2.md', './plans/2025-12-18-auth-phase-2.md', contextFile],
      ['See `src/index.ts`', null],
      ['See `../../../etc/passwd`', null],
      ['See `context/plans/2025-12-18-auth-phase-2.md`', null],
      ['[`context/context.md`](https://example.com)', 'https://example.com'],
    ];
    for (const [source, href, from] of links) {
      const html = show(`# P\n\n${source}\n`, { of: null, ...(from ? { path: from } : {}) });
      assert.deepEqual(
        [...html.matchAll(/href="([^"]*)"/g)].map(([, each]) => each),
        href === null ? [] : [href],
        source,
      );
    }
  });

  describe('the state block', () => {
    const block = (state: unknown): string => `# C\n\n---\n\n\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`;
    const state = {
      active_context: [master, 'context/plans/gone.md'],
      completed_summaries: [],
      execution_branch: 'para/auth-phase-2',
      execution_started: '2025-12-18T10:00:00Z',
      phased_execution: {
        master_plan: master,
        phases: [
          { phase: 1, plan: phasePlan(1), status: 'completed' },
          { phase: '2a', plan: null, status: 'in_progress' },
        ],
        current_phase: '2a',
      },
      last_updated: 'yesterday',
    };

    it('is a table, with the JSON behind it', () => {
      const html = show(block(state), { path: contextFile, of: null });
      assert.match(html, /<details><summary>JSON<\/summary> <pre><code .*<\/code><\/pre> <\/details><\/section>/);
      assert.match(html, /<th scope="row">Plan<\/th> ?<td><a href="\.\/plans\/2025-12-18-auth\.md"/);
      assert.ok(html.includes('<time datetime="2025-12-18T10:00:00Z">2025-12-18 10:00 UTC</time>'), html);
      assert.ok(html.includes('<bdi>context/plans/gone.md</bdi>') && html.includes('<bdi>yesterday</bdi>'), html);
      assert.match(html, /<bdi>Phase 2a<\/bdi><\/th> ?<td><span class="phased-plans chip is-running">/);
      assert.ok(!html.includes('Summaries'), 'nothing is said of what is empty');
    });

    it('that can’t be read says why, and stays in sight', () => {
      const html = show('# C\n\n```json\n{"active_context": [}\n```\n', { path: contextFile, of: null });
      assert.match(html, /The state can’t be read\. <a href="\.\/context\.md#L4">Line 4<\/a>/);
      assert.ok(html.includes('<pre>') && !html.includes('<details'));
    });

    it('is one in the context file alone', () => {
      assert.ok(!show(block(state), { of: null }).includes('<details'));
    });
  });

  it('what is parsed stays as it was: the outline and the next drawing come from it', () => {
    const md = extendMarkdown(new MarkdownIt(), (tokens, text) => drawDocument(subject({}), tokens, text));
    const source = '# Phase 2\n\n**Status:** Done\n\n- [ ] a `context/context.md`\n- [x] b\n';
    const tokens = md.parse(source, {});
    const before = JSON.stringify(tokens);
    const first = md.renderer.render(tokens, md.options, {});
    assert.equal(JSON.stringify(tokens), before);
    assert.equal(md.renderer.render(tokens, md.options, {}), first);
    assert.equal(before, JSON.stringify(new MarkdownIt().parse(source, {})));
  });

  it('tokens of unknown origin, and documents that aren’t drawn, are shown as ever', () => {
    const md = extendMarkdown(new MarkdownIt(), () => null);
    assert.equal(md.render('- [ ] a\n'), new MarkdownIt().render('- [ ] a\n'));
    const drawn = extendMarkdown(new MarkdownIt(), () => []);
    assert.equal(drawn.renderer.render(new MarkdownIt().parse('a', {}), drawn.options, {}), '<p>a</p>\n');
  });

  it('tells when what it says of the plan has changed', () => {
    const before = toldOf(subject({}));
    assert.equal(toldOf(subject({})), before);
    assert.notEqual(toldOf(subject({ of: running({ currentPhase: null, phases: [phase(1)] }) })), before);
    assert.notEqual(toldOf(subject({ of: null })), before);
  });
});
