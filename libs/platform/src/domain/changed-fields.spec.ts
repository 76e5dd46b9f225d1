import fc from 'fast-check';
import { changedFields } from './changed-fields.js';

describe('changedFields', () => {
  const site = {
    name: 'Otwock',
    zone: 'Europe/Warsaw',
    names: { en: 'a', pl: 'b' },
    since: new Date(5),
    hubId: null,
  };

  it('returns a changed field with both values', () => {
    expect(changedFields(site, { name: 'Otwock 2', zone: 'Europe/Warsaw' })).toEqual({
      before: { name: 'Otwock' },
      after: { name: 'Otwock 2' },
    });
  });

  it.each([
    ['an omitted field', { name: undefined }],
    ['a map with its keys in another order', { names: { pl: 'b', en: 'a' } }],
    ['an equal instant', { since: new Date(5) }],
    ['null in place of null', { hubId: null }],
  ])('finds no change in %s', (_what, wanted) => {
    expect(changedFields(site, wanted).after).toEqual({});
  });

  it('keeps a change to null', () => {
    expect(changedFields<{ hubId: string | null }>({ hubId: 'x' }, { hubId: null })).toEqual({
      before: { hubId: 'x' },
      after: { hubId: null },
    });
  });

  it('finds no change after applying the changes', () => {
    const fields = fc.record({ a: fc.jsonValue(), b: fc.string(), c: fc.option(fc.integer()) });
    fc.assert(
      fc.property(fields, fields, (current, wanted) => {
        const { after } = changedFields(current, wanted);
        expect(changedFields({ ...current, ...after }, wanted).after).toEqual({});
      }),
    );
  });
});
