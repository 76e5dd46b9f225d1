import { toAmendmentInput } from '../../contracts/amendments/amendment-views.js';
import { toNewParts } from '../../contracts/contract-views.js';
import { endOf, lastDayOf } from './last-day.js';

describe('last day of a range of dates', () => {
  it('is derived from the day after it', () => {
    expect(lastDayOf('2026-11-01')).toBe('2026-10-31');
    expect(lastDayOf(null)).toBeNull();
  });

  it.each([
    { endsOn: '2026-10-31', to: undefined, end: '2026-11-01' },
    { endsOn: '2026-10-31', to: '2027-01-01', end: '2026-11-01' },
    { endsOn: null, to: '2027-01-01', end: null },
    { endsOn: undefined, to: '2027-01-01', end: '2027-01-01' },
    { endsOn: undefined, to: null, end: null },
    { endsOn: undefined, to: undefined, end: undefined },
  ])('is converted from $endsOn, or else from $to', ({ endsOn, to, end }) => {
    expect(endOf(endsOn, to)).toBe(end);
  });

  it('has the same effect for machines of a contract and of an amendment', () => {
    const machine = { machineId: 'm', endsOn: '2026-10-31' };
    expect(toNewParts({ machines: [{ ...machine, from: '2026-10-01' }] }).machines).toEqual([
      { machineId: 'm', from: '2026-10-01', to: '2026-11-01' },
    ]);
    expect(
      toAmendmentInput({ effectiveOn: '2026-10-01', reason: '', addMachines: [machine] }).addMachines,
    ).toEqual([{ machineId: 'm', to: '2026-11-01' }]);
  });
});
