import fc from 'fast-check';
import { COUNTER_DEFAULTS, type MeterFields } from '#contracts/domain';
import {
  asCounted,
  clipMonth,
  countedFact,
  quantitiesByMachine,
  machineIdOf,
  meterFacts,
  type MeteredMonth,
  sumEstimated,
  sumKnown,
} from './metered-month.js';

const MONTH: MeteredMonth = {
  meterId: 'all',
  device: 'PLC-1',
  signalKey: 'parts_total',
  unit: '1',
  machineId: 'm-1',
  serial: 'S-1',
  from: '2026-11-01',
  to: '2026-12-01',
  state: 'measured',
  quantity: '1000',
  heldQuantity: '0',
  holds: 0,
  days: [],
  usagePeriodId: null,
  hash: null,
};
const SCRAP: MeteredMonth = {
  ...MONTH,
  meterId: 'scrap',
  signalKey: 'parts_scrap',
  deducts: true,
  quantity: '40',
};
const good = (...months: readonly MeteredMonth[]): string | null => sumKnown(months.map(asCounted));

describe('good parts: all parts less scrap', () => {
  it.each<[string, string | null, MeteredMonth[]]>([
    ['are the difference', '960', [MONTH, SCRAP]],
    [
      'of several machines add up',
      '1920',
      [MONTH, SCRAP, ...[MONTH, SCRAP].map((one) => ({ ...one, machineId: 'm-2' }))],
    ],
    ['exclude scrap on hold until it is decided', '955', [MONTH, { ...SCRAP, heldQuantity: '5' }]],
    ['are zero if more was scrapped than made', '0', [{ ...MONTH, quantity: '30' }, SCRAP]],
    [
      'of one machine are independent of another’s scrap',
      '1000',
      [MONTH, { ...MONTH, machineId: 'm-2', quantity: '30' }, { ...SCRAP, machineId: 'm-2' }],
    ],
    [
      'of a site are those of all its devices',
      '960',
      [
        { ...MONTH, machineId: null },
        { ...SCRAP, machineId: null, device: 'PLC-2' },
      ],
    ],
    [
      'are unknown without any known quantity',
      null,
      [MONTH, SCRAP].map((one) => ({ ...one, quantity: null })),
    ],
  ])('%s', (_name, quantity, months) => {
    expect(good(...months)).toBe(quantity);
  });

  it('are on hold while one of a machine’s meters is on hold', () => {
    const places = quantitiesByMachine(
      [MONTH, { ...SCRAP, quantity: null }, { ...MONTH, machineId: 'm-2' }].map(asCounted),
    );
    expect(places.map(({ machine, quantity }) => [machine, quantity?.toFixed() ?? null])).toEqual([
      ['m-1', null],
      ['m-2', '1000'],
    ]);
  });

  it('are subtracted by day as for the month', () => {
    const day = { day: '2026-11-02', quantity: '3', heldQuantity: '1' };
    expect(asCounted({ ...SCRAP, days: [day] }).days).toEqual([{ ...day, quantity: '-4' }]);
    expect(asCounted({ ...MONTH, days: [day] }).days).toEqual([day]);
  });

  it('are never below zero nor above all parts, regardless of quantities on hold', () => {
    const quantity = fc.integer({ min: 0, max: 10_000 }).map(String);
    fc.assert(
      fc.property(quantity, quantity, quantity, (all, scrap, held) => {
        const left = Number(
          good({ ...MONTH, quantity: all }, { ...SCRAP, quantity: scrap, heldQuantity: held }),
        );
        expect(left).toBe(Math.max(Number(all) - Number(scrap) - Number(held), 0));
      }),
    );
  });
});

describe('a part of a month', () => {
  const day = (date: string, quantity: string) => ({ day: date, quantity, heldQuantity: '1' });
  const daily: MeteredMonth = {
    ...MONTH,
    days: [day('2026-11-01', '400'), day('2026-11-15', '500'), day('2026-11-30', '100')],
  };

  it('is the month if it contains all of its days, and null if it contains none', () => {
    expect(clipMonth(daily, '2026-01-01', '2027-01-01')).toBe(daily);
    expect(clipMonth(daily, '2026-12-01', '2027-01-01')).toBeNull();
  });

  it('counts its days', () => {
    expect(clipMonth(daily, '2026-11-10', '2026-11-30')).toMatchObject({
      from: '2026-11-10',
      to: '2026-11-30',
      quantity: '500',
      heldQuantity: '1',
    });
    const waiting = { ...daily, quantity: null, estimatedQuantity: '5' };
    expect(clipMonth(waiting, '2026-11-10', '2026-12-01')).toMatchObject({
      quantity: null,
      heldQuantity: '2',
      estimatedQuantity: null,
    });
  });

  it('counts everything on the last day if daily usage is missing', () => {
    expect(clipMonth(MONTH, '2026-11-10', '2026-12-01')).toMatchObject({ quantity: '1000' });
    expect(clipMonth({ ...MONTH, isOpening: true }, '2026-11-01', '2026-11-10')).toBeNull();
    expect(clipMonth(MONTH, '2026-11-01', '2026-11-10')).toMatchObject({ quantity: '0' });
  });
});

describe('the estimated part of months', () => {
  it.each<[readonly (string | null | undefined)[], string | null | undefined]>([
    [[undefined, undefined], undefined],
    [['5', undefined, '2.5'], '7.5'],
    [['5', null], null],
  ])('%j: %s', (estimates, sum) => {
    const months = estimates.map((estimatedQuantity) => ({ ...MONTH, estimatedQuantity }));
    expect(sumEstimated(months)).toBe(sum);
  });
});

it('site meters are identified by their device, and belong to no machine', () => {
  const ofSite = [MONTH, { ...MONTH, device: 'PLC-2' }].map((one) => ({ ...one, machineId: null }));
  const machines = quantitiesByMachine(ofSite).map(({ machine }) => machine);
  expect(new Set(machines).size).toBe(2);
  expect([...machines, null, 'm-1'].map(machineIdOf)).toEqual([null, null, null, 'm-1']);
});

it('a month contains optional facts of a meter only if they are set', () => {
  expect(Object.keys(countedFact(MONTH))).not.toContain('factor');
  expect(countedFact({ ...SCRAP, factor: '2', isOpening: true })).toMatchObject({
    factor: '2',
    deducts: true,
    isOpening: true,
  });
});

describe('meterFacts', () => {
  const METER: MeterFields = {
    ...COUNTER_DEFAULTS,
    id: 'me',
    deviceId: 'd',
    signalKey: 'parts_total',
    unit: '1',
    modulus: null,
    maxRatePerHour: null,
    maxGapMinutes: 60,
  };
  const contract = (machineId: string | null) => ({
    devices: new Map([['d', { code: 'PLC-1', deviceKey: 1, machineId }]]),
    serials: new Map([['m-1', 'S-1']]),
  });

  it.each([
    ['m-1', 'S-1'],
    ['m-2', null],
    [null, null],
  ])('is at the machine %s with the serial %s', (machineId, serial) => {
    expect(meterFacts(contract(machineId), METER)).toEqual({
      meterId: 'me',
      device: 'PLC-1',
      signalKey: 'parts_total',
      unit: '1',
      machineId,
      serial,
    });
  });

  it('contains optional facts only if they are set, and nothing about a missing device', () => {
    const more = { method: 'integral', factor: '2', deducts: true } as const;
    expect(meterFacts(contract(null), { ...METER, ...more })).toMatchObject(more);
    expect(meterFacts(contract(null), { ...METER, deviceId: 'gone' })).toMatchObject({
      device: '',
      machineId: null,
    });
  });
});
