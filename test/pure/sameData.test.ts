import assert from 'node:assert/strict';
import { isSameData } from '../../src/core/sameData';

describe('the same data', () => {
  const value = (): unknown => ({ a: [1, null, { b: 'c' }], set: new Set(['x']), map: new Map([['k', { v: [2] }]]) });

  it('is found in objects, lists, maps and sets', () => {
    assert.ok(isSameData(value(), value()));
    assert.ok(isSameData(Number.NaN, Number.NaN));
    assert.ok(isSameData({ a: 1, b: 2 }, { b: 2, a: 1 }));
  });

  const different: [what: string, a: unknown, b: unknown][] = [
    ['a value', { a: 1 }, { a: 2 }],
    ['a key', { a: undefined }, { b: undefined }],
    ['a key more', { a: 1 }, { a: 1, b: undefined }],
    ['an element', [1, 2], [1, 3]],
    ['a length', [1], [1, 2]],
    ['a list and an object', [], {}],
    ['an object and null', {}, null],
    ['a map’s value', new Map([['k', [1]]]), new Map([['k', [2]]])],
    ['a map’s key', new Map([['k', undefined]]), new Map([['l', undefined]])],
    ['a set’s element', new Set([1]), new Set([2])],
    ['a set and a map', new Set(), new Map()],
  ];
  for (const [what, a, b] of different) it(`is told apart by ${what}`, () => assert.ok(!isSameData(a, b)));
});
