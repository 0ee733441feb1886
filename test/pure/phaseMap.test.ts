import assert from 'node:assert/strict';
import { PhaseMap } from '../../src/core/phaseMap';
import { phaseName, workTitle } from '../../src/core/phaseTexts';
import { comparePhaseIds, phaseKey, samePhase } from '../../src/core/types';

describe('phases', () => {
  it('are keys by their ids, however those are written, and a simple plan is none of them', () => {
    const map = new PhaseMap<string>([
      [1, 'one'],
      [null, 'the plan'],
    ]);
    map.set('1a', 'one a');
    assert.deepEqual([map.get('1'), map.get(1), map.get('1a'), map.get(null)], ['one', 'one', 'one a', 'the plan']);
    assert.deepEqual([map.has('1A'), map.has('null'), map.has(''), map.size], [false, false, false, 3]);
    assert.deepEqual(
      [...map],
      [
        [phaseKey(1), 'one'],
        [null, 'the plan'],
        [phaseKey('1a'), 'one a'],
      ],
    );
    assert.notDeepEqual(map, new PhaseMap([[1, 'another']]));
    map.set('1', 'again');
    assert.deepEqual([...map.values()], ['again', 'the plan', 'one a']);
    assert.deepEqual([samePhase(1, '1'), samePhase(null, null), phaseKey(null)], [true, false, null]);
  });

  it('come in the order of their numbers', () => {
    assert.deepEqual([10, '2', 1, '1b', '1a'].sort(comparePhaseIds), [1, '1a', '1b', '2', 10]);
    assert.equal(comparePhaseIds(1, '1'), 0);
  });

  it('are called by the first name there is, else by their id', () => {
    assert.deepEqual([phaseName(1, [null, '', 'Core']), phaseName('1a', [undefined])], ['Core', 'Phase 1a']);
    assert.equal(workTitle('Auth', { id: 1, name: 'Core' }), 'Auth - Phase 1: Core');
    assert.equal(workTitle('Auth', null), 'Auth');
  });
});
