import assert from 'node:assert/strict';
import { readBrokenJson, readJson, valueOf, scanTokens } from '../../src/core/json/json';
import { repairJson } from '../../src/core/json/repair';
import { repairedBlock } from '../../src/core/context/repairBlock';
import { repairTitle } from '../../src/core/problems/parts/repairTitle';

const GOOD = `{
  "active_context": [
    "context/plans/a.md",
    "context/plans/a-phase-1.md"
  ],
  "completed_summaries": [],
  "phased_execution": {
    "master_plan": "context/plans/a.md",
    "phases": [
      { "phase": 1, "status": "completed" },
      { "phase": "2b", "status": "pending" }
    ],
    "current_phase": null
  },
  "last_updated": "2025-12-18T10:00:00Z"
}
`;

interface Broken {
  /** What is replaced, and by what. */
  breaking: [part: string, by: string][];
  title: string;
  safe?: true;
  /** Left out: the text as it was. */
  repaired?: [part: string, by: string][];
}

const replaced = (pairs: [string, string][]): string =>
  pairs.reduce((text, [part, by]) => {
    assert.ok(text.includes(part), part);
    return text.replace(part, () => by);
  }, GOOD);

const table: Broken[] = [
  { breaking: [['null\n', 'null,\n']], title: 'Remove the Comma', safe: true },
  { breaking: [['a-phase-1.md"\n', 'a-phase-1.md",\n']], title: 'Remove the Comma', safe: true },
  { breaking: [['[],', '[],,']], title: 'Remove the Comma', safe: true },
  { breaking: [['"completed" }', '"completed", }']], title: 'Remove the Comma', safe: true },
  { breaking: [['[]', '[,]']], title: 'Remove the Comma', safe: true },
  { breaking: [['{\n  "active', '{,\n  "active']], title: 'Remove the Comma', safe: true },
  { breaking: [['10:00:00Z"\n}', '10:00:00Z",\n}']], title: 'Remove the Comma', safe: true },
  { breaking: [['10:00:00Z"\n}', '10:00:00Z"\n},']], title: 'Remove the Comma', safe: true },
  {
    breaking: [
      ['null\n', 'null,\n'],
      ['10:00:00Z"', '10:00:00Z",'],
    ],
    title: 'Remove the Commas',
    safe: true,
  },
  { breaking: [['[],', '[]']], title: 'Add the Comma' },
  { breaking: [['a.md",\n    "context', 'a.md"\n    "context']], title: 'Add the Comma' },
  { breaking: [['1, "status"', '1 "status"']], title: 'Add the Comma' },
  { breaking: [['"completed" },', '"completed" }']], title: 'Add the Comma' },
  { breaking: [['context": [', 'context": ']], title: 'Add the Opening Bracket', repaired: [] },
  { breaking: [['[],', '[']], title: 'Add the Closing Bracket and Add the Comma' },
  { breaking: [['[],', '[,']], title: 'Add the Closing Bracket' },
  {
    breaking: [['[],', '[] // none']],
    title: 'Add the Comma',
    repaired: [['[],', '[], // none']],
  },
  { breaking: [['"master_plan":', '"master_plan"']], title: 'Add the Colon' },
  { breaking: [['"master_plan":', '"master_plan" =']], title: 'Add the Colon', repaired: [['plan":', 'plan" :']] },
  { breaking: [['Z"\n}', 'Z"']], title: 'Add the Closing Bracket', repaired: [['Z"\n}\n', 'Z"\n}\n']] },
  { breaking: [['a-phase-1.md"\n  ],', 'a-phase-1.md",']], title: 'Add the Closing Bracket' },
  { breaking: [['a-phase-1.md"\n  ],', 'a-phase-1.md"']], title: 'Add the Comma and Add the Closing Bracket' },
  {
    breaking: [['"completed" },', '"completed",']],
    title: 'Add the Closing Bracket',
    repaired: [['"completed" },', '"completed"},']],
  },
  { breaking: [['    ],\n    "current', '    "current']], title: 'Add the Comma and Add the Closing Bracket' },
  { breaking: [['null\n  },\n', 'null,\n']], title: 'Add the Closing Bracket', repaired: [] },
  { breaking: [['Z"\n}', 'Z"\n}}']], title: 'Remove the Bracket' },
  { breaking: [['"pending" }', '"pending" ]']], title: 'Change the Bracket' },
  { breaking: [['  ],\n  "completed', '  },\n  "completed']], title: 'Change the Bracket' },
  {
    breaking: [['"context/plans/a.md",\n    "phases"', `'context/plans/a.md',\n    "phases"`]],
    title: 'Use Double Quotes',
    safe: true,
  },
  { breaking: [['"pending"', '“pending”']], title: 'Use Double Quotes', safe: true },
  {
    breaking: [['"2025-12-18T10:00:00Z"', `'it\\'s so\\n'`]],
    title: 'Use Double Quotes',
    safe: true,
    repaired: [['"2025-12-18T10:00:00Z"', `"it's so\\n"`]],
  },
  { breaking: [['"current_phase"', 'current_phase']], title: 'Put the Key in Quotes', safe: true },
  {
    breaking: [
      ['"current_phase"', 'current_phase'],
      ['"master_plan"', 'master_plan'],
    ],
    title: 'Put the Keys in Quotes',
    safe: true,
  },
  { breaking: [['"pending"', 'pending']], title: 'Put the Value in Quotes' },
  { breaking: [['"context/plans/a-phase-1.md"', 'context/plans/a-phase-1.md']], title: 'Put the Value in Quotes' },
  { breaking: [['null', 'None']], title: 'Write the Value as JSON Does', safe: true },
  {
    breaking: [['"context/plans/a.md",\n    "phases"', '"context/plans/a.md,\n    "phases"']],
    title: 'Add the Quotation Mark',
  },
  {
    breaking: [['"context/plans/a.md",\n    "phases"', 'context/plans/a.md",\n    "phases"']],
    title: 'Add the Quotation Mark',
  },
  { breaking: [['"pending" }', '"pending }']], title: 'Add the Quotation Mark' },
  {
    breaking: [['[],', '[], # none']],
    title: 'Begin the Comment With //',
    safe: true,
    repaired: [['[],', '[], // none']],
  },
  { breaking: [['[],', '[], /* none']], title: 'End the Comment', repaired: [['[],', '[], /* none */']] },
  {
    breaking: [['"context/plans/a.md",\n    "phases"', '"context\\plans\\a.md",\n    "phases"']],
    title: 'Escape the Characters',
    repaired: [['"context/plans/a.md",\n    "phases"', '"context\\\\plans\\\\a.md",\n    "phases"']],
  },
  {
    breaking: [['"pending"', '"pen\tding"']],
    title: 'Escape the Characters',
    safe: true,
    repaired: [['"pending"', '"pen\\tding"']],
  },
  {
    breaking: [
      ['null\n', 'null,\n'],
      ['[],', '[]'],
    ],
    title: 'Add the Comma and Remove the Comma',
  },
  {
    breaking: [
      ['null\n', 'null,\n'],
      ['[],', '[]'],
      ['"pending"', "'pending'"],
    ],
    title: 'Repair the JSON in 3 Places',
  },
];

/** The strings, numbers and words of JSON that stand in a text whole, in order. */
function values(text: string): string[] {
  return scanTokens(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((said) => readJson(said, { trailingCommas: false }).root !== null);
}

describe('a broken state block', () => {
  for (const { breaking, title, safe, repaired } of table) {
    const said = breaking.map(([part, by]) => `${JSON.stringify(part)} → ${JSON.stringify(by)}`).join(', ');
    for (const eol of ['\n', '\r\n']) {
      it(`${said}: ${title}${eol === '\n' ? '' : ', with CRLF'}`, () => {
        const inEol = (text: string) => text.replaceAll('\n', eol);
        const broken = inEol(replaced(breaking));
        assert.equal(readJson(broken, { trailingCommas: false }).root, null, 'it is broken');
        const found = repairedBlock({ source: broken });
        assert.ok(found, 'it is repaired');
        assert.equal(repairTitle(found.repairs), title);
        assert.equal(
          found.repairs.every(({ guessed }) => !guessed),
          safe ?? false,
        );
        if (repaired === undefined || repaired.length > 0) assert.equal(found.text, inEol(replaced(repaired ?? [])));
        // What stood there whole still does, in its order.
        const after = values(found.text);
        let from = 0;
        for (const value of values(broken)) {
          from = after.indexOf(value, from) + 1;
          assert.ok(from > 0, value);
        }
      });
    }
  }

  it('keeps every value that can be read of it, where its brackets are whole', () => {
    for (const { breaking } of table.filter(({ title }) =>
      /^(Remove the Commas?|Use Double|Put the Key)/.test(title),
    )) {
      const broken = replaced(breaking);
      const { text = '' } = repairedBlock({ source: broken }) ?? {};
      const before = readBrokenJson(broken);
      const { root: after } = readJson(text, { trailingCommas: false });
      if (before && after) assert.ok(isIn(valueOf(before), valueOf(after)), broken);
    }
  });

  it('is left to a person where nobody can tell what was meant', () => {
    for (const breaking of [
      [['"current_phase": null', '"current_phase": ']],
      [['"completed_summaries": []', '"completed_summaries": ]']],
      [[GOOD, '']],
      [['"status": "pending"', `"status": 'no status'`]],
      [[GOOD, 'nothing here is JSON; at all']],
      [['"active_context": [', '"active_context": [ [[[}}}']],
    ] as [string, string][][]) {
      assert.equal(repairedBlock({ source: replaced(breaking) }), null, JSON.stringify(breaking));
    }
  });

  it('keeps the quotes in quotes of another kind', () => {
    assert.equal(repairJson(`['it "is"']`)?.text, '["it \\"is\\""]');
    assert.equal(repairJson('[“it\'s”, `a "b"`]')?.text, '["it\'s", "a \\"b\\""]');
  });

  it('is left alone when it is none', () => {
    assert.equal(repairJson(GOOD), null);
  });

  it('isn’t tried for ever', () => {
    const start = Date.now();
    assert.equal(repairJson('{"a" 1 '.repeat(150)), null);
    assert.equal(repairJson(`[${'x" '.repeat(20_000)}`), null);
    assert.equal(repairJson('"a'.repeat(100_000)), null);
    assert.ok(Date.now() - start < 5000);
  });
});

/** Whether all that one value has is in another one, lists in their order. */
function isIn(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole)) {
    let at = 0;
    return part.every((item) => {
      while (at < whole.length && !isIn(item, whole[at])) at++;
      return at++ < whole.length;
    });
  }
  if (typeof part !== 'object' || part === null) return part === whole;
  const other = whole as Record<string, unknown>;
  return Object.entries(part).every(([key, value]) => key in other && isIn(value, other[key]));
}
