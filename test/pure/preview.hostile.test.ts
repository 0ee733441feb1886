import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { drawDocument } from '../../src/view/preview/draw';
import { extendMarkdown } from '../../src/view/preview/plugin';
import type { PreviewSubject } from '../../src/view/preview/subject';
import { contextFile, files, master, show, subject } from './preview.documents';
import { phase, running } from './surfaces.statuses';

const plain = (source: string): string => new MarkdownIt({ html: true, linkify: true }).render(source);

describe('hostile texts in the Markdown preview are text', () => {
  const texts = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    'javascript:alert(1)',
    '\u202egnp.exe',
    'x'.repeat(100_000),
  ];
  for (const text of texts) {
    it(text.slice(0, 40), () => {
      const of = running({ phases: [phase(text, { name: text, branch: text, plan: `context/plans/${text}.md` })] });
      if (of.plan) Object.assign(of.plan, { title: text, path: master, status: text });
      const all: PreviewSubject = { ...subject({ of }), files: new Set([...files, `context/plans/${text}.md`]) };
      const json = JSON.stringify({
        active_context: [text, `context/plans/${text}.md`],
        execution_branch: text,
        last_updated: text,
        phased_execution: { master_plan: text, phases: [{ phase: text, name: text, plan: text, status: text }] },
      });
      for (const [path, source] of [
        [master, `# P\n\n### Phase ${text}\n`],
        [contextFile, `# C\n\n\`\`\`json\n${json}\n\`\`\`\n`],
        [`context/plans/${text}.md`, '# P\n\n- [ ] a\n- [x] b\n'],
      ] as const) {
        const md = new MarkdownIt({ html: false });
        const html = extendMarkdown(md, (tokens, given) => drawDocument({ ...all, path }, tokens, given)).render(
          source,
        );
        const tags = html.replace(/"[^"]*"/g, '""');
        assert.ok(!/<script|<img|<[^>]*\son\w+=/i.test(tags), html.slice(0, 2000));
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) assert.match(href, /^\.{1,2}\//);
      }
    });
  }
  it('thousands of unclosed marks take no longer than without us', () => {
    const source = `# P\n\n**Status:** ${'*_`['.repeat(2_000)}\n\n${'- [ ] a `b\n'.repeat(2_000)}`;
    const before = performance.now();
    plain(source);
    const own = performance.now();
    show(source);
    assert.ok(performance.now() - own < 20 * (own - before) + 500);
  });
});
