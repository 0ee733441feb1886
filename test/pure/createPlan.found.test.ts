import assert from 'node:assert/strict';
import { surveyOf } from '../../src/core/survey/survey';
import { checkPhaseName, slotsOf, toOptions } from '../../src/features/createPlan/draft';
import { foundPattern } from '../../src/features/createPlan/found';

const layersOf = (...files: string[]) =>
  surveyOf({ files: files.sort(), commits: [], manifests: new Map<string, string>() }).layers;

describe('phases by what is found in the repository', () => {
  it('are its layers, in the order in which they stand on each other', () => {
    const found = foundPattern(layersOf('web/app.tsx', 'src/api/users.ts', 'migrations/001.sql', 'docs/a.md'));
    assert.ok(found);
    assert.equal(found.label, 'Found: migrations, API, web front end');
    const options = toOptions({
      kind: 'phased',
      title: 'Add Login',
      name: '',
      objective: '',
      pattern: found,
      phases: slotsOf(found),
    });
    assert.equal(options.whyPhased, found.whyPhased);
    assert.deepEqual(
      options.phases?.map(({ name, dependsOn }) => [name, dependsOn]),
      [
        ['Migrations', []],
        ['API', [1]],
        ['Web Front End', [2]],
      ],
    );
    assert.match(options.phases?.[1]?.objective ?? '', /^What the change needs in src\/api is there, and tested\.$/);
    assert.match(options.phases?.[1]?.steps?.[0] ?? '', /src\/api$/);
    found.phases.forEach(({ name }, index) => assert.equal(checkPhaseName(name, index, slotsOf(found)), null));
  });

  it('are none where there is one layer, or none', () => {
    assert.equal(foundPattern(layersOf('README.md')), null);
    assert.equal(foundPattern(layersOf('api/a.ts', 'docs/b.md')), null);
  });

  it('name a few folders of each, in one line, whatever they are called', () => {
    const many = ['a\nb', 'c`d', 'e\u202ef', 'g', 'h'];
    const found = foundPattern([
      { name: 'API', folders: many },
      { name: 'web front end', folders: ['web'] },
    ]);
    assert.equal(
      found?.phases[0]?.objective,
      'What the change needs in a\\u{A}b, cd, e\\u{202E}f, g and more is there, and tested.',
    );
  });
});
