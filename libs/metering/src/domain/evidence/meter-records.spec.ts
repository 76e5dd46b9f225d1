import type { RegisterChange } from '../steps/registers.js';
import { type MeterRecords, NO_RECORDS, withOpening } from './meter-records.js';

const exchange = (at: number): RegisterChange => ({ type: 'exchange', at, final: null, initial: '0' });
const records: MeterRecords = { ...NO_RECORDS, changes: [exchange(1), exchange(5), exchange(9)] };

describe('withOpening', () => {
  it.each([
    [0, ['opening', 1, 5, 9]],
    [4, [1, 'opening', 5, 9]],
    // A register change at the instant of the opening reading may have taken place after the reading.
    [5, [1, 'opening', 5, 9]],
    [6, [1, 5, 'opening', 9]],
    [10, [1, 5, 9, 'opening']],
  ])('adds the value at %i among the other changes', (at, expected) => {
    const { changes } = withOpening(records, { at, value: '77' });
    expect(changes.map((change) => (change.type === 'opening' ? 'opening' : change.at))).toEqual(expected);
    expect(changes.find(({ type }) => type === 'opening')).toEqual({
      type: 'opening',
      at,
      final: null,
      initial: '77',
    });
  });

  it('changes nothing without an opening, and nothing else with one', () => {
    expect(withOpening(records, null)).toBe(records);
    const off = [{ from: 0, to: 1 }];
    expect(withOpening({ ...records, off }, { at: 4, value: '77' })).toMatchObject({ off, unbilled: [] });
  });
});
