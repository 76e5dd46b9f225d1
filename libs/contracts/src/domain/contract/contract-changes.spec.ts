import {
  applyChanges,
  EMPTY_CONTRACT,
  isEquivalentMeter,
  isSameMeter,
  pickTerms,
} from './contract-changes.js';
import type { ContractContent, DeviceFacts } from './contract-fields.js';
import { COUNTER_DEFAULTS } from '../meters/usage-method.js';

const DEVICE: DeviceFacts = {
  id: 'd-1',
  code: 'FM-1',
  machineId: null,
  siteCustomerId: 'c-1',
  signals: [{ key: 'air_m3_total', kind: 'counter', unit: 'm3', modulus: '10000000' }],
};
const devices = new Map([[DEVICE.id, DEVICE]]);
const CURRENT: ContractContent = {
  ...EMPTY_CONTRACT,
  number: 'K-1',
  customerId: 'c-1',
  legalEntityId: 'le-1',
  buyerId: 'buyer',
  planId: 'p-1',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  startsOn: '2026-02-01',
  machines: [{ id: 'cm-1', machineId: 'm-1', from: '2026-02-01', to: null }],
  meters: [
    {
      ...COUNTER_DEFAULTS,
      id: 'me-1',
      deviceId: 'd-1',
      signalKey: 'air_m3_total',
      unit: 'm3',
      modulus: null,
      maxRatePerHour: '900',
      maxGapMinutes: 60,
    },
  ],
  charges: [
    {
      id: 'ch-1',
      key: 'fee',
      nameI18n: {},
      clause: '2.1',
      due: 'arrears',
      dueOn: null,
      countsBy: 'month',
      perMachine: false,
      machineIds: [],
      meterIds: [],
      pricing: { model: 'flat', amount: '4900' },
    },
  ],
};

describe('applyChanges', () => {
  const apply = (wanted: Parameters<typeof applyChanges>[1]) => {
    let made = 0;
    return applyChanges(CURRENT, wanted, devices, () => `new-${(made += 1)}`);
  };

  it('keeps terms that are not mentioned', () => {
    expect(apply({})).toEqual(CURRENT);
    expect(apply({ paymentDays: undefined, endsOn: null })).toEqual(CURRENT);
  });

  it('applies terms, including empty ones', () => {
    const ended = { ...CURRENT, endsOn: '2027-01-31' };
    expect(applyChanges(ended, { endsOn: null, paymentDays: 14 }, devices, () => '')).toMatchObject({
      endsOn: null,
      paymentDays: 14,
    });
  });

  it('keeps the ids of machines and meters that stay, regardless of other changes', () => {
    const { machines, meters } = apply({
      machines: [
        { machineId: 'm-1', from: '2026-02-01', to: '2026-12-01' },
        { machineId: 'm-1', from: '2027-02-01' },
      ],
      meters: [{ deviceId: 'd-1', signalKey: 'air_m3_total', maxRatePerHour: '1200' }],
    });
    expect(machines).toEqual([
      { id: 'cm-1', machineId: 'm-1', from: '2026-02-01', to: '2026-12-01' },
      { id: 'new-1', machineId: 'm-1', from: '2027-02-01', to: null },
    ]);
    expect(meters).toEqual([
      { ...CURRENT.meters[0], modulus: '10000000', maxRatePerHour: '1200', maxGapMinutes: 1440 },
    ]);
  });

  it('completes a charge, names it after its kind, and uses ids given by a client', () => {
    const unit = { model: 'unit', unitPrice: '0.03' } as const;
    const { charges } = apply({
      charges: [
        { pricing: { model: 'flat', amount: '100' } },
        { id: 'ch-9', meterIds: ['me-1'], clause: '3.1', pricing: unit },
        { key: 'fee', pricing: { model: 'flat', amount: '4950' } },
        { key: 'usage-2', countsBy: 'year', pricing: unit },
        { pricing: { ...unit, unitPrice: '0', minQuantity: '10' } },
      ],
    });
    expect(charges.map(({ id, key }) => [id, key])).toEqual([
      ['new-1', 'fee-2'],
      ['ch-9', 'usage'],
      ['ch-1', 'fee'],
      ['new-2', 'usage-2'],
      ['new-3', 'minimum'],
    ]);
    expect(charges[1]).toEqual({
      id: 'ch-9',
      key: 'usage',
      nameI18n: {},
      clause: '3.1',
      due: 'arrears',
      dueOn: null,
      countsBy: 'month',
      perMachine: false,
      machineIds: [],
      meterIds: ['me-1'],
      pricing: unit,
    });
  });

  it('keeps optional fields of a charge', () => {
    const once = { due: 'once', pricing: { model: 'flat', amount: '100' } } as const;
    const { charges } = apply({
      charges: [
        { ...once, key: 'deposit', deposit: true },
        { ...once, key: 'credits', prepaid: { chargeKey: 'usage', quantity: '500' } },
        { ...once, key: 'plain', deposit: false },
      ],
    });
    expect(charges[0]).toMatchObject({ deposit: true, due: 'once' });
    expect(charges[1]?.prepaid).toEqual({
      chargeKey: 'usage',
      quantity: '500',
      expiresOn: null,
      expiresAfterMonths: null,
    });
    expect(charges[2]).not.toHaveProperty('deposit');
    expect(charges[2]).not.toHaveProperty('prepaid');
  });

  it('names a guarantee after its type, with a key that is unique among charges', () => {
    const delivery = {
      type: 'delivery',
      guaranteePercent: null,
      creditPerStartedHour: '75',
      outsideMeterId: 'me-1',
    } as const;
    const { performance } = apply({
      performance: [delivery, { ...delivery, key: 'own', clause: '7.2' }, delivery],
    });
    expect(performance.map(({ key, clause }) => [key, clause])).toEqual([
      ['delivery', ''],
      ['own', '7.2'],
      ['delivery-2', ''],
    ]);
  });

  it('has no unit for an unknown signal, so that it is rejected', () => {
    expect(apply({ meters: [{ deviceId: 'd-9', signalKey: 'x' }] }).meters[0]).toMatchObject({ unit: '' });
  });
});

describe('pickTerms', () => {
  it('leaves out fields that are not terms of the contract', () => {
    expect(Object.keys(pickTerms({ ...CURRENT, version: 3 } as ContractContent)).sort()).toEqual([
      'billingCalendar',
      'buyerId',
      'currency',
      'customerId',
      'endsOn',
      'exit',
      'indexClause',
      'invoiceTerms',
      'kitsIncluded',
      'legalEntityId',
      'number',
      'pauses',
      'paymentDays',
      'performance',
      'planId',
      'pricesIncludeTax',
      'startsOn',
      'terms',
      'zone',
    ]);
  });
});

describe('meters', () => {
  const meter = CURRENT.meters[0]!;

  it('are the same if they read the same values from the same signal for the same purpose', () => {
    const wanted = { deviceId: 'd-1', signalKey: 'air_m3_total' };
    expect(isSameMeter(wanted, { ...wanted, method: 'counter', matches: [], deducts: false })).toBe(true);
    expect(isSameMeter({ ...wanted, matches: ['a', 'b'] }, { ...wanted, matches: ['b', 'a'] })).toBe(true);
    expect(isSameMeter(wanted, { ...wanted, deducts: true })).toBe(false);
    expect(isSameMeter(wanted, { ...wanted, method: 'integral' })).toBe(false);
  });

  it('count alike, regardless of their definitions', () => {
    expect(isEquivalentMeter(meter, { ...meter, id: 'other', modelMeterId: 'model' })).toBe(true);
    expect(isEquivalentMeter(meter, { ...meter, maxGapMinutes: 61 })).toBe(false);
  });
});
