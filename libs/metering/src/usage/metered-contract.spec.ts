import {
  COUNTER_DEFAULTS,
  type MeterFields,
  type MeterMethodFields,
  type ContractMigration,
} from '#contracts';
import { calendarMonth } from '../domain/usage/contract-month.js';
import { QUALITY, type CounterReading } from '../domain/steps/counter-reading.js';
import { deriveUsage } from '../domain/usage/derive-usage.js';
import { NO_RECORDS, withOpening } from '../domain/evidence/meter-records.js';
import { type MeteredContract, openingOf, windowsOf } from './metered-contract.js';

const ZONE = 'Europe/Warsaw';
const [AT, END] = [Date.parse('2026-10-31T23:00:00Z'), Date.parse('2026-11-30T23:00:00Z')];
const HOUR = 3_600_000;
const COUNTER: MeterFields = {
  ...COUNTER_DEFAULTS,
  ...{ id: 'me-1', deviceId: 'de-1', signalKey: 'any', unit: 'h' },
  ...{ modulus: null, maxRatePerHour: null, maxGapMinutes: 120 },
};
const meterOf = (said: Partial<MeterMethodFields>): MeterFields => ({ ...COUNTER, ...said });

/** A contract since March 2025 with one machine, billed elsewhere until October 2026. */
function contractOf(reading: Partial<ContractMigration['readings'][number]> | null, joined = '2025-03-01') {
  const readings = [{ meterId: 'me-1', value: null, readOn: null, note: '', usedInYear: null, ...reading }];
  return {
    ...{
      id: 'co-1',
      customerId: 'cu-1',
      zone: ZONE,
      billingCalendar: 'calendar' as const,
      startsOn: '2025-03-01',
      endsOn: null,
    },
    machines: [{ id: 'cm-1', machineId: 'ma-1', from: joined, to: null }],
    meters: [],
    devices: new Map([['de-1', { code: 'CTRL-1', deviceKey: 1, machineId: 'ma-1' }]]),
    takeover: {
      ...{ billedUntil: '2026-10-31', billedFrom: '2026-11-01', note: '', amounts: [], balances: [] },
      readings: reading === null ? [] : readings,
    },
  } satisfies MeteredContract;
}

const windows = (month: string, said: Partial<MeterMethodFields>, joined?: string) =>
  windowsOf(
    { contract: contractOf(null, joined), meter: meterOf(said), month: calendarMonth(month, ZONE) },
    () => [{ since: 0, until: null }],
  );

const INTEGRAL = { method: 'integral' } as const;
const STATE = { method: 'state_time', matches: ['on'] } as const;
const EVENTS = { method: 'event_count' } as const;
const PEAK = { method: 'peak_demand', intervalMinutes: 60 } as const;

describe('a migrated contract', () => {
  it.each<[string, Partial<MeterMethodFields>, number]>([
    ['a counter begins with its opening', {}, AT],
    ['an earlier level continues', INTEGRAL, AT - 2 * HOUR],
    ['a state continues too', STATE, AT - 2 * HOUR],
    ['a peak uses such levels', PEAK, AT - 2 * HOUR],
    ['an event at that instant was billed elsewhere', EVENTS, AT - 2 * HOUR],
  ])('is billed from the midnight after its last day elsewhere: %s', (_, said, since) => {
    expect(windows('2026-11', said)).toMatchObject([{ since, from: AT, to: END }]);
    expect(windows('2026-10', said)).toEqual([]);
    expect(windows('2026-12', said)).toMatchObject([{ since, from: END }]);
  });

  it('continues from no level of a machine that joins then or later', () => {
    expect(windows('2026-11', INTEGRAL, '2026-11-01')).toMatchObject([{ since: AT, from: AT, to: END }]);
    const joins = AT + 4 * 24 * HOUR;
    expect(windows('2026-11', INTEGRAL, '2026-11-05')).toMatchObject([
      { since: joins, from: joins, to: END },
    ]);
  });

  const at = (hours: number, value: string): CounterReading => ({
    ...{ at: AT + hours * HOUR, seq: String(hours * 60 + 10_000), receivedAt: AT + hours * HOUR },
    ...{ timeSource: 0, value, quality: QUALITY.good },
  });

  it.each<[string, Partial<MeterMethodFields>, string | null, readonly CounterReading[], string]>([
    ['from the opening reading', {}, '100', [at(-1, '90'), at(1, '130')], '30'],
    ['the level at that time', INTEGRAL, null, [at(-1, '10'), at(1, '20')], '50'],
    ['no level that was read too long ago', INTEGRAL, null, [at(-3, '10'), at(1, '20')], '40'],
    ['the state at that time', STATE, null, [at(-0.5, 'on'), at(1, 'off')], '1'],
    ['its first interval by the level at that time', PEAK, null, [at(-1, '80'), at(0.5, '40')], '60'],
    ['no event at that instant', EVENTS, null, [at(-1, 'a'), at(0, 'a'), at(0.1, 'a'), at(720, 'a')], '2'],
  ])('bills in its first month %s', (_, said, value, readings, quantity) => {
    const contract = contractOf({ value });
    const meter = meterOf(said);
    const month = calendarMonth('2026-11', ZONE);
    const period = {
      ...{ zone: ZONE, from: month.from, to: month.to, knownUntil: Infinity, asOf: month.to },
      windows: windowsOf({ contract, meter, month }, () => [{ since: 0, until: null }]),
    };
    const records = withOpening(NO_RECORDS, openingOf(contract, meter));
    expect(deriveUsage(readings, meter, period, records).quantity).toBe(quantity);
  });
});
