import assert from 'node:assert/strict';
import { fillPullRequestTemplate as fill } from '../../src/core/plan/pullRequestTemplate';

const TEXT = '**Date:** today\n\n## Changes Made\n\n- a.ts\n\n### Files\n\nTwo.\n';
const NESTED = '**Date:** today\n\n### Changes Made\n\n- a.ts\n\n#### Files\n\nTwo.';

describe('a template of pull requests', () => {
  const rows: [what: string, template: string, filled: string][] = [
    [
      'has the text under its description, below the comment there; boxes stay as they are',
      '<!-- Thanks! -->\n\n## Description\n\n<!-- What is it?\nAnd why? -->\n\n## Check List\n\n- [ ] Tests\n- [x] Read\n',
      `<!-- Thanks! -->\n\n## Description\n\n<!-- What is it?\nAnd why? -->\n\n${NESTED}\n\n## Check List\n\n- [ ] Tests\n- [x] Read\n`,
    ],
    [
      'has it before what else stands in that place',
      '## Summary\nPlease describe.\n\n## Tests\n',
      `## Summary\n\n${NESTED}\n\nPlease describe.\n\n## Tests\n`,
    ],
    [
      'takes a longer name, and prefers the likelier one',
      '## What kind of change is this?\n\n- [ ] A fix\n\n### What this PR does / why we need it:\n\n### Summary of it\n',
      `## What kind of change is this?\n\n- [ ] A fix\n\n### What this PR does / why we need it:\n\n### Summary of it\n\n${NESTED.replaceAll('###', '####')}\n`,
    ],
    [
      'takes a bold line for a heading, and one that is underlined',
      '**Description**\n\n**Tests**\n',
      `**Description**\n\n${TEXT.trim()}\n\n**Tests**\n`,
    ],
    [
      'is read with the line endings, the BOM and the front matter that it has',
      '\uFEFF---\nname: Usual\nabout: For all\n---\r\n\r\nDescription\r\n---\r\n\r\n<!-- one --> <!-- two -->\r\n',
      `Description\n---\n\n<!-- one --> <!-- two -->\n\n${NESTED}\n`,
    ],
    ['without a place for it comes after the text', '- [ ] Signed\n', `${TEXT.trim()}\n\n- [ ] Signed\n`],
    [
      'is not read in comments and code',
      '<!--\n\n## Description\n\n-->\n\n```md\n## Summary\n```\n',
      `${TEXT.trim()}\n\n<!--\n\n## Description\n\n-->\n\n\`\`\`md\n## Summary\n\`\`\`\n`,
    ],
    [
      'whose comment has no end keeps the text readable',
      '## Description\n\n<!-- open\n\n## Tests\n',
      `## Description\n\n${NESTED}\n\n<!-- open\n\n## Tests\n`,
    ],
    ['that says nothing leaves the text', ' \n', `${TEXT.trim()}\n`],
    ['in another tongue', '## Beschreibung\n', `## Beschreibung\n\n${NESTED}\n`],
  ];
  for (const [what, template, filled] of rows) it(what, () => assert.equal(fill(template, TEXT), filled));

  it('keeps to itself what the text doesn’t close, and headings to the last level', () => {
    assert.equal(
      fill('## Description\n\n- [ ] Tests\n', '```\nx'),
      '## Description\n\n````text\n```\nx\n````\n\n- [ ] Tests\n',
    );
    assert.equal(fill('##### Summary\n', '# A\n\n## B'), '##### Summary\n\n###### A\n\n###### B\n');
    assert.equal(fill('# Summary\n', '## A'), '# Summary\n\n## A\n');
    assert.equal(fill('## Summary\n', ''), '## Summary\n');
  });
});
