import { changedOnly } from './changed-only.js';

describe('an edit', () => {
  it('sends the fields that differ from what was loaded, emptied ones too', () => {
    expect(changedOnly({ name: 'A', city: 'B', note: 'C' }, { name: 'A', city: 'X', note: '' })).toEqual({
      city: 'X',
      note: '',
    });
  });

  it('sends nothing where nothing was changed', () => {
    expect(changedOnly({ name: 'A' }, { name: 'A' })).toEqual({});
  });
});
