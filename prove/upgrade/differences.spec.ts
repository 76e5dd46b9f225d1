import { findDifferences } from './differences.js';

describe('differences between two versions of stored data', () => {
  it.each([
    ['equal values', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, []],
    ['a field that the later version added', { a: 1 }, { a: 1, b: 2 }, []],
    ['a changed value', { a: [{ b: '1.00' }] }, { a: [{ b: '1.0' }] }, ['.a[0].b: "1.00", now "1.0"']],
    ['a missing field', { a: 1 }, {}, ['.a: 1, now undefined']],
    ['a missing item', { a: [1, 2] }, { a: [1] }, ['.a: 2 items, now 1']],
    ['null in place of an object', { a: { b: 1 } }, { a: null }, ['.a: {"b":1}, now null']],
  ])('finds %s', (_, earlier, later, differences) => {
    expect(findDifferences(earlier, later)).toEqual(differences);
  });
});
