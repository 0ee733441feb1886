import assert from 'node:assert/strict';
import { PhaseMap } from '../../src/core/phaseMap';
import { readMessage, readState } from '../../src/features/dashboard/messages';
import { statusText } from '../../src/features/statusBar/model';
import { earlierPlan } from '../../src/view/dashboard/earlier';
import { planMarkdown } from '../../src/view/dashboard/mermaid';
import { dashboardPage } from '../../src/view/dashboard/page';
import { graphPicture } from '../../src/view/dashboard/picture';
import type { DashboardSubject } from '../../src/view/dashboard/subject';
import type { PlanStatus } from '../../src/core/types';
import { nothing, obstacle, phase, running, status, todo } from './surfaces.statuses';

const folder = { scheme: 'file', toString: () => 'file:///work' };
const branches = new PhaseMap<never>();

function page(of: PlanStatus | null, more: Partial<DashboardSubject> = {}) {
  const { content, actions, title } = dashboardPage({
    folder,
    contextFile: 'context/context.md',
    reading: of && { ...nothing, status: of },
    error: null,
    trusted: true,
    earlier: [],
    chosen: null,
    direction: 'across',
    ...more,
  });
  const keys = [...content.text.matchAll(/data-action="([^"]*)"/g)].map(([, key = '']) => key);
  return { html: content.text.replace(/\s+/g, ' '), actions, title, keys };
}

/** Names that would be more than text, were they not escaped. */
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onclick='alert(1)",
  '[x](javascript:alert(1)) | cell\n# heading',
  '"]; click p0 "javascript:alert(1)" %%{init: {}}%%',
  'x'.repeat(5000),
];

describe('dashboard', () => {
  it('shows the plan in the words of the tree, and what can be done', () => {
    const { html, keys, title } = page(running());
    assert.equal(title, 'User Authentication');
    for (const words of ['1 of 3 phases completed · Approved', '2 · API Layer', 'waiting for phase 2', '2/5', 'Fast']) {
      assert.ok(html.includes(words), words);
    }
    assert.ok(
      html.includes('<span class="spoken">Phase 2: API Layer, running, 2 of 5 to-dos done, branch para/auth-phase-2<'),
    );
    assert.ok(keys.includes('todo:2:Tokens') && keys.includes('criterion:2:0:Fast'), keys.join());
    assert.ok(keys.includes('phasedPlans.summarizePhase:2') && keys.includes('next'), keys.join());
  });

  it('every key on the page has its action, and no other key has one', () => {
    const { keys, actions } = page(running());
    for (const key of keys) assert.ok(actions.get(key), key);
    assert.equal(actions.get('phasedPlans.archive'), undefined);
    assert.deepEqual(actions.get('todo:0:Login'), {
      kind: 'todo',
      todo: { ...todo('Login', { done: true }), index: 0 },
      done: false,
    });
  });

  it('the phase that was chosen stays chosen; else it is the one that matters', () => {
    assert.ok(page(running()).html.includes('<bdi>Phase 2: API Layer</bdi>'));
    assert.ok(page(running(), { chosen: '3' }).html.includes('<bdi>Phase 3: Frontend</bdi>'));
    assert.ok(page(running(), { chosen: 'gone' }).html.includes('<bdi>Phase 2: API Layer</bdi>'));
    assert.ok(page(status()).html.includes('<bdi>Phase 1: Database Schema</bdi>'));
  });

  it('loading, failed, empty, broken and restricted say so', () => {
    assert.ok(page(null).html.includes('Reading the plan…'));
    const failed = page(null, { error: 'The disk <is> full.' });
    assert.ok(failed.html.includes('The disk &#60;is&#62; full.') && failed.keys.includes('retry'));
    const next = { title: 'Create a Plan', command: 'phasedPlans.createPlan' };
    const empty = page(status({ state: 'idle', plan: null, phases: [], next }));
    assert.ok(empty.html.includes('<h1>No plan</h1>') && empty.html.includes('Create a Plan'));
    const broken = page(running({ readable: false }), {
      reading: { ...nothing, obstacle, status: running({ readable: false, next: obstacle.next }) },
    });
    assert.ok(broken.html.includes('There is a comma too many') && broken.html.includes('Remove the Comma'));
    assert.ok(/<input[^>]* disabled/.test(broken.html) && !broken.keys.includes('phasedPlans.summarizePhase:2'));
    const restricted = page(status(), { trusted: false });
    assert.ok(restricted.html.includes('Restricted mode') && restricted.html.includes('Manage Workspace Trust'));
    assert.ok(!restricted.keys.some((key) => key.startsWith('export')), 'nothing is written');
  });

  it('hostile texts are text, on the page and in what is saved', () => {
    for (const text of hostile) {
      const of = running({
        phases: [phase(1, { name: text, branch: text, criteria: [{ text, done: false, line: 1 }] })],
      });
      if (of.plan) of.plan.title = text;
      of.todos = [todo(text, { phase: 1 })];
      const saved = graphPicture(of, branches);
      for (const html of [page(of).html, saved]) {
        assert.ok(!/<script|<img|onclick='|javascript:alert\(1\)"/.test(html), html.slice(0, 400));
      }
      const markdown = planMarkdown(of, branches);
      const [, mermaid = ''] = /```mermaid\n([\s\S]*?)```/.exec(markdown) ?? [];
      assert.ok(!/click|%%|<script|<img/.test(mermaid.replace(/\["[^"]*"\]/g, '')), mermaid);
      assert.equal((mermaid.match(/"/g) ?? []).length, 2, 'only the quotes around the label');
      assert.ok(!/<script|<img|[^\\]\]\(/.test(markdown.replace(mermaid, '')), markdown);
    }
  });

  it('says how many phases were dropped, in the page, the saved Markdown and the hover', () => {
    const of = running();
    of.phases = of.phases.map((each) => (each.phase === 3 ? { ...each, dropped: true } : each));
    assert.ok(page(of).html.includes('1 of 2 phases completed, 1 dropped · Approved'));
    assert.ok(planMarkdown(of, branches).includes('\n1 of 2 phases completed, 1 dropped · Approved\n'));
    assert.equal(statusText(of)?.hover?.progress[0], '1 of 2 phases completed, 1 dropped');
  });

  it('what is saved has every phase and what it waits for', () => {
    const of = running();
    of.phases = of.phases.map((each, at, all) => ({
      ...each,
      dependsOn: all.slice(at - 1, at).map(({ phase }) => phase),
    }));
    const markdown = planMarkdown(of, branches);
    assert.ok(markdown.startsWith('# User Authentication\n\n1 of 3 phases completed · Approved\n'), markdown);
    assert.ok(markdown.includes('  p0 --> p1\n  p1 --> p2\n') && markdown.includes(':::running'), markdown);
    assert.ok(markdown.includes('| Phase 1\\: Database Schema | merged | para/auth\\-phase\\-1 |'), markdown);
    const picture = graphPicture(of, branches);
    assert.equal((picture.match(/<path class="e"/g) ?? []).length, 2);
    assert.ok(picture.includes('prefers-color-scheme:dark') && picture.includes('2 · API Layer'));
  });

  it('earlier plans say how long they took and how large they were', () => {
    const archive = { path: 'context/archives/2025-12-27-context.md', date: '2025-12-27', label: '' };
    const held = {
      plan: 'context/plans/2025-12-19-add-login.md',
      phases: [1, 2, 3].map((id) => ({
        phase: id,
        name: null,
        status: id === 3 ? ('pending' as const) : ('completed' as const),
        dropped: id === 3,
        plan: null,
        summary: null,
      })),
      summaries: [],
      problem: null,
    };
    const { path, date } = archive;
    assert.deepEqual(earlierPlan(archive, held, null), { path, date, title: 'Add login', told: '9 days · 2/2 phases' });
    assert.equal(earlierPlan({ ...archive, date: null }, { ...held, phases: [] }, 'X')?.told, 'no phases');
    assert.equal(earlierPlan(archive, { ...held, plan: null }, null), null);
  });

  it('without a plan has the next step and the earlier plans', () => {
    const next = { title: 'Create a Plan', command: 'phasedPlans.createPlan' };
    const idle = status({ state: 'idle', plan: null, phases: [], todos: [], currentPhase: null, next });
    const earlier = [{ path: 'context/archives/a.md', title: 'Add login', told: '9 days', date: '2025-12-27' }];
    const { html, keys, title } = page(idle, { earlier });
    assert.equal(title, 'Dashboard');
    assert.deepEqual(keys, ['next', 'earlier:context/archives/a.md']);
    for (const words of ['Create a Plan', 'Add login']) assert.ok(html.includes(words), words);
  });

  it('takes no message or state of another shape', () => {
    assert.deepEqual(readMessage({ type: 'run', key: 'next', more: 1 }), { type: 'run', key: 'next' });
    assert.deepEqual(readMessage({ type: 'ready', width: 10 }), { type: 'ready', width: 10 });
    for (const bad of [
      null,
      'run',
      [],
      { type: 'run' },
      { type: 'run', key: {} },
      { type: 'width', width: NaN },
      { type: 'x' },
    ]) {
      assert.equal(readMessage(bad), null);
    }
    assert.deepEqual(readState({ folder: 'file:///w', chosen: 2 }), { folder: 'file:///w', chosen: null });
    assert.equal(readState({ folder: 1 }), null);
  });

  it('60 phases are drawn within a frame or two', () => {
    const phases = Array.from({ length: 60 }, (_, at) => phase(at + 1, { dependsOn: at === 0 ? [] : [at] }));
    const begun = performance.now();
    for (let time = 0; time < 10; time++) page(status({ phases }), { direction: 'down' });
    assert.ok((performance.now() - begun) / 10 < 100);
  });
});
