import { deriveAlarmRules } from './contents/alarm-rules.js';
import { deriveCharges, includesKits, meteredQuantityOf } from './contents/contract-charges.js';
import { deriveCosts } from './contents/contract-costs.js';
import { toEmail, listDemoPeople } from './contents/demo-people.js';
import { resolveKitContent } from './contents/kit-content.js';
import { selectComponents } from './contents/machine-components.js';
import {
  selectInstrumentSignals,
  selectModelSignals,
  toCatalogueSignal,
} from './contents/signal-catalogue.js';

const PARTS = [
  { id: 'AF-037', name: 'Air filter', fits: ['BH-55'] },
  { id: 'AF-110', name: 'Air filter', fits: ['BH-75V'] },
  { id: 'OF-055', name: 'Oil filter', fits: ['BH-55'] },
  { id: 'OIL-20', name: 'Oil', fits: ['*'] },
  { id: 'TV-71', name: 'Thermostatic valve', fits: ['BH-55', 'BH-75V'] },
];

describe('kit content', () => {
  it.each([
    [
      'BH-55',
      [
        ['AF', 1],
        ['OF', 1],
      ],
      ['AF-037 x1', 'OF-055 x1'],
    ],
    [
      'BH-75V',
      [
        ['AF', 1],
        ['OF', 1],
      ],
      ['AF-110 x1'],
    ],
    [
      'BH-160T',
      [
        ['TV-71', 1],
        ['OIL-20', 3],
      ],
      ['OIL-20 x3'],
    ],
    ['BH-160T', [['AF', 1]], []],
  ] as [string, [string, number][], string[]][])('is resolved for %s', (model, content, expected) => {
    expect(
      resolveKitContent(content, model, PARTS).map(({ part, quantity }) => `${part} x${quantity}`),
    ).toEqual(expected);
  });
});

describe('components', () => {
  const bom = [
    { model: 'BH-75V', assemblies: [{ a: 'oil_circuit', parts: [['TV-71', 1]] as [string, number][] }] },
  ];

  it('come from the bill of materials, with the lot of the valve', () => {
    const machine = { serial: 'BH75V-2409-101', model: 'BH-75V', thermo_valve_lot: 'T2408' };
    expect(selectComponents(machine, PARTS, bom)).toEqual([
      { assembly: 'oil_circuit', partNumber: 'TV-71', name: 'Thermostatic valve', lot: 'T2408' },
    ]);
  });

  it('are the usual parts without a bill of materials, and only suspect machines have the suspect lot', () => {
    const machine = { serial: 'BH55-2409-105', model: 'BH-55', thermo_valve_lot: null };
    const components = selectComponents(machine, PARTS, bom);
    expect(components.map(({ partNumber }) => partNumber)).toEqual(['OF-055', 'TV-71', 'OIL-20', 'AF-037']);
    expect(components.find(({ partNumber }) => partNumber === 'TV-71')?.lot).toBe('T2407');
  });
});

describe('signals', () => {
  const catalogue = [
    { key: 'air_m3_total', unit: 'm3', kind: 'counter', warn: null, trip: null },
    { key: 'pressure_bar', unit: 'bar', kind: 'gauge', warn: '<6.8', trip: '<6.0' },
    { key: 'discharge_temp_c', unit: 'C', kind: 'gauge', warn: '>100', trip: '>110' },
    { key: 'inverter_hz', unit: 'Hz', kind: 'gauge', warn: null, trip: null },
    { key: 'dewpoint_c', unit: 'C', kind: 'gauge', warn: '>5', trip: '>8' },
    { key: 'state', unit: 'enum', kind: 'state', warn: null, trip: null },
  ].map((row) => toCatalogueSignal(row as Parameters<typeof toCatalogueSignal>[0]));

  it('contain UCUM units and limits', () => {
    expect(catalogue[1]).toMatchObject({
      unit: 'bar',
      decimals: 2,
      warnLow: '6.8',
      tripLow: '6.0',
      warnHigh: null,
    });
    expect(catalogue[2]).toMatchObject({ unit: 'Cel', decimals: 1, warnHigh: '100', tripHigh: '110' });
    expect(catalogue[5]).toMatchObject({ unit: '', kind: 'state' });
  });

  it('are assigned to the models that have them', () => {
    expect(selectModelSignals(catalogue, 'fixed').map(({ key }) => key)).not.toContain('inverter_hz');
    expect(selectModelSignals(catalogue, 'vsd').map(({ key }) => key)).toContain('inverter_hz');
    expect(selectInstrumentSignals(catalogue).map(({ key }) => key)).toEqual([
      'air_m3_total',
      'flow_m3_min',
      'pressure_bar',
      'dewpoint_c',
    ]);
  });

  it('have alarm rules that clear within their limits', () => {
    expect(
      deriveAlarmRules(catalogue[1]!).map(({ severity, onLimit, offLimit }) => [severity, onLimit, offLimit]),
    ).toEqual([
      ['warning', '6.8', '6.9'],
      ['critical', '6.0', '6.1'],
    ]);
    const [warning, trip] = deriveAlarmRules(catalogue[2]!);
    expect(warning).toMatchObject({ code: 'A12', offLimit: '97', opensTicket: true, onDelaySeconds: 300 });
    expect(trip).toMatchObject({
      code: 'A12',
      offLimit: '60',
      severity: 'critical',
      opensTicket: true,
      onDelaySeconds: 0,
    });
    expect(deriveAlarmRules(catalogue[0]!)).toEqual([]);
  });
});

describe('charges', () => {
  const charges = (plan: Parameters<typeof deriveCharges>[0]['plan'], price: object, terms = {}) =>
    deriveCharges({ plan, currency: 'PLN', price: { ...price } }, terms);

  it('contain base fee, allowance and overage', () => {
    expect(
      charges('AIR-BASE', { base_month: '4900', included_m3: 150000, overage: '0.0264' }).map(
        ({ pricing, isMetered }) => [pricing, isMetered],
      ),
    ).toEqual([
      [{ model: 'flat', amount: '4900' }, false],
      [{ model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' }, true],
    ]);
  });

  it('contain monthly tiers, and a yearly minimum in percent of the contracted quantity', () => {
    const tiers = [
      { to: 100000, price: '0.0895' },
      { to: null, price: '0.0743' },
    ];
    const terms = { min_pct_of_contract: 70, ramp: [{ months: 3, pct: 40 }] };
    expect(charges('AIR-MIN', { tiers, contract_year_m3: 1800000 }, terms)).toMatchObject([
      {
        countsBy: 'month',
        pricing: {
          model: 'graduated',
          tiers: [{ upTo: '100000', unitPrice: '0.0895' }, { upTo: null }],
        },
      },
      {
        key: 'minimum',
        countsBy: 'year',
        pricing: {
          minQuantity: '1260000',
          shortfallPrice: '0.0895',
          minRamp: [{ months: 3, percent: '40' }],
        },
      },
    ]);
  });

  it('contain fees per machine, by month and by year, and the yearly allowance of hours', () => {
    expect(charges('PARTS', { month_per_machine: '350' })).toMatchObject([
      { perMachine: true, due: 'arrears', pricing: { amount: '350' } },
    ]);
    expect(charges('SOFT', { year_per_machine: '4400' })).toMatchObject([
      { perMachine: true, due: 'yearly', pricing: { amount: '4400' } },
    ]);
    expect(charges('HOUR', { per_hour: '46', included_h_year: 2000, excess_per_hour: '71' })).toMatchObject([
      { pricing: { amount: '7666.67' } },
      { countsBy: 'year', pricing: { unitPrice: '71', includedQuantity: '2000' } },
    ]);
    expect(() => charges('AIR-PPU', {})).toThrow('unit');
  });

  it('true up a care fee from the agreed band to the band of the year', () => {
    const bands = [
      { to_h_year: 2000, month_per_machine: '980' },
      { to_h_year: 6000, month_per_machine: '1421' },
      { to_h_year: null, month_per_machine: '1862' },
    ];
    expect(charges('CARE', { bands })).toMatchObject([
      { perMachine: true, pricing: { amount: '1421' } },
      {
        countsBy: 'year',
        pricing: {
          model: 'hour_bands',
          pooling: 'per_machine',
          contractedQuantity: '6000',
          tiers: [{ flatFee: '11760' }, { flatFee: '17052' }, { upTo: null, flatFee: '22344' }],
        },
      },
    ]);
  });

  it('are based on air, on hours or on no usage', () => {
    expect([meteredQuantityOf('AIR-MIN'), meteredQuantityOf('CARE'), meteredQuantityOf('SOFT')]).toEqual([
      'air',
      'hours',
      'nothing',
    ]);
    expect([includesKits('PARTS'), includesKits('SOFT')]).toEqual([true, false]);
  });
});

describe('costs', () => {
  const perEur = { USD: 1.2, PLN: 4, IDR: 19_000 };
  const costs = (id: string, plan: string, currency: string) =>
    deriveCosts({ id, plan, currency }, [12_000, 6000], perEur).map(({ key, amount }) => [key, amount]);

  it('include depreciation, interest and service for machines that the maker owns', () => {
    expect(costs('K-PL-4', 'AIR-PPU', 'PLN')).toEqual([
      ['depreciation', '880.00'],
      ['financing', '198.00'],
      ['service', '304.00'],
      ['connectivity', '32.00'],
    ]);
  });

  it('are whole numbers in rupiah, and low if the customer owns the machine', () => {
    expect(costs('K-ID-3', 'CARE', 'IDR')).toEqual([
      ['service', '1444000'],
      ['connectivity', '152000'],
    ]);
    expect(costs('K-PL-3-PARTS', 'PARTS', 'PLN')).toEqual([['connectivity', '32.00']]);
  });

  it('include the search for the leak where air flowed back', () => {
    expect(costs('K-PL-1', 'AIR-BASE', 'PLN')).toContainEqual(['leak', '1280.00']);
  });
});

describe('people', () => {
  it('have unique email addresses, including two people called Lin', () => {
    const technicians = [
      { id: 'T-JKT-2', name: 'Sari Demo', hub: 'JKT' },
      { id: 'T-JKT-4', name: 'Lin Shifan', hub: 'JKT' },
    ];
    const people = listDemoPeople(technicians, [{ id: 'JKT', tz: 'Asia/Jakarta' }]);
    const emails = people.map(toEmail);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails).toEqual(
      expect.arrayContaining(['lin@demo.dutycycle.example', 'lin.shifan@demo.dutycycle.example']),
    );
    expect(people.find(({ technician }) => technician === 'T-JKT-2')).toMatchObject({
      hub: 'JKT',
      zone: 'Asia/Jakarta',
    });
  });
});
