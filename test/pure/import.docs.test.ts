import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { METHODS } from '../../src/core/import/methods';
import type { PlanDraft } from '../../src/core/import/model';
import { asDraft } from '../../src/core/import/parts/draft';
import { mainOutline, titleAmong, type Feature } from '../../src/core/import/parts/feature';
import {
  asStep,
  criteriaAt,
  firstParagraph,
  itemsIn,
  labelled,
  named,
  sectionCalled,
} from '../../src/core/import/parts/find';

/** As it stands in the documentation. */
function readAcme(feature: Feature): PlanDraft | null {
  const plan = mainOutline(feature, /\.md$/i);
  if (!plan) return null;
  const phases = named(plan, ({ kind }) => kind === 'phase').map(({ part, read }) => ({
    name: read.name,
    steps: itemsIn(part).map((item) => asStep(item)),
    criteria: labelled(part, /^done when$/).flatMap(criteriaAt),
  }));
  return asDraft({
    title: titleAmong(feature, [plan]),
    objective: firstParagraph(sectionCalled(plan, /^goal$/)),
    phases,
  });
}

describe('docs/import.md', () => {
  const text = readFileSync('docs/import.md', 'utf8');

  it('says of each method what is read', () => {
    assert.deepEqual(
      METHODS.map(({ name }) => name).filter((name) => !text.includes(`**${name}**`)),
      [],
    );
  });

  it('has a reader to copy that works, word for word', () => {
    const own = readFileSync('test/pure/import.docs.test.ts', 'utf8');
    const body = /function readAcme[^]*?\n}\n/.exec(text)?.[0];
    assert.ok(body !== undefined && own.includes(body));
    const file = {
      path: '.acme/tea.md',
      text: '# Tea\n## Goal\nHot.\n## Phase 1: Boil\n- [x] Fill\n\n**Done when:** it sings\n',
    };
    assert.deepEqual(readAcme({ source: file.path, project: null, files: [file] }), {
      title: 'Tea',
      objective: 'Hot.',
      phases: [
        {
          name: 'Boil',
          steps: [{ text: 'Fill', state: 'done' }],
          criteria: [{ text: 'it sings', done: false }],
          dependsOn: [],
        },
      ],
    });
  });
});
