import { isOnHold, serializeLineKey, lineKeyOf } from './draft-line.js';

const PLACE = {
  chargeKey: 'air',
  component: 'usage',
  counterFrom: '2026-01-01',
  partFrom: null,
  machineId: null,
} as const;

describe('the key of a stored line', () => {
  it('exists if a charge prices the line, and has a unique text', () => {
    expect(lineKeyOf(PLACE)).toEqual(PLACE);
    const parts = [PLACE, { ...PLACE, partFrom: '2026-02-01' }, { ...PLACE, machineId: 'm' }];
    expect(new Set(parts.map(serializeLineKey)).size).toBe(3);
  });

  it.each(['chargeKey', 'component', 'counterFrom'] as const)('is null without %s', (part) => {
    expect(lineKeyOf({ ...PLACE, [part]: null })).toBeNull();
  });
});

it.each([
  [null, {}, true],
  [5n, {}, false],
  ['5', { holds: 0 }, false],
  [5n, { holds: 1 }, true],
  [5n, { holds: '2' }, true],
])('a line of %s with %j is on hold: %s', (amountMinor, params, waits) => {
  expect(isOnHold({ amountMinor, params })).toBe(waits);
});
