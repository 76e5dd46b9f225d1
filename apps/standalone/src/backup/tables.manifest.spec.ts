import { dayOfBound, parseTableEntry } from './tables.manifest.js';

it.each([
  ['tables/0.000001', { index: 0, part: 1 }],
  ['tables/12.000345', { index: 12, part: 345 }],
  ['tables/12', undefined],
  ['tables/x.000001', undefined],
  ['home/tables/1.000001', undefined],
])('%s', (name, expected) => expect(parseTableEntry(name)).toEqual(expected));

it.each([
  ["FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-11-02 00:00:00+00')", '2026-11-01'],
  ["FOR VALUES FROM ('2026-11-01 06:00:00+00') TO ('2026-11-02 06:00:00+00')", undefined],
  ["FOR VALUES IN ('a')", undefined],
  ['DEFAULT', undefined],
])('%s', (bound, day) => expect(dayOfBound(bound)).toBe(day));
