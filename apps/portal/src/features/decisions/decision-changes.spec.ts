import { changesOf } from './decision-changes.js';

describe('the changes of a decision', () => {
  it('list differences without internal fields', () => {
    const before = { state: 'approved', version: 3, gross: '5', seen: true };
    const after = {
      state: 'issued',
      version: 4,
      number: 'A-1',
      gross: '5',
      parties: 'ab',
      holds: ['tax', 'order'],
      heldLines: [{}],
    };
    expect(changesOf({ before, after })).toEqual([
      { key: 'state', before: 'approved', after: 'issued' },
      { key: 'seen', before: 'true', after: null },
      { key: 'number', before: null, after: 'A-1' },
      { key: 'holds', before: null, after: 'tax, order' },
      { key: 'heldLines', before: null, after: '1' },
    ]);
  });

  it('are empty without differences', () => {
    expect(changesOf({ before: { state: 'draft', of: {} }, after: { state: 'draft', of: [] } })).toEqual([]);
  });
});
