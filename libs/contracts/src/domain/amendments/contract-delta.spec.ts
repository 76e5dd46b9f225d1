import { EMPTY_CONTRACT } from '../contract/contract-changes.js';
import type { ContractContent, MachineUnderContract } from '../contract/contract-fields.js';
import type { ChargeFields } from '../charges/charge-fields.js';
import { COUNTER_DEFAULTS } from '../meters/usage-method.js';
import { applyDelta, deltaBetween, endMachine, isEmptyDelta, partsBefore } from './contract-delta.js';

const FROM = '2026-06-01';
const charge = (key: string, more: Partial<ChargeFields> = {}): ChargeFields => ({
  id: `id-${key}`,
  key,
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
  pricing: { model: 'flat', amount: '100' },
  ...more,
});
const machine = (machineId: string, from: string, to: string | null = null): MachineUnderContract => ({
  id: `stay-${machineId}-${from}`,
  machineId,
  from,
  to,
});
const meter = (id: string) => ({
  ...COUNTER_DEFAULTS,
  id,
  deviceId: `d-${id}`,
  signalKey: 'air_m3_total',
  unit: 'm3',
  modulus: null,
  maxRatePerHour: null,
  maxGapMinutes: 60,
});
const CONTENT: ContractContent = {
  ...EMPTY_CONTRACT,
  number: 'K-1',
  customerId: 'customer',
  legalEntityId: 'entity',
  buyerId: 'buyer',
  planId: 'plan',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  startsOn: '2026-01-01',
  paymentDays: 14,
  machines: [machine('a', '2026-01-01'), machine('b', '2026-01-01')],
  meters: [meter('m1'), meter('m2')],
  charges: [charge('fee'), charge('usage', { meterIds: ['m1'], machineIds: ['a'] })],
};

describe('the delta between two contents', () => {
  it.each<[string, Partial<ContractContent>]>([
    ['nothing', {}],
    ['terms', { paymentDays: 30, endsOn: '2027-12-31' }],
    [
      'a machine that joins and one that leaves',
      { machines: [machine('a', '2026-01-01'), machine('c', FROM)] },
    ],
    [
      'a meter with other settings and a new one',
      { meters: [{ ...meter('m1'), maxGapMinutes: 5 }, meter('m2'), meter('m3')] },
    ],
    [
      'charges that are added, changed and dropped',
      { charges: [charge('usage', { meterIds: ['m2'], machineIds: ['b'] }), charge('new')] },
    ],
    [
      'optional fields of charges',
      {
        charges: [
          charge('fee'),
          charge('usage', { meterIds: ['m1'], machineIds: ['a'] }),
          charge('deposit', { due: 'once', deposit: true }),
        ],
      },
    ],
  ])('leads to it: %s', (_what, change) => {
    const wanted = { ...CONTENT, ...change };
    const delta = deltaBetween(CONTENT, wanted, FROM);
    const reached = applyDelta(CONTENT, delta, FROM);
    expect(deltaBetween(reached, wanted, FROM)).toEqual({});
    expect(isEmptyDelta(delta)).toBe(Object.keys(change).length === 0);
  });
});

describe('the former values of an amendment', () => {
  it('are empty if it only adds parts', () => {
    expect(partsBefore(CONTENT, {})).toEqual({});
    const added = { addMachines: [machine('c', FROM)], charges: [{ key: 'new', id: 'n', set: {} }] };
    expect(partsBefore(CONTENT, { ...added, meters: [meter('m9')] })).toEqual({});
  });

  it('are the terms, machines, meters and charges that it changes', () => {
    expect(
      partsBefore(CONTENT, {
        paymentDays: 30,
        endMachines: ['b'],
        meters: [meter('m2')],
        charges: [{ key: 'usage', id: 'u', set: {} }],
        dropCharges: ['fee'],
      }),
    ).toEqual({
      paymentDays: 14,
      machines: [CONTENT.machines[1]],
      meters: [CONTENT.meters[1]],
      charges: CONTENT.charges,
    });
  });
});

describe('a stay of a machine that leaves', () => {
  it.each<[string, MachineUnderContract, readonly MachineUnderContract[]]>([
    ['ends with the day before', machine('a', '2026-01-01'), [machine('a', '2026-01-01', FROM)]],
    ['is unchanged once it is over', machine('a', '2026-01-01', FROM), [machine('a', '2026-01-01', FROM)]],
    ['is removed if it has not begun', machine('a', FROM), []],
    ['is unchanged for another machine', machine('b', '2026-01-01'), [machine('b', '2026-01-01')]],
  ])('%s', (_what, stay, left) => {
    expect(endMachine(stay, ['a'], FROM)).toEqual(left);
  });
});
