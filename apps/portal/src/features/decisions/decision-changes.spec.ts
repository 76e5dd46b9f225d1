import { changesOf } from './decision-changes.js';

describe('what a decision changed', () => {
  it('is told by what differs, without what only the product goes by', () => {
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

  it('is nothing where nothing differs', () => {
    expect(changesOf({ before: { state: 'draft', of: {} }, after: { state: 'draft', of: [] } })).toEqual([]);
  });
});
