import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  bucketsFor,
  bucketsOf,
  coarsenBuckets,
  countBuckets,
  HISTORY_RESOLUTIONS,
  toWholeBuckets,
} from './history-buckets.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string): number => Date.parse(text);
const YEAR = { fromMs: at('2026-01-01T00:00:00Z'), toMs: at('2027-01-01T00:00:00Z') };

describe('the buckets of a resolution', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00Z', 23],
    ['Europe/Berlin', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00Z', 25],
    ['Asia/Kolkata', '2026-06-01T20:00:00Z', '2026-06-01T18:30:00Z', 24],
    // Lord Howe Island changes its clock by half an hour.
    ['Australia/Lord_Howe', '2026-04-05T00:00:00Z', '2026-04-04T13:00:00Z', 24.5],
  ])('begin days at midnight in %s, even at a clock change', (zone, instant, begins, hours) => {
    const days = bucketsOf('1d', zone, YEAR);
    expect(new Date(days.startOf(at(instant))).toISOString()).toBe(new Date(begins).toISOString());
    expect(days.endOf(at(begins)) - at(begins)).toBe(hours * HOUR);
  });

  it.each([
    ['1d', 'UTC', 86_400],
    ['1d', 'Europe/Berlin', 3600],
    ['1mo', 'Asia/Kolkata', 900],
    ['1h', 'America/New_York', 3600],
    ['1h', 'Asia/Kolkata', 900],
    ['5m', 'Asia/Kathmandu', 300],
  ] as const)('%s in %s consist of parts of %i seconds', (resolution, zone, seconds) => {
    expect(bucketsOf(resolution, zone, YEAR).partSeconds).toBe(seconds);
  });

  it('consist of whole parts and follow one another, in any zone', () => {
    const zones = [
      'UTC',
      'Europe/Warsaw',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Africa/Cairo',
    ];
    const instant = fc.integer({ min: YEAR.fromMs, max: YEAR.toMs });
    fc.assert(
      fc.property(
        fc.constantFrom(...HISTORY_RESOLUTIONS.filter((resolution) => resolution !== 'total')),
        fc.constantFrom(...zones),
        instant,
        (resolution, zone, ms) => {
          const buckets = bucketsOf(resolution, zone, YEAR);
          const start = buckets.startOf(ms);
          const end = buckets.endOf(start);
          expect(start).toBeLessThanOrEqual(ms);
          expect(end).toBeGreaterThan(ms);
          expect(buckets.startOf(end - 1)).toBe(start);
          expect(buckets.startOf(end)).toBe(end);
          expect(start % (buckets.partSeconds * 1000)).toBe(0);
          if (resolution === '1d')
            expect(DateTime.fromMillis(start, { zone }).toISODate()).toBe(
              DateTime.fromMillis(ms, { zone }).toISODate(),
            );
        },
      ),
    );
  });

  it('allow a year of hours in one call, and are counted', () => {
    expect(countBuckets(bucketsOf('1h', 'Europe/Berlin', YEAR), YEAR)).toBe(8760);
    expect(countBuckets(bucketsOf('1m', 'UTC', YEAR), YEAR)).toBe(525_600);
    expect(countBuckets(bucketsOf('1d', 'Europe/Berlin', YEAR), YEAR)).toBe(365);
  });

  it.each([
    ['a span in seconds', '2026-03-02T08:00:01.250Z', '2026-03-02T09:30:00Z', '2026-03-02T08:00:01Z', 1],
    ['a span of whole minutes', '2026-03-02T08:05:00Z', '2026-03-02T09:30:00Z', '2026-03-02T08:05:00Z', 60],
    ['a span of whole hours', '2026-03-02T08:00:00Z', '2026-03-12T09:00:00Z', '2026-03-02T08:00:00Z', 3600],
    ['a span of whole days', '2026-03-02T00:00:00Z', '2026-04-02T00:00:00Z', '2026-03-02T00:00:00Z', 86_400],
    ['a long span in seconds', '2026-03-02T08:00:01Z', '2026-04-02T09:30:00Z', '2026-03-02T08:00:00Z', 60],
  ])('are one for the total of %s', (_what, from, to, start, partSeconds) => {
    const span = { fromMs: at(from), toMs: at(to) };
    const total = bucketsOf('total', 'Asia/Kolkata', span);
    expect(toWholeBuckets(total, span)).toEqual({ fromMs: at(start), toMs: at(to) });
    expect(countBuckets(total, span)).toBe(1);
    expect(total).toMatchObject({ resolution: 'total', seconds: (at(to) - at(start)) / 1000, partSeconds });
    expect(coarsenBuckets(total, 86_400, span)).toBe(total);
  });

  it('extend a span to whole ones', () => {
    const days = bucketsOf('1d', 'Europe/Berlin', YEAR);
    const span = toWholeBuckets(days, {
      fromMs: at('2026-03-28T12:00:00Z'),
      toMs: at('2026-03-29T22:00:00Z'),
    });
    expect(span).toEqual({ fromMs: at('2026-03-27T23:00:00Z'), toMs: at('2026-03-29T22:00:00Z') });
  });

  it('become coarser where finer data no longer exists, as UTC days without hourly data', () => {
    const days = bucketsOf('1d', 'Europe/Berlin', YEAR);
    expect(coarsenBuckets(days, 3600, YEAR)).toBe(days);
    expect(coarsenBuckets(days, 86_400, YEAR)).toMatchObject({
      resolution: '1d',
      zone: 'UTC',
      seconds: 86_400,
    });
    const hours = bucketsOf('1h', 'UTC', YEAR);
    expect(coarsenBuckets(hours, 86_400, YEAR)).toMatchObject({ resolution: null, seconds: 86_400 });
    expect(coarsenBuckets(bucketsFor(600, { fromMs: 0, toMs: DAY }), 3600, YEAR).seconds).toBe(3600);
  });
});
