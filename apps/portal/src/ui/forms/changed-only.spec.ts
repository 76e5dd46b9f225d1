import { changedOnly } from './changed-only.js';

describe('an edit', () => {
  it('sends fields that differ from the loaded values, including emptied ones', () => {
    expect(changedOnly({ name: 'A', city: 'B', note: 'C' }, { name: 'A', city: 'X', note: '' })).toEqual({
      city: 'X',
      note: '',
    });
  });

  it('sends nothing without changes', () => {
    expect(changedOnly({ name: 'A' }, { name: 'A' })).toEqual({});
  });
});
