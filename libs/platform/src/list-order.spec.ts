import { contains, readListOrder, textColumn } from './list-order.js';
import { encodeCursor } from './paging.js';

const columns = {
  code: textColumn('c.code'),
  name: textColumn('lower(c.name)'),
  day: { expression: 'c.day', type: 'date' },
};

describe('readListOrder', () => {
  it.each<[string, string | undefined, string]>([
    ['sorts by the default without a request', undefined, 'c.code asc, c.id asc'],
    ['sorts by the default for an empty text', '', 'c.code asc, c.id asc'],
    ['sorts by another column', 'name', 'lower(c.name) asc, c.id asc'],
    ['sorts in descending order', '-name', 'lower(c.name) desc, c.id desc'],
  ])('%s', (_what, sort, orderBy) => {
    expect(readListOrder({ sort }, columns, 'code', 'c.id').orderBy).toBe(orderBy);
  });

  it.each(['colour', '--code', 'code;drop table customer', 'toString', 'constructor'])(
    'rejects "%s"',
    (sort) => {
      expect(() => readListOrder({ sort }, columns, 'code', 'c.id')).toThrow('api.sort_unknown');
    },
  );

  it('continues after the cursor, in the direction of the list', () => {
    const cursor = encodeCursor(['C-1', 'e4eaaaf2-d142-11e1-b3e4-080027620cdd']);
    const order = readListOrder({ sort: '-code', cursor }, columns, 'code', 'c.id');
    expect(order.after(3)).toBe('($4::uuid is null or (c.code, c.id) < ($3::text, $4::uuid))');
    expect(order.parameters).toEqual(['C-1', 'e4eaaaf2-d142-11e1-b3e4-080027620cdd']);
  });

  it('compares a column in its own type', () => {
    const order = readListOrder({ sort: 'day' }, columns, 'code', 'c.id');
    expect(order.after(1)).toBe('($2::uuid is null or (c.day, c.id) > ($1::date, $2::uuid))');
  });

  it('rejects a cursor of another list', () => {
    expect(() => readListOrder({ cursor: encodeCursor([1, 2, 3]) }, columns, 'code', 'c.id')).toThrow(
      'platform.cursor_invalid',
    );
  });
});

describe('contains', () => {
  it('searches each text', () => {
    expect(contains('$2', 'c.code', 'c.name')).toBe(
      '($2::text is null or strpos(lower(c.code), lower($2)) > 0 or strpos(lower(c.name), lower($2)) > 0)',
    );
  });
});
