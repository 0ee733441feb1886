import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { RULES } from '../../src/core/problems';

describe('the rules of the Problems panel', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { properties?: object }> }[] };
  };
  const setting = manifest.contributes.configuration
    .map(({ properties }) => properties['phasedPlans.problems.severity'])
    .find((each) => each !== undefined);

  it('each has its severity in the settings, with its own as the default', () => {
    const expected = RULES.map(({ id, severity, description }) => [
      id,
      { enum: ['error', 'warning', 'info', 'off'], default: severity, markdownDescription: description },
    ]);
    assert.deepEqual(setting?.properties, Object.fromEntries(expected));
  });

  it('stand in the documentation, each with what its fixes do', () => {
    const rows = readFileSync('docs/problems.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const expected = RULES.map(({ id, severity, description, fixes }) => [
      '',
      `\`${id}\``,
      severity,
      description,
      fixes,
      '',
    ]);
    assert.deepEqual(rows, expected);
  });

  it('have ids of their own, in kebab-case', () => {
    const ids = RULES.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const id of ids) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
  });
});
