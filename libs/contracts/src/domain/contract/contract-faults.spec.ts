import fc from 'fast-check';
import {
  findActivationFaults,
  findContractFaults,
  findFixedChanges,
  type ContractContext,
} from './contract-faults.js';
import type { ChargeFields } from '../charges/charge-fields.js';
import type { Pricing } from '../charges/pricing.js';
import type { PrepaidSale } from '../prepaid/prepaid-sale.js';
import type { ContractContent, DeviceFacts } from './contract-fields.js';
import type { AgreedDiscount, AgreedMinimum } from '../terms/invoice-terms.js';
import { COUNTER_DEFAULTS } from '../meters/usage-method.js';

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
  signals: [
    { key: 'run_hours_total', kind: 'counter', unit: 'h', modulus: null },
    { key: 'state', kind: 'state', unit: '', modulus: null },
  ],
};

const CHARGE = {
  nameI18n: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: [],
} as const;

const SOUND: ContractContent = {
  number: 'K-PL-1',
  customerId: 'c-1',
  legalEntityId: 'le-1',
  buyerId: 'buyer',
  pricesIncludeTax: false,
  planId: 'p-1',
  currency: 'PLN',
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  startsOn: '2025-02-01',
  endsOn: '2030-01-31',
  paymentDays: 21,
  kitsIncluded: true,
  exit: null,
  indexClause: null,
  pauses: [],
  invoiceTerms: null,
  performance: [],
  terms: {},
  machines: [
    { id: 'cm-1', machineId: 'm-1', from: '2025-02-01', to: '2026-01-01' },
    { id: 'cm-2', machineId: 'm-1', from: '2026-01-01', to: null },
  ],
  meters: [
    {
      ...COUNTER_DEFAULTS,
      id: 'me-1',
      deviceId: 'd-flow',
      signalKey: 'air_m3_total',
      unit: 'm3',
      modulus: '10000000',
      maxRatePerHour: '900',
      maxGapMinutes: 1440,
    },
    {
      ...COUNTER_DEFAULTS,
      id: 'me-2',
      deviceId: 'd-controller',
      signalKey: 'run_hours_total',
      unit: 'h',
      modulus: null,
      maxRatePerHour: '1',
      maxGapMinutes: 1440,
    },
  ],
  charges: [
    { ...CHARGE, id: 'ch-1', key: 'fee', pricing: { model: 'flat', amount: '4900.00' } },
    {
      ...CHARGE,
      id: 'ch-2',
      key: 'usage',
      meterIds: ['me-1'],
      pricing: { model: 'unit', includedQuantity: '150000', unitPrice: '0.0264' },
    },
  ],
};

const context: ContractContext = {
  devices: new Map([FLOW_METER, CONTROLLER].map((device) => [device.id, device])),
};

const faultsOf = (contract: ContractContent) =>
  findContractFaults(contract, context).map(({ pointer, code }) => `${pointer} ${code}`);
const discounted = (change: Partial<AgreedDiscount>): ContractContent => ({
  ...SOUND,
  invoiceTerms: {
    minimum: null,
    discounts: [{ percent: '5', amount: null, from: null, until: null, clause: '', ...change }],
  },
});
const withMinimum = (
  change: Partial<AgreedMinimum>,
  { due = 'arrears' }: Partial<ChargeFields> = {},
): ContractContent => ({
  ...SOUND,
  invoiceTerms: { minimum: { amount: '5000', clause: '4', ...change } },
  charges: [{ ...SOUND.charges[0]!, due }, ...SOUND.charges.slice(1)],
});
const withMeter = (change: object): ContractContent => ({
  ...SOUND,
  meters: [{ ...SOUND.meters[0]!, ...change }, SOUND.meters[1]!],
});
const sale = (change: Partial<PrepaidSale> = {}): PrepaidSale => ({
  chargeKey: 'usage',
  quantity: '100',
  ...change,
});
/** Builds a contract with a fee that sells prepaid credits for its usage. */
const selling = (change: Partial<PrepaidSale>, terms: object = {}): ContractContent =>
  withCharge(0, { due: 'once', dueOn: '2025-03-01', prepaid: sale(change), ...terms });
/** Builds a contract with a meter that counts a till's revenue in a currency. */
const countingIn = (unit: string): ContractContent => withMeter({ factor: '1', unit });
const withCharge = (index: number, change: object, contract = SOUND): ContractContent => ({
  ...contract,
  charges: contract.charges.map((charge, at) => (at === index ? { ...charge, ...change } : charge)),
});
const priced = (pricing: Pricing, change: object = {}) => withCharge(1, { ...change, pricing });

/** Builds a contract with two meters of one signal in one charge. Each meter counts the time in its states. */
const countingStates = (...states: string[][]): ContractContent =>
  withCharge(
    1,
    {
      meterIds: states.map((_, index) => `me-${index + 1}`),
      pricing: { model: 'unit', unitPrice: '1' },
    },
    {
      ...SOUND,
      meters: states.map((matches, index) => ({
        ...SOUND.meters[1]!,
        id: `me-${index + 1}`,
        signalKey: 'state',
        method: 'state_time',
        matches,
        modulus: null,
        maxRatePerHour: null,
      })),
    },
  );
/** Moves each meter to a separate charge. */
const apart = (contract: ContractContent): ContractContent => ({
  ...contract,
  charges: [
    contract.charges[0]!,
    ...['me-1', 'me-2'].map((id) => ({ ...contract.charges[1]!, id, key: id, meterIds: [id] })),
  ],
});

describe('findContractFaults', () => {
  it('accepts a contract that ends on its first day, which is its last billed one', () => {
    expect(faultsOf({ ...SOUND, endsOn: SOUND.startsOn })).toEqual([]);
  });

  it('accepts a valid contract', () => {
    expect(faultsOf(SOUND)).toEqual([]);
    expect(faultsOf(countingStates(['running'], ['idle']))).toEqual([]);
    expect(faultsOf(apart(countingStates(['running'], ['idle'])))).toEqual([]);
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
    ['/invoiceTerms/minimum/amount contracts.amount_not_positive', withMinimum({ amount: '0.00' })],
    ['/invoiceTerms/minimum/amount contracts.amount_not_positive', withMinimum({ amount: '1,5' })],
    ['/invoiceTerms/minimum/clause contracts.clause_too_long', withMinimum({ clause: '4'.repeat(101) })],
    [
      '/invoiceTerms/discounts/0/percent contracts.discount_percent_out_of_range',
      discounted({ percent: '101' }),
    ],
    ['/invoiceTerms/discounts/0/percent contracts.discount_percent_or_amount', discounted({ amount: '5' })],
    [
      '/invoiceTerms/discounts/0/amount contracts.amount_not_positive',
      discounted({ percent: null, amount: '-5' }),
    ],
    ['/invoiceTerms/discounts/0/from contracts.date_malformed', discounted({ from: '2026-02-30' })],
    [
      '/invoiceTerms/discounts/0/until contracts.discount_ends_before_start',
      discounted({ from: '2026-03-01', until: '2026-02-28' }),
    ],
    [
      '/invoiceTerms/payableIncrement contracts.increment_too_fine',
      { ...SOUND, invoiceTerms: { minimum: null, payableIncrement: '0.005' } },
    ],
    [
      '/invoiceTerms/payableIncrement contracts.amount_not_positive',
      { ...SOUND, invoiceTerms: { minimum: null, payableIncrement: '0' } },
    ],
    ['/charges/0/due contracts.minimum_needs_months', withMinimum({}, { due: 'yearly' })],
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
    ['/charges/0/key contracts.charge_key_malformed', withCharge(0, { key: 'a fee' })],
    ['/charges/1/key contracts.charge_twice', withCharge(1, { key: 'fee' })],
    ['/charges/0/dueOn contracts.due_on_not_once', withCharge(0, { dueOn: '2025-03-01' })],
    ['/charges/0/dueOn contracts.date_malformed', withCharge(0, { due: 'once', dueOn: 'soon' })],
    ['/charges/0/dueOn contracts.due_before_start', withCharge(0, { due: 'once', dueOn: '2025-01-31' })],
    ['/charges/0/meterIds contracts.flat_counts_nothing', withCharge(0, { meterIds: ['me-1'] })],
    [
      '/charges/0/machineIds contracts.machine_not_in_contract',
      withCharge(0, { perMachine: true, machineIds: ['m-9'] }),
    ],
    ['/charges/0/machineIds contracts.machines_not_per_machine', withCharge(0, { machineIds: ['m-1'] })],
    ['/charges/1/perMachine contracts.per_machine_not_flat', withCharge(1, { perMachine: true })],
    ['/charges/1/due contracts.usage_not_in_arrears', withCharge(1, { due: 'advance' })],
    ['/charges/1/meterIds contracts.charge_meter_missing', withCharge(1, { meterIds: [] })],
    ['/charges/1/meterIds contracts.meter_not_in_contract', withCharge(1, { meterIds: ['me-9'] })],
    ['/charges/1/meterIds contracts.meter_priced_twice', withCharge(1, { meterIds: ['me-1', 'me-1'] })],
    ['/charges/1/meterIds contracts.quantity_priced_twice', countingStates(['running'], ['idle', 'running'])],
    [
      '/charges/2/meterIds contracts.quantity_priced_twice',
      apart(countingStates(['running'], ['idle', 'running'])),
    ],
    ['/charges/1/meterIds contracts.meters_differ_in_unit', withCharge(1, { meterIds: ['me-1', 'me-2'] })],
    ['/charges/1/meterIds contracts.deducted_from_nothing', withMeter({ deducts: true })],
    [
      '/charges/2/meterIds contracts.meter_priced_twice',
      { ...SOUND, charges: [...SOUND.charges, { ...SOUND.charges[1]!, id: 'ch-3', key: 'again' }] },
    ],
    [
      '/charges/0/pricing/amount contracts.value_negative',
      withCharge(0, { pricing: { model: 'flat', amount: '-1' } }),
    ],
    ['/charges/1/pricing/unitPrice contracts.value_negative', priced({ model: 'unit', unitPrice: '-1' })],
    [
      '/charges/1/pricing/unitPrice contracts.decimal_malformed',
      priced({ model: 'unit', unitPrice: '0,0264' }),
    ],
    ['/charges/1/pricing/unitPrice contracts.value_missing', priced({ model: 'unit' })],
    [
      '/charges/1/pricing/tiers/1/upTo contracts.tiers_not_rising',
      priced({
        model: 'volume',
        tiers: [
          { upTo: '9', unitPrice: '1' },
          { upTo: '8', unitPrice: '1' },
        ],
      }),
    ],
    [
      '/charges/1/pricing/minInstalments contracts.instalments_within_month',
      priced({ model: 'unit', unitPrice: '1', minQuantity: '9', minInstalments: 12 }),
    ],
    [
      '/charges/1/meterIds contracts.meter_counts_no_money',
      priced({ model: 'percentage', ratePercent: '5' }),
    ],
    [
      '/charges/1/meterIds contracts.meter_counts_no_money',
      priced({ model: 'graduated_percentage', tiers: [{ ratePercent: '5' }] }),
    ],
    ['/charges/1/meterIds contracts.meter_counts_no_money', priced({ model: 'cost_plus' })],
    [
      '/charges/1/meterIds contracts.meter_counts_no_money',
      { ...countingIn('EUR'), charges: priced({ model: 'percentage', ratePercent: '5' }).charges },
    ],
    [
      '/charges/1/pricing/fixedPerEvent contracts.events_not_told',
      {
        ...countingIn('PLN'),
        charges: priced({ model: 'percentage', ratePercent: '5', fixedPerEvent: '0.3' }).charges,
      },
    ],
    ['/charges/0/deposit contracts.deposit_not_once', withCharge(0, { deposit: true })],
    ['/charges/0/deposit contracts.deposit_not_once', selling({}, { deposit: true })],
    ['/charges/0/prepaid contracts.prepaid_not_once', withCharge(0, { prepaid: sale() })],
    ['/charges/0/prepaid/chargeKey contracts.prepaid_charge_missing', selling({ chargeKey: 'hours' })],
    ['/charges/0/prepaid/chargeKey contracts.prepaid_not_priced', selling({ chargeKey: 'fee' })],
    ['/charges/0/prepaid/quantity contracts.decimal_malformed', selling({ quantity: '1,5' })],
    ['/charges/0/prepaid/quantity contracts.value_not_positive', selling({ quantity: '0' })],
    ['/charges/0/prepaid/expiresOn contracts.date_malformed', selling({ expiresOn: 'soon' })],
    ['/charges/0/prepaid/expiresOn contracts.prepaid_expired', selling({ expiresOn: '2025-02-28' })],
    [
      '/charges/0/prepaid/expiresAfterMonths contracts.prepaid_expires_twice',
      selling({ expiresOn: '2025-06-30', expiresAfterMonths: 3 }),
    ],
    [
      '/charges/0/prepaid/expiresAfterMonths contracts.prepaid_months_out_of_range',
      selling({ expiresAfterMonths: 0 }),
    ],
    ['/charges/0/perMachine contracts.prepaid_of_pool', selling({}, { perMachine: true })],
    [
      '/charges/1/pricing/pooling contracts.meter_of_no_machine',
      priced({ model: 'unit', unitPrice: '1', pooling: 'per_machine' }),
    ],
    [
      '/charges/1/pricing/minQuantityPerMachine contracts.meter_of_no_machine',
      priced({ model: 'unit', unitPrice: '1', minQuantityPerMachine: '100' }),
    ],
  ])('%s', (fault, contract) => {
    expect(faultsOf(contract)).toEqual([fault]);
  });

  it('sells prepaid credits once, for each machine if machines are rated separately', () => {
    expect(faultsOf(selling({ expiresAfterMonths: 12 }))).toEqual([]);
    const [fee, usage] = selling({}, { perMachine: true }).charges;
    const alone = {
      ...usage!,
      meterIds: ['me-2'],
      pricing: { ...usage!.pricing, pooling: 'per_machine' } as const,
    };
    expect(faultsOf({ ...SOUND, charges: [fee!, alone] })).toEqual([]);
    expect(faultsOf({ ...SOUND, charges: [{ ...fee!, perMachine: false }, alone] })).toEqual([
      '/charges/0/perMachine contracts.prepaid_by_machine',
    ]);
  });

  it('applies a percentage to a meter’s quantity in the contract’s currency', () => {
    const { charges } = priced({ model: 'percentage', ratePercent: '5', freeAmount: '100' });
    expect(faultsOf({ ...countingIn('PLN'), charges })).toEqual([]);
  });

  it('lists the available counters if the signal is unknown', () => {
    expect(findContractFaults(withMeter({ signalKey: 'air_total' }), context)[0]?.params).toEqual({
      value: 'air_total',
      counters: 'air_m3_total',
    });
  });

  it('accepts a meter that a minimum and a machine’s hour bands count again', () => {
    const minimum = { ...CHARGE, key: 'minimum', countsBy: 'year', meterIds: ['me-1'] } as const;
    const hours = { ...CHARGE, key: 'hours', countsBy: 'year', meterIds: ['me-2'] } as const;
    const tiers = [{ upTo: '2000', flatFee: '1' }, { flatFee: '2' }];
    const contract: ContractContent = {
      ...SOUND,
      charges: [
        ...SOUND.charges,
        {
          ...minimum,
          id: 'ch-3',
          pricing: { model: 'unit', unitPrice: '0', minQuantity: '9', shortfallPrice: '1' },
        },
        { ...hours, id: 'ch-4', pricing: { model: 'hour_bands', tiers, pooling: 'per_machine' } },
      ],
    };
    expect(faultsOf(contract)).toEqual([]);
  });

  it('never throws, for any input', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('1', '-1', '1e5', 'NaN', '2026-02-30', '0x10'));
    fc.assert(
      fc.property(
        fc.record({ number: text, currency: text, zone: text, startsOn: text, endsOn: text }),
        text,
        text,
        (terms, amount, rate) => {
          const contract = {
            ...withCharge(0, { pricing: { model: 'flat', amount } }),
            ...terms,
            meters: withMeter({ maxRatePerHour: rate }).meters,
          };
          expect(Array.isArray(faultsOf(contract))).toBe(true);
        },
      ),
    );
  });
});

describe('a subtracted meter', () => {
  it('can’t meter peak demand', () => {
    expect(faultsOf(withMeter({ deducts: true, method: 'peak_demand', intervalMinutes: 15 }))).toContain(
      '/meters/0/deducts contracts.peak_not_deducted',
    );
  });

  const scrap = { ...SOUND.meters[0]!, id: 'me-3', deducts: true };
  const lessScrap = (meters: ContractContent['meters']): ContractContent => ({
    ...withCharge(1, { meterIds: meters.map(({ id }) => id) }),
    meters: [...meters, SOUND.meters[1]!],
  });

  it('requires a counted meter of the same machine or the same site', () => {
    expect(faultsOf(lessScrap([SOUND.meters[0]!, scrap]))).toEqual([]);
    const ofMachine = {
      ...scrap,
      deviceId: 'd-controller',
      signalKey: 'run_hours_total',
      unit: 'm3',
      factor: '1',
    };
    expect(faultsOf(lessScrap([SOUND.meters[0]!, ofMachine]))).toEqual([
      '/charges/1/meterIds contracts.deducted_from_nothing',
    ]);
  });
});

describe('findActivationFaults', () => {
  it('requires something to bill', () => {
    expect(findActivationFaults(SOUND)).toEqual([]);
    expect(findActivationFaults({ ...SOUND, charges: [] })).toEqual([
      { pointer: '/charges', code: 'contracts.charge_missing', params: {} },
    ]);
  });
});

describe('findFixedChanges', () => {
  it('allows changes of informational terms', () => {
    expect(findFixedChanges(SOUND, { ...SOUND, terms: { note: 'x' } })).toEqual([]);
  });

  it('rejects changes of signed terms: some always, others unless made by amendment', () => {
    const wanted = {
      ...withMeter({ maxRatePerHour: '1200' }),
      currency: 'EUR',
      startsOn: '2025-03-01',
      endsOn: '2029-01-31',
      charges: [],
    };
    expect(findFixedChanges(SOUND, wanted).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/currency contracts.fixed_once_active',
      '/startsOn contracts.fixed_once_active',
      '/endsOn contracts.changed_by_amendment',
      '/meters contracts.changed_by_amendment',
      '/charges contracts.changed_by_amendment',
    ]);
  });
});
