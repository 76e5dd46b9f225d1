import fc from 'fast-check';
import {
  findActivationFaults,
  findContractFaults,
  findFixedChanges,
  type ContractSurroundings,
} from './contract-faults.js';
import type { ContractContent, DeviceFacts } from './contract-fields.js';

const FLOW_METER: DeviceFacts = {
  id: 'd-flow',
  code: 'FM-PL-09',
  machineId: null,
  siteCustomerId: 'c-1',
  signals: [
    { key: 'air_m3_total', kind: 'counter', unit: 'm3', modulus: '10000000' },
    { key: 'pressure_bar', kind: 'gauge', unit: 'bar', modulus: null },
  ],
};
const CONTROLLER: DeviceFacts = {
  id: 'd-controller',
  code: 'BH75V-2409-101',
  machineId: 'm-1',
  siteCustomerId: null,
  signals: [{ key: 'run_hours_total', kind: 'counter', unit: 'h', modulus: null }],
};

const SOUND: ContractContent = {
  number: 'K-PL-1',
  customerId: 'c-1',
  legalEntityId: 'le-1',
  buyerId: 'buyer',
  pricesIncludeTax: false,
  planId: 'p-1',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  startsOn: '2025-02-01',
  endsOn: '2030-01-31',
  paymentDays: 21,
  kitsIncluded: true,
  terms: {},
  machines: [
    { id: 'cm-1', machineId: 'm-1', from: '2025-02-01', to: '2026-01-01' },
    { id: 'cm-2', machineId: 'm-1', from: '2026-01-01', to: null },
  ],
  meters: [
    {
      id: 'me-1',
      deviceId: 'd-flow',
      signalKey: 'air_m3_total',
      unit: 'm3',
      modulus: '10000000',
      maxRatePerHour: '900',
      maxGapMinutes: 1440,
    },
    {
      id: 'me-2',
      deviceId: 'd-controller',
      signalKey: 'run_hours_total',
      unit: 'h',
      modulus: null,
      maxRatePerHour: '1',
      maxGapMinutes: 1440,
    },
  ],
  prices: [
    { id: 'pr-1', kind: 'base', amount: '4900.00', clause: '2.1' },
    {
      id: 'pr-2',
      kind: 'usage',
      meterId: 'me-1',
      includedQuantity: '150000',
      unitPrice: '0.0264',
      clause: '3.1',
    },
  ],
};

const surroundings = (planStructure = 'base+included+overage'): ContractSurroundings => ({
  planStructure,
  devices: new Map([FLOW_METER, CONTROLLER].map((device) => [device.id, device])),
});

const faultsOf = (contract: ContractContent) =>
  findContractFaults(contract, surroundings()).map(({ pointer, code }) => `${pointer} ${code}`);
const withMeter = (change: object): ContractContent => ({
  ...SOUND,
  meters: [{ ...SOUND.meters[0]!, ...change }, SOUND.meters[1]!],
});
const withPrice = (index: number, change: object): ContractContent => ({
  ...SOUND,
  prices: SOUND.prices.map((price, at) => (at === index ? { ...price, ...change } : price)),
});

describe('findContractFaults', () => {
  it('finds nothing in a sound contract', () => {
    expect(faultsOf(SOUND)).toEqual([]);
  });

  it.each<[string, ContractContent]>([
    ['/number contracts.number_malformed', { ...SOUND, number: ' ' }],
    ['/currency contracts.currency_unknown', { ...SOUND, currency: 'EURO' }],
    ['/zone contracts.zone_unknown', { ...SOUND, zone: 'Europe/Atlantis' }],
    ['/zone contracts.zone_unknown', { ...SOUND, zone: '+01:00' }],
    ['/startsOn contracts.date_malformed', { ...SOUND, startsOn: '2025-02-30' }],
    ['/endsOn contracts.date_malformed', { ...SOUND, endsOn: 'soon' }],
    ['/endsOn contracts.ends_before_start', { ...SOUND, endsOn: '2025-01-31' }],
    ['/paymentDays contracts.payment_days_out_of_range', { ...SOUND, paymentDays: 400 }],
    [
      '/machines/1 contracts.machine_twice',
      { ...SOUND, machines: [SOUND.machines[0]!, { ...SOUND.machines[1]!, from: '2025-12-31' }] },
    ],
    [
      '/machines/0/to contracts.machine_ends_before_start',
      { ...SOUND, machines: [{ ...SOUND.machines[0]!, to: '2025-02-01' }] },
    ],
    [
      '/machines/0/from contracts.date_malformed',
      { ...SOUND, machines: [{ ...SOUND.machines[0]!, from: '01.02.2025' }] },
    ],
    ['/meters/0/modulus contracts.modulus_not_positive', withMeter({ modulus: '0' })],
    ['/meters/0/maxRatePerHour contracts.max_rate_not_positive', withMeter({ maxRatePerHour: '-5' })],
    ['/meters/0/maxGapMinutes contracts.max_gap_out_of_range', withMeter({ maxGapMinutes: 0 })],
    ['/meters/0/deviceId contracts.device_not_found', withMeter({ deviceId: 'd-nobody' })],
    ['/meters/0/signalKey contracts.signal_unknown', withMeter({ signalKey: 'air_total' })],
    [
      '/meters/0/signalKey contracts.signal_not_a_counter',
      withMeter({ signalKey: 'pressure_bar', unit: 'bar' }),
    ],
    ['/meters/0/unit contracts.unit_differs', withMeter({ unit: 'L' })],
    [
      '/meters/1/signalKey contracts.meter_twice',
      { ...SOUND, meters: [SOUND.meters[0]!, { ...SOUND.meters[0]!, id: 'me-2' }] },
    ],
    ['/meters/1/deviceId contracts.meter_machine_not_in_contract', { ...SOUND, machines: [] }],
    ['/meters/0/deviceId contracts.meter_site_of_another_customer', { ...SOUND, customerId: 'c-2' }],
    ['/prices/0/amount contracts.amount_malformed', withPrice(0, { amount: '-1' })],
    ['/prices/0/amount contracts.amount_too_precise', withPrice(0, { amount: '4900.005' })],
    ['/prices/1/unitPrice contracts.unit_price_malformed', withPrice(1, { unitPrice: '0,0264' })],
    [
      '/prices/1/includedQuantity contracts.included_quantity_malformed',
      withPrice(1, { includedQuantity: '' }),
    ],
    ['/prices/1/meterId contracts.meter_not_in_contract', withPrice(1, { meterId: 'me-9' })],
    [
      '/prices/2/meterId contracts.meter_priced_twice',
      { ...SOUND, prices: [...SOUND.prices, { ...SOUND.prices[1]!, id: 'pr-3' }] },
    ],
  ])('%s', (fault, contract) => {
    expect(faultsOf(contract)).toEqual([fault]);
  });

  it('names the counters to choose from when the signal is unknown', () => {
    expect(findContractFaults(withMeter({ signalKey: 'air_total' }), surroundings())[0]?.params).toEqual({
      value: 'air_total',
      counters: 'air_m3_total',
    });
  });

  it('takes an amount of an undecimal currency without decimals only', () => {
    expect(faultsOf({ ...withPrice(0, { amount: '21500000.50' }), currency: 'IDR' })).toEqual([]);
    expect(faultsOf({ ...withPrice(0, { amount: '21500000.505' }), currency: 'IDR' })).toEqual([
      '/prices/0/amount contracts.amount_too_precise',
    ]);
  });

  it('never throws, whatever is sent', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('1', '-1', '1e5', 'NaN', '2026-02-30', '0x10'));
    fc.assert(
      fc.property(
        fc.record({ number: text, currency: text, zone: text, startsOn: text, endsOn: text }),
        text,
        text,
        (terms, amount, rate) => {
          const contract = {
            ...withPrice(0, { amount }),
            ...terms,
            meters: withMeter({ maxRatePerHour: rate }).meters,
          };
          expect(Array.isArray(faultsOf(contract))).toBe(true);
        },
      ),
    );
  });
});

describe('findActivationFaults', () => {
  const faults = (structure: string, prices: ContractContent['prices']) =>
    findActivationFaults({ ...SOUND, prices }, surroundings(structure)).map(({ code, params }) => [
      code,
      params?.kind,
    ]);

  it.each<[string, number[], (string | undefined)[][]]>([
    ['base+included+overage', [0, 1], []],
    ['base+included+overage', [0], [['contracts.price_missing', 'usage']]],
    ['base+included+overage', [1], [['contracts.price_missing', 'base']]],
    ['per_unit', [1], []],
    ['per_unit', [0, 1], [['contracts.price_not_in_plan', 'base']]],
    ['kits_shipped_before_due_hours', [0], []],
    ['graduated+annual_minimum', [], []],
  ])('%s with prices %p: %p', (structure, indexes, expected) => {
    expect(
      faults(
        structure,
        indexes.map((index) => SOUND.prices[index]!),
      ),
    ).toEqual(expected);
  });
});

describe('findFixedChanges', () => {
  it('lets the end, the payment days, the prices and a meter’s limits change', () => {
    const wanted = {
      ...withMeter({ maxRatePerHour: '1200' }),
      endsOn: '2029-01-31',
      paymentDays: 30,
      prices: [],
    };
    expect(findFixedChanges(SOUND, wanted)).toEqual([]);
  });

  it('keeps what was signed and what a meter reads', () => {
    const wanted = { ...withMeter({ signalKey: 'other_total' }), currency: 'EUR', startsOn: '2025-03-01' };
    expect(findFixedChanges(SOUND, wanted).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/currency contracts.fixed_once_active',
      '/startsOn contracts.fixed_once_active',
      '/meters/0 contracts.meter_source_fixed',
    ]);
  });
});
