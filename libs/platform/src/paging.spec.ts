import fc from 'fast-check';
import { decodeCursor, encodeCursor, toPage } from './paging.js';

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

describe('a cursor', () => {
  it('decodes to the encoded key', () => {
    fc.assert(
      fc.property(fc.array(scalar, { minLength: 1, maxLength: 4 }), (key) => {
        const cursor = encodeCursor(key);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(cursor, key.length)).toEqual(key);
      }),
    );
  });

  it.each([
    ['not a cursor', '%%%'],
    ['of another list', encodeCursor(['a', 'b', 'c'])],
    ['a list with an object', Buffer.from('[{"a":1},2]').toString('base64url')],
    ['not a list', Buffer.from('{"length":2}').toString('base64url')],
    ['empty', ''],
  ])('is rejected when it is %s', (_what, cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(
      expect.objectContaining({ code: 'platform.cursor_invalid' }),
    );
  });
});

describe('a page', () => {
  const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  it('ends with a cursor if more rows follow', () => {
    const page = toPage(rows, 2, (row) => [row.id]);
    expect(page.items).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(decodeCursor(page.next ?? '', 1)).toEqual(['b']);
  });

  it.each([3, 4])('is the last one with a limit of %i for 3 rows', (limit) => {
    expect(toPage(rows, limit, (row) => [row.id])).toEqual({ items: rows, next: null });
  });
});
