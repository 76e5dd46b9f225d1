import {
  type ChargeFields,
  type ContractView,
  COUNTER_DEFAULTS,
  type OpeningAmount,
  type OpeningReading,
  type ContractMigrationContent,
  type UsageMethod,
} from '#contracts/domain';
import { type RequestedReading, requiredForMigration } from './migration-requirements.js';
import { findMigrationFaults, totalMoneyOf } from './migration-faults.js';

const TODAY = '2026-11-27';
const NO_TEXTS = { nameI18n: {}, clause: '', dueOn: null, machineIds: [] };
const charge = (
  key: string,
  pricing: ChargeFields['pricing'],
  more: Partial<ChargeFields> = {},
): ChargeFields => ({
  ...NO_TEXTS,
  id: key,
  key,
  due: 'arrears',
  countsBy: 'month',
  perMachine: false,
  meterIds: pricing.model === 'flat' ? [] : ['hours-a', 'hours-b'],
  pricing,
  ...more,
});
const meter = (id: string, deviceId: string) => ({
  ...COUNTER_DEFAULTS,
  ...{ id, deviceId, signalKey: 'run_hours', unit: 'h' },
  ...{ modulus: '100000', maxRatePerHour: null, maxGapMinutes: 60 },
});

const measuredAs = (method: UsageMethod): ContractView => ({
  ...CONTRACT,
  meters: CONTRACT.meters.map((one) => (one.id === 'hours-a' ? { ...one, method } : one)),
});

/** A contract with two machines since 1 April 2024; a third machine joined in 2026 and left again. */
const CONTRACT = {
  zone: 'Europe/Warsaw',
  billingCalendar: 'calendar',
  currency: 'JPY',
  startsOn: '2024-04-01',
  endsOn: '2028-03-31',
  versions: [
    {
      from: '2024-04-01',
      charges: [
        charge('base', { model: 'flat', amount: '100' }),
        charge('care', { model: 'flat', amount: '900' }, { due: 'yearly', perMachine: true }),
        charge('usage', { model: 'unit', unitPrice: '3' }, { countsBy: 'year' }),
      ],
    },
  ],
  machines: [
    { id: '1', machineId: 'a', from: '2024-04-01', to: null },
    { id: '2', machineId: 'b', from: '2026-06-01', to: null },
    { id: '3', machineId: 'c', from: '2025-01-01', to: '2026-09-01' },
  ],
  meters: [meter('hours-a', 'dev-a'), meter('hours-b', 'dev-b'), meter('hours-c', 'dev-c')],
  devices: new Map(
    ['a', 'b', 'c'].map((id, index) => [`dev-${id}`, { code: `C-${id}`, deviceKey: index, machineId: id }]),
  ),
  serials: new Map([
    ['a', 'S-A'],
    ['b', 'S-B'],
    ['c', 'S-C'],
  ]),
} as unknown as ContractView;

const reading = (meterId: string, more: Partial<OpeningReading> = {}): OpeningReading => ({
  ...{ meterId, value: '812.5', readOn: '2026-10-31', note: 'Protocol 7', usedInYear: '300' },
  ...more,
});
const amount = (more: Partial<OpeningAmount> = {}): OpeningAmount => ({
  ...{ chargeKey: 'usage', machineId: null, amount: '1800' },
  ...more,
});
const VALID: ContractMigrationContent = {
  billedUntil: '2026-10-31',
  note: 'Billed by ACME',
  readings: [reading('hours-a'), reading('hours-b')],
  amounts: [amount()],
  balances: [
    {
      kind: 'prepaid',
      chargeKey: 'usage',
      machineId: null,
      quantity: '40.5',
      expiresOn: '2027-03-31',
      note: '',
    },
    { kind: 'deposit', quantity: '5000', expiresOn: null, note: '' },
  ],
};

describe('requiredForMigration', () => {
  it('asks for each counter, the usage in the current year, and the amounts billed for it', () => {
    const { yearFrom, readings, amounts } = requiredForMigration(CONTRACT, '2026-11-01');
    expect(yearFrom).toBe('2026-04-01');
    expect(readings).toEqual([
      { meterId: 'hours-a', isCounter: true, countsByYear: true },
      { meterId: 'hours-b', isCounter: true, countsByYear: true },
    ]);
    expect(amounts.map(({ place, isRequired }) => [place, isRequired])).toEqual([
      ...(
        [
          ['a', '2026-04-01'],
          ['b', '2026-06-01'],
          ['c', '2026-04-01'],
        ] as const
      ).map(([machineId, partFrom]) => [
        { chargeKey: 'care', component: 'fee', counterFrom: '2026-04-01', partFrom, machineId },
        false,
      ]),
      [
        {
          chargeKey: 'usage',
          component: 'usage',
          counterFrom: '2026-04-01',
          partFrom: '2026-04-01',
          machineId: null,
        },
        true,
      ],
    ]);
  });

  it('asks for the amount billed in a quarter in progress, but not if a quarter begins', () => {
    const [version] = CONTRACT.versions;
    const fee = charge('fee', { model: 'flat', amount: '900' }, { due: 'quarterly' });
    const contract = { ...CONTRACT, versions: [{ ...version!, charges: [fee] }] };
    expect(requiredForMigration(contract, '2026-12-01').amounts).toMatchObject([
      { isRequired: false, place: { component: 'fee', counterFrom: '2026-10-01', partFrom: null } },
    ]);
    expect(requiredForMigration(contract, '2027-01-01').amounts).toEqual([]);
  });

  it.each<[string, ChargeFields['pricing'], string[]]>([
    ['a pool', { model: 'unit', unitPrice: '3' }, ['usage 2026-04-01 null']],
    [
      'each machine',
      { model: 'unit', unitPrice: '3', pooling: 'per_machine' },
      ['usage 2026-04-01 a', 'usage 2026-04-01 b'],
    ],
    ['hour bands', { model: 'hour_bands', tiers: [] }, ['usage null null']],
    [
      'a commitment',
      { model: 'unit', unitPrice: '3', commitment: { quantity: '5' } },
      ['commitment null null'],
    ],
    [
      'a commitment that is allocated to machines',
      { model: 'unit', unitPrice: '3', allocate: true, commitment: { quantity: '5' } },
      ['commitment null a', 'commitment null b'],
    ],
    [
      'instalments of a minimum',
      { model: 'unit', minAmount: '5', minInstalments: 12 },
      ['instalment null null'],
    ],
  ])('asks for the amounts of %s in a year in progress', (_, pricing, expected) => {
    const [version] = CONTRACT.versions;
    const contract = {
      ...CONTRACT,
      versions: [{ ...version!, charges: [charge('usage', pricing, { countsBy: 'year' })] }],
    };
    const { amounts } = requiredForMigration(contract, '2026-11-01');
    expect(amounts.map(({ place }) => `${place.component} ${place.partFrom} ${place.machineId}`)).toEqual(
      expected,
    );
  });

  it('asks for a fee of the machines that it covers, if they were under the contract in its year', () => {
    const [version] = CONTRACT.versions;
    const machines = [
      ...CONTRACT.machines,
      { id: '4', machineId: 'd', from: '2026-11-01', to: null },
      { id: '5', machineId: 'e', from: '2025-01-01', to: '2026-04-01' },
    ];
    const fee = (machineIds: string[]): unknown => {
      const care = charge(
        'care',
        { model: 'flat', amount: '1' },
        { due: 'yearly', perMachine: true, machineIds },
      );
      const contract = { ...CONTRACT, machines, versions: [{ ...version!, charges: [care] }] };
      return requiredForMigration(contract, '2026-11-01').amounts.map(({ machineId }) => machineId);
    };
    expect(fee([])).toEqual(['a', 'b', 'c']);
    expect(fee(['b', 'd', 'e'])).toEqual(['b']);
  });

  it('asks for nothing if a contract year begins', () => {
    const requested = requiredForMigration(CONTRACT, '2026-04-01');
    expect(requested).toMatchObject({ yearFrom: null, amounts: [] });
    expect(requested.readings).toEqual([{ meterId: 'hours-a', isCounter: true, countsByYear: false }]);
  });

  it.each<[UsageMethod, string, Partial<RequestedReading> | null]>([
    ['counter', '2026-11-01', { isCounter: true, countsByYear: true }],
    ['counter', '2026-04-01', { isCounter: true, countsByYear: false }],
    ...(['integral', 'state_time', 'event_count', 'peak_demand'] as const).flatMap(
      (method): [UsageMethod, string, Partial<RequestedReading> | null][] => [
        [method, '2026-11-01', { isCounter: false, countsByYear: true }],
        [method, '2026-04-01', null],
      ],
    ),
  ])('asks for a meter that measures as %s, billed from %s: %j', (method, billedFrom, requested) => {
    const { readings } = requiredForMigration(measuredAs(method), billedFrom);
    expect(readings.filter(({ meterId }) => meterId === 'hours-a')).toEqual(
      requested === null ? [] : [{ meterId: 'hours-a', ...requested }],
    );
  });
});

describe('findMigrationFaults', () => {
  const faultsOf = (change: Partial<ContractMigrationContent>) =>
    findMigrationFaults({ ...VALID, ...change }, CONTRACT, TODAY).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );
  const readings = (more: Partial<OpeningReading>) => ({
    readings: [reading('hours-a', more), reading('hours-b')],
  });
  const balance = (more: Partial<ContractMigrationContent['balances'][number]>) => ({
    balances: [{ ...VALID.balances[1]!, ...more }],
  });
  const prepaid = (more: Partial<ContractMigrationContent['balances'][number]>) =>
    balance({ ...VALID.balances[0]!, ...more });

  it.each<[string, Partial<ContractMigrationContent>, string[]]>([
    ['nothing for a valid migration', {}, []],
    ['an invalid day', { billedUntil: '2026-02-30' }, ['/billedUntil contracts.date_malformed']],
    ['a day in the future', { billedUntil: '2026-11-30' }, ['/billedUntil billing.takeover_in_future']],
    [
      'a day before the contract',
      { billedUntil: '2024-03-31' },
      ['/billedUntil billing.takeover_before_start'],
    ],
    ['a day within a month', { billedUntil: '2026-10-15' }, ['/billedUntil billing.takeover_within_month']],
    [
      'a meter of another contract',
      readings({ meterId: 'x' }),
      ['/readings/0/meterId billing.takeover_meter_unknown', '/readings billing.takeover_reading_missing'],
    ],
    [
      'a machine that left',
      readings({ meterId: 'hours-c' }),
      ['/readings/0/meterId billing.takeover_meter_unknown', '/readings billing.takeover_reading_missing'],
    ],
    [
      'a duplicate meter',
      { readings: [...VALID.readings, reading('hours-a')] },
      ['/readings/2/meterId billing.takeover_twice'],
    ],
    ['an invalid number', readings({ value: '-1' }), ['/readings/0/value contracts.decimal_malformed']],
    [
      'a reading above the modulus',
      readings({ value: '100000' }),
      ['/readings/0/value billing.takeover_beyond_modulus'],
    ],
    [
      'a reading in the future',
      readings({ readOn: '2026-12-01' }),
      ['/readings/0/readOn billing.takeover_read_in_future'],
    ],
    [
      'missing usage of the year',
      readings({ usedInYear: null }),
      ['/readings/0/usedInYear billing.takeover_used_missing'],
    ],
    ['a missing amount', { amounts: [] }, ['/amounts billing.takeover_amount_missing']],
    [
      'an invalid amount',
      { amounts: [amount({ amount: '1 800' })] },
      ['/amounts/0/amount contracts.decimal_malformed'],
    ],
    ['a balance that never expires', prepaid({ expiresOn: null }), []],
    [
      'fractions of yen',
      { amounts: [amount({ amount: '1800.50' })] },
      ['/amounts/0/amount billing.amount_too_fine'],
    ],
    [
      'an unknown machine',
      { amounts: [amount(), amount({ machineId: 'x' })] },
      ['/amounts/1/machineId contracts.machine_not_in_contract'],
    ],
    [
      'a monthly charge',
      { amounts: [amount(), amount({ chargeKey: 'base' })] },
      ['/amounts/1/chargeKey billing.takeover_amount_not_asked'],
    ],
    [
      'a duplicate amount',
      { amounts: [amount(), amount()] },
      ['/amounts/1/chargeKey billing.takeover_twice'],
    ],
    [
      'a deposit in fractions of yen',
      balance({ quantity: '0.5' }),
      ['/balances/0/quantity billing.amount_too_fine'],
    ],
    [
      'an expired balance',
      prepaid({ expiresOn: '2026-10-31' }),
      ['/balances/0/expiresOn billing.takeover_balance_expired'],
    ],
    [
      'an invalid expiry day',
      prepaid({ expiresOn: 'soon' }),
      ['/balances/0/expiresOn contracts.date_malformed'],
    ],
    [
      'an empty balance',
      prepaid({ chargeKey: null }),
      ['/balances/0/chargeKey billing.takeover_prepaid_charge_missing'],
    ],
    [
      'a balance of a fee',
      prepaid({ chargeKey: 'base' }),
      ['/balances/0/chargeKey billing.takeover_prepaid_not_priced'],
    ],
    [
      'a machine’s balance of a pool',
      prepaid({ machineId: 'a' }),
      ['/balances/0/chargeKey billing.takeover_prepaid_not_priced'],
    ],
    [
      'a deposit with an expiry day',
      balance({ expiresOn: '2027-10-31' }),
      ['/balances/0/expiresOn billing.takeover_deposit_expires'],
    ],
  ])('reports %s', (_, change, expected) => {
    expect(faultsOf(change)).toEqual(expected);
  });

  it('names the machine and the charge of a missing amount, and the meter of a missing reading', () => {
    const [version] = CONTRACT.versions;
    const hours = charge(
      'hours',
      { model: 'unit', unitPrice: '3', pooling: 'per_machine' },
      { countsBy: 'year', nameI18n: { de: 'Stunden' } },
    );
    const contract = { ...CONTRACT, versions: [{ ...version!, charges: [hours] }] };
    const faults = findMigrationFaults(
      { ...VALID, readings: [], amounts: [], balances: [] },
      contract,
      TODAY,
    );
    expect(faults.map(({ params }) => params)).toEqual([
      { meter: 'C-a run_hours' },
      { meter: 'C-b run_hours' },
      { charge: 'Stunden', machine: 'S-A' },
      { charge: 'Stunden', machine: 'S-B' },
    ]);
    const named = { ...hours, nameI18n: { de: 'Stunden', en: 'Hours' } };
    expect(
      findMigrationFaults(
        { ...VALID, amounts: [], balances: [] },
        { ...contract, versions: [{ ...version!, charges: [named] }] },
        TODAY,
      )[0]!.params,
    ).toEqual({ charge: 'Hours', machine: 'S-A' });
  });

  it('rejects the usage of a year that no charge counts', () => {
    const [version] = CONTRACT.versions;
    const monthly = charge('usage', { model: 'unit', unitPrice: '3' });
    const contract = { ...CONTRACT, versions: [{ ...version!, charges: [monthly] }] };
    const content = { ...VALID, amounts: [], balances: [] };
    expect(
      findMigrationFaults(content, contract, TODAY).map(({ pointer, code }) => `${pointer} ${code}`),
    ).toEqual([
      '/readings/0/usedInYear billing.takeover_used_not_asked',
      '/readings/1/usedInYear billing.takeover_used_not_asked',
    ]);
    const readings = VALID.readings.map((one) => ({ ...one, usedInYear: null }));
    expect(findMigrationFaults({ ...content, readings }, contract, TODAY)).toEqual([]);
  });

  const NO_REGISTER = { value: null, readOn: null } as const;
  it.each<[string, string, Partial<OpeningReading> | null, string[]]>([
    ['nothing for a valid usage', '2026-10-31', NO_REGISTER, []],
    ['nothing without a value', '2026-10-31', null, ['/readings billing.takeover_use_missing']],
    [
      'a reading',
      '2026-10-31',
      {},
      [
        '/readings/0/value billing.takeover_value_not_asked',
        '/readings/0/readOn billing.takeover_value_not_asked',
      ],
    ],
    [
      'missing usage of the year',
      '2026-10-31',
      { ...NO_REGISTER, usedInYear: null },
      ['/readings/0/usedInYear billing.takeover_used_missing'],
    ],
    [
      'an invalid number',
      '2026-10-31',
      { ...NO_REGISTER, usedInYear: '1e3' },
      ['/readings/0/usedInYear contracts.decimal_malformed'],
    ],
    [
      'any value if a year begins',
      '2026-03-31',
      NO_REGISTER,
      ['/readings/0/meterId billing.takeover_meter_not_asked'],
    ],
    ['nothing if a year begins', '2026-03-31', null, []],
  ])('reports for a level with %s until %s', (_, billedUntil, told, expected) => {
    const isWithinYear = billedUntil === '2026-10-31';
    const content: ContractMigrationContent = {
      ...{ ...VALID, billedUntil, balances: [] },
      readings: [...(told ? [reading('hours-a', told)] : []), ...(isWithinYear ? [reading('hours-b')] : [])],
      amounts: isWithinYear ? [amount()] : [],
    };
    const found = findMigrationFaults(content, measuredAs('integral'), TODAY);
    expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });

  it('requires the reading of a counter', () => {
    expect(faultsOf(readings(NO_REGISTER))).toEqual([
      '/readings/0/value contracts.decimal_malformed',
      '/readings/0/readOn contracts.date_malformed',
    ]);
  });

  it('suggests a valid day for one within a month, and rejects a day after the end', () => {
    const [fault] = findMigrationFaults({ ...VALID, billedUntil: '2026-02-10' }, CONTRACT, TODAY);
    expect(fault?.params).toEqual({ before: '2026-01-31', until: '2026-02-28' });
    const ended = { ...CONTRACT, endsOn: '2026-10-31' };
    expect(findMigrationFaults(VALID, ended, TODAY)).toMatchObject([{ code: 'billing.takeover_after_end' }]);
  });

  it.each<[Record<string, string>, string]>([
    [{ pl: 'Godziny pracy', en: 'Running hours' }, 'Running hours'],
    [{ pl: 'Godziny pracy' }, 'Godziny pracy'],
    [{}, 'usage'],
  ])('names the charge of a missing amount: %j', (nameI18n, name) => {
    const [version] = CONTRACT.versions;
    const charges = version!.charges.map((one) => (one.key === 'usage' ? { ...one, nameI18n } : one));
    const named = { ...CONTRACT, versions: [{ ...version!, charges }] };
    const [fault] = findMigrationFaults({ ...VALID, amounts: [] }, named, TODAY);
    expect(fault?.params).toEqual({ charge: name, machine: '' });
  });

  it('adds up the money', () => {
    expect(totalMoneyOf(VALID).toFixed()).toBe('6800');
  });
});
