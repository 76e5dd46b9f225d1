import { isWaiting, placeKey, placeOfLine } from './draft-line.js';

const PLACE = {
  chargeKey: 'air',
  component: 'usage',
  counterFrom: '2026-01-01',
  partFrom: null,
  machineId: null,
} as const;

describe('the place of a stored line', () => {
  it('is there where a charge prices it, and has a text of its own', () => {
    expect(placeOfLine(PLACE)).toEqual(PLACE);
    const parts = [PLACE, { ...PLACE, partFrom: '2026-02-01' }, { ...PLACE, machineId: 'm' }];
    expect(new Set(parts.map(placeKey)).size).toBe(3);
  });

  it.each(['chargeKey', 'component', 'counterFrom'] as const)('is none without its %s', (part) => {
    expect(placeOfLine({ ...PLACE, [part]: null })).toBeNull();
  });
});

it.each([
  [null, {}, true],
  [5n, {}, false],
  ['5', { holds: 0 }, false],
  [5n, { holds: 1 }, true],
  [5n, { holds: '2' }, true],
])('a line of %s with %j waits: %s', (amountMinor, params, waits) => {
  expect(isWaiting({ amountMinor, params })).toBe(waits);
});
