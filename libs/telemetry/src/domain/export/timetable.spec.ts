import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  computeCoverageAfterChange,
  computeInitialCoverage,
  listDuePeriods,
  EXPORT_FREQUENCIES,
  type ExportPeriod,
  findLastDue,
  findLastEnded,
  findNextDue,
  type Timetable,
} from './timetable.js';

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z');
const told = ({ fromMs, toMs, dueMs }: ExportPeriod) => [fromMs, toMs, dueMs].map(iso);
const every = (rhythm: Timetable['every'], hour: number, zone: string): Timetable => ({
  every: rhythm,
  hour,
  zone,
});

describe('the newest due period', () => {
  it.each([
    // One hour before the due time, and at the due time.
    [
      'day',
      6,
      'Asia/Shanghai',
      '2026-11-26T21:59Z',
      '2026-11-24T16:00Z',
      '2026-11-25T16:00Z',
      '2026-11-25T22:00Z',
    ],
    [
      'day',
      6,
      'Asia/Shanghai',
      '2026-11-26T22:00Z',
      '2026-11-25T16:00Z',
      '2026-11-26T16:00Z',
      '2026-11-26T22:00Z',
    ],
    // Days of 23 and of 25 hours.
    [
      'day',
      4,
      'Europe/Warsaw',
      '2026-03-30T12:00Z',
      '2026-03-28T23:00Z',
      '2026-03-29T22:00Z',
      '2026-03-30T02:00Z',
    ],
    [
      'day',
      4,
      'Europe/Warsaw',
      '2026-10-26T12:00Z',
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
      '2026-10-26T03:00Z',
    ],
    // A skipped hour, and a repeated one.
    [
      'day',
      2,
      'Europe/Warsaw',
      '2026-03-29T12:00Z',
      '2026-03-27T23:00Z',
      '2026-03-28T23:00Z',
      '2026-03-29T01:00Z',
    ],
    [
      'day',
      2,
      'Europe/Warsaw',
      '2026-10-25T12:00Z',
      '2026-10-23T22:00Z',
      '2026-10-24T22:00Z',
      '2026-10-25T00:00Z',
    ],
    // Midnight is skipped in Cairo and repeated in Havana.
    [
      'day',
      0,
      'Africa/Cairo',
      '2026-04-24T12:00Z',
      '2026-04-22T22:00Z',
      '2026-04-23T22:00Z',
      '2026-04-23T22:00Z',
    ],
    [
      'day',
      0,
      'America/Havana',
      '2026-11-01T12:00Z',
      '2026-10-31T04:00Z',
      '2026-11-01T04:00Z',
      '2026-11-01T04:00Z',
    ],
    // A time zone with a half-hour offset.
    [
      'day',
      7,
      'Asia/Kolkata',
      '2026-11-26T02:00Z',
      '2026-11-24T18:30Z',
      '2026-11-25T18:30Z',
      '2026-11-26T01:30Z',
    ],
    [
      'week',
      5,
      'America/Mexico_City',
      '2026-11-26T12:00Z',
      '2026-11-16T06:00Z',
      '2026-11-23T06:00Z',
      '2026-11-23T11:00Z',
    ],
    // A Monday before the due time, and the week in which the clock changes.
    [
      'week',
      9,
      'Europe/Warsaw',
      '2026-11-02T07:59Z',
      '2026-10-18T22:00Z',
      '2026-10-25T23:00Z',
      '2026-10-26T08:00Z',
    ],
    [
      'month',
      3,
      'Europe/Warsaw',
      '2026-11-26T12:00Z',
      '2026-09-30T22:00Z',
      '2026-10-31T23:00Z',
      '2026-11-01T02:00Z',
    ],
    [
      'month',
      3,
      'Asia/Jakarta',
      '2026-03-01T12:00Z',
      '2026-01-31T17:00Z',
      '2026-02-28T17:00Z',
      '2026-02-28T20:00Z',
    ],
    ['month', 0, 'UTC', '2026-01-01T00:00Z', '2025-12-01T00:00Z', '2026-01-01T00:00Z', '2026-01-01T00:00Z'],
  ] as const)('of every %s at hour %i in %s, at %s', (rhythm, hour, zone, now, ...expected) => {
    expect(told(findLastDue(every(rhythm, hour, zone), at(now)))).toEqual(expected);
  });
});

const ZONES = [
  'UTC',
  'Europe/Warsaw',
  'Asia/Shanghai',
  'Asia/Jakarta',
  'America/Mexico_City',
  'America/New_York',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
] as const;

const timetables = fc.record({
  every: fc.constantFrom(...EXPORT_FREQUENCIES),
  hour: fc.integer({ min: 0, max: 23 }),
  zone: fc.constantFrom(...ZONES),
});
const instants = fc
  .integer({ min: at('2024-01-01T00:00Z') / 60_000, max: at('2030-01-01T00:00Z') / 60_000 })
  .map((minutes) => minutes * 60_000);

describe('periods', () => {
  it('follow one another without a gap, and each is due on the day after its end', () => {
    fc.assert(
      fc.property(timetables, instants, (timetable, nowMs) => {
        const last = findLastDue(timetable, nowMs);
        const next = findNextDue(timetable, nowMs);
        expect(last.toMs).toBe(next.fromMs);
        expect(last.dueMs).toBeLessThanOrEqual(nowMs);
        const ended = findLastEnded(timetable, nowMs);
        expect(ended.toMs).toBeLessThanOrEqual(nowMs);
        expect([last, next]).toContainEqual(ended);
        expect(next.dueMs).toBeGreaterThan(nowMs);
        for (const { fromMs, toMs, dueMs } of [last, next]) {
          expect(fromMs).toBeLessThan(toMs);
          expect(dueMs).toBeGreaterThanOrEqual(toMs);
          expect(dueMs - toMs).toBeLessThanOrEqual(24 * HOUR);
        }
      }),
    );
  });

  it('begin with the local date', () => {
    fc.assert(
      fc.property(timetables, instants, (timetable, nowMs) => {
        const { fromMs, firstDay } = findLastDue(timetable, nowMs);
        const dateAt = (ms: number) =>
          DateTime.fromMillis(ms, { zone: timetable.zone }).toFormat('yyyy-MM-dd');
        expect(dateAt(fromMs)).toBe(firstDay);
        expect(dateAt(fromMs - 1) < firstDay).toBe(true);
        if (timetable.every === 'month') expect(firstDay.slice(-2)).toBe('01');
        if (timetable.every === 'week') expect(DateTime.fromISO(firstDay).weekday).toBe(1);
      }),
    );
  });
});

describe('due periods', () => {
  const daily = every('day', 3, 'Europe/Warsaw');
  const days = (coveredUntil: string, now: string, most = 10) =>
    listDuePeriods(daily, at(coveredUntil), at(now), most).map(({ firstDay }) => firstDay);

  it.each([
    ['nothing when the last day was exported', '2026-11-25T23:00Z', '2026-11-26T12:00Z', 10, []],
    ['nothing before the due time', '2026-11-24T23:00Z', '2026-11-26T01:59Z', 10, []],
    ['the day before at the due time', '2026-11-24T23:00Z', '2026-11-26T02:00Z', 10, ['2026-11-25']],
    [
      'missed periods, oldest first',
      '2026-11-22T23:00Z',
      '2026-11-26T12:00Z',
      10,
      ['2026-11-23', '2026-11-24', '2026-11-25'],
    ],
    ['no more than the limit', '2026-01-01T00:00Z', '2026-11-26T12:00Z', 2, ['2026-11-24', '2026-11-25']],
  ])('contain %s', (_, coveredUntil, now, most, expected) => {
    expect(days(coveredUntil, now, most)).toEqual(expected);
  });

  it('return each period once, however often they are requested', () => {
    fc.assert(
      fc.property(
        timetables,
        instants,
        fc.array(fc.integer({ min: 1, max: 40 * 24 * 60 }), { minLength: 1, maxLength: 8 }),
        (timetable, startMs, waits) => {
          let nowMs = startMs;
          let coveredMs = computeInitialCoverage(timetable, startMs);
          const first = coveredMs;
          const asked: ExportPeriod[] = [];
          for (const minutes of waits) {
            nowMs += minutes * 60_000;
            const due = listDuePeriods(timetable, coveredMs, nowMs, Infinity);
            asked.push(...due);
            coveredMs = due.at(-1)?.toMs ?? coveredMs;
          }
          asked.forEach(({ fromMs }, i) => expect(fromMs).toBe(i === 0 ? first : asked[i - 1]!.toMs));
          expect(coveredMs).toBe(findLastDue(timetable, nowMs).toMs);
        },
      ),
    );
  });
});

describe('a change of the schedule', () => {
  const now = at('2026-11-26T04:00Z');

  it('to an earlier hour still exports the day before', () => {
    const covered = computeInitialCoverage(every('day', 6, 'Europe/Warsaw'), now);
    const earlier = every('day', 3, 'Europe/Warsaw');
    const due = listDuePeriods(earlier, computeCoverageAfterChange(earlier, covered, now), now, 10);
    expect(due.map(({ firstDay }) => firstDay)).toEqual(['2026-11-25']);
  });

  it('to a later hour exports nothing twice', () => {
    const covered = computeInitialCoverage(every('day', 3, 'Europe/Warsaw'), now);
    const later = every('day', 6, 'Europe/Warsaw');
    const evening = at('2026-11-26T20:00Z');
    expect(listDuePeriods(later, computeCoverageAfterChange(later, covered, now), evening, 10)).toEqual([]);
  });

  it('from months to days creates a single file', () => {
    const covered = computeInitialCoverage(every('month', 3, 'Europe/Warsaw'), now);
    const daily = every('day', 3, 'Europe/Warsaw');
    expect(listDuePeriods(daily, computeCoverageAfterChange(daily, covered, now), now, 10)).toHaveLength(1);
  });
});
