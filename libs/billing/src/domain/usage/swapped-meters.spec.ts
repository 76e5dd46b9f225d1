import type { ChargeFields } from '#contracts/domain';
import type { ChargesFrom } from '#pricing/domain';
import type { MeteredMonth } from './metered-month.js';
import { addSwappedMeters } from './swapped-meters.js';

const charge = (...meterIds: string[]): ChargeFields => ({
  ...{ id: 'ch', key: 'use', nameI18n: {}, clause: '', due: 'arrears', dueOn: null, countsBy: 'month' },
  ...{ perMachine: false, machineIds: [], meterIds, pricing: { model: 'unit', unitPrice: '1' } },
});

/** A machine’s meter with usage on single days. */
const counted = (meterId: string, machineId: string, ...days: string[]): MeteredMonth => ({
  ...{ meterId, machineId, device: meterId, signalKey: 'h', unit: 'h', serial: machineId, state: 'measured' },
  ...{ from: '2026-11-01', to: '2026-12-01', quantity: '1', heldQuantity: '0', holds: 0 },
  days: days.map((day) => ({ day, quantity: '1', heldQuantity: '0' })),
  ...{ usagePeriodId: null, hash: null },
});

const SWAP = '2026-11-13';
const machines = [
  { machineId: 'old', serial: 'old', from: '2026-02-01', to: SWAP },
  { machineId: 'new', serial: 'new', from: SWAP, to: null },
];
const versions = (before: ChargeFields, after: ChargeFields): ChargesFrom[] => [
  { from: '2026-02-01', charges: [before] },
  { from: SWAP, charges: [after] },
];
const named = (of: readonly ChargesFrom[]) => of.map(({ charges }) => charges[0]!.meterIds);

describe('addSwappedMeters', () => {
  it('bills a machine that arrived the day before by the previous version', () => {
    const metered = [counted('m-new', 'new', '2026-11-12', '2026-11-13')];
    const of = versions(charge('m-old'), charge('m-old', 'm-new'));
    expect(named(addSwappedMeters({ versions: of, metered, machines }))).toEqual([
      ['m-old', 'm-new'],
      ['m-old', 'm-new'],
    ]);
  });

  it('bills a machine that left within the first day by the version of that day', () => {
    const metered = [counted('m-old', 'old', '2026-11-12', '2026-11-13'), counted('m-new', 'new', SWAP)];
    const of = versions(charge('m-old'), charge('m-new'));
    expect(named(addSwappedMeters({ versions: of, metered, machines }))).toEqual([
      ['m-old'],
      ['m-new', 'm-old'],
    ]);
  });

  it('changes nothing if machines count on their own days, or another meter of the machine begins', () => {
    const own = [counted('m-old', 'old', '2026-11-12'), counted('m-new', 'new', '2026-11-13')];
    const of = versions(charge('m-old'), charge('m-new'));
    expect(addSwappedMeters({ versions: of, metered: own, machines })).toEqual(of);
    const stays = [{ machineId: 'old', serial: 'old', from: '2026-02-01', to: null }];
    const amended = [counted('m-new', 'old', '2026-11-12', '2026-11-13')];
    expect(addSwappedMeters({ versions: of, metered: amended, machines: stays })).toEqual(of);
  });
});
