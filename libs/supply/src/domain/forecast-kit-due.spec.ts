import fc from 'fast-check';
import { DateTime } from 'luxon';
import { forecastKitDue } from './forecast-kit-due.js';
import { deriveRunningPattern, type HoursReading } from './running-pattern.js';

const ZONE = 'Europe/Warsaw';
/** A Tuesday. */
const NOW = new Date('2026-11-24T12:00:00Z');

/**
 * Returns a counter that ends with `hoursNow` at noon of NOW, and increased by `perDay(weekday, daysAgo)` hours on each
 * day before.
 */
function counter(
  hoursNow: number,
  days: number,
  perDay: (weekday: number, daysAgo: number) => number,
): HoursReading[] {
  const today = DateTime.fromJSDate(NOW, { zone: ZONE }).startOf('day');
  const readings: HoursReading[] = [{ at: NOW, hours: hoursNow }];
  let hours = hoursNow - perDay(today.weekday, 0) / 2;
  readings.unshift({ at: today.toJSDate(), hours });
  for (let ago = 1; ago <= days; ago++) {
    const day = today.minus({ days: ago });
    hours -= perDay(day.weekday, ago);
    readings.unshift({ at: day.toJSDate(), hours });
  }
  return readings;
}

const weekdaysOnly = (weekday: number) => (weekday <= 5 ? 10 : 0);

describe('the date of a kit', () => {
  it('of a machine that runs around the clock is the remaining hours divided by twenty-four', () => {
    const forecast = forecastKitDue(
      counter(1880, 28, () => 24),
      2000,
      NOW,
      ZONE,
    );
    expect(forecast).toMatchObject({ state: 'predicted', hoursNow: 1880, hoursPerDay: 24, on: '2026-11-29' });
  });

  it('skips the weekend of a plant that does not work then', () => {
    // From Tuesday noon, 4.6 hours remain today, and 10 hours are expected on each day from Wednesday to Friday. The
    // machine reaches 34 hours on Friday and 36 hours on Monday.
    expect(forecastKitDue(counter(1964, 28, weekdaysOnly), 2000, NOW, ZONE)).toMatchObject({
      on: '2026-11-30',
      hoursPerDay: expect.closeTo(7.14, 2) as unknown,
    });
    expect(forecastKitDue(counter(1966, 28, weekdaysOnly), 2000, NOW, ZONE)).toMatchObject({
      on: '2026-11-27',
    });
  });

  it('is today when it is overdue', () => {
    expect(
      forecastKitDue(
        counter(2010, 28, () => 8),
        2000,
        NOW,
        ZONE,
      ),
    ).toMatchObject({
      state: 'predicted',
      on: '2026-11-24',
      from: '2026-11-24',
      to: '2026-11-24',
    });
  });

  it('has a range according to the variation of weeks', () => {
    const steady = forecastKitDue(
      counter(1000, 28, () => 10),
      2000,
      NOW,
      ZONE,
    );
    const uneven = forecastKitDue(
      counter(1000, 28, (_weekday, ago) => (ago % 14 < 7 ? 14 : 6)),
      2000,
      NOW,
      ZONE,
    );
    if (steady.state !== 'predicted' || uneven.state !== 'predicted') throw new Error('Both have a date');
    const width = (forecast: { from: string; to: string }) =>
      Date.parse(forecast.to) - Date.parse(forecast.from);
    expect(width(uneven)).toBeGreaterThan(3 * width(steady));
    expect(width(steady)).toBeGreaterThan(0);
  });

  it.each<[string, HoursReading[], string]>([
    ['there are no readings', [], 'too_little_data'],
    ['there are only three days of readings', counter(100, 3, () => 10), 'too_little_data'],
    ['the machine does not run', counter(100, 28, () => 0), 'not_running'],
    [
      'the last reading is two weeks old',
      counter(100, 28, () => 10).filter(({ at }) => at.getTime() < NOW.getTime() - 14 * 86_400_000),
      'no_recent_readings',
    ],
  ])('is unknown when %s', (_what, readings, reason) => {
    expect(forecastKitDue(readings, 2000, NOW, ZONE)).toMatchObject({ state: 'unknown', reason });
  });

  it('ignores readings before a replaced counter', () => {
    const before = counter(9000, 28, () => 10).filter(
      ({ at }) => at.getTime() < NOW.getTime() - 3 * 86_400_000,
    );
    const after = counter(20, 2, () => 10);
    expect(forecastKitDue([...before, ...after], 2000, NOW, ZONE)).toMatchObject({
      state: 'unknown',
      reason: 'counter_fell',
      hoursNow: 20,
    });
  });

  it('spreads a gap over its days, because the counter gives its total hours', () => {
    const readings = counter(1000, 28, () => 12).filter((_reading, index) => index < 5 || index > 12);
    expect(deriveRunningPattern(readings, NOW, ZONE)).toMatchObject({
      perDay: expect.closeTo(12, 6) as unknown,
    });
  });

  it('lies within its range, moves forward with the remaining hours, and is never in the past', () => {
    const hoursOfDay = fc.array(fc.double({ min: 0.5, max: 24, noNaN: true }), {
      minLength: 29,
      maxLength: 29,
    });
    fc.assert(
      fc.property(
        hoursOfDay,
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 4000 }),
        (hours, first, second) => {
          const readings = counter(10_000, 28, (_weekday, ago) => hours[ago]!);
          const [near, far] = [Math.min(first, second), Math.max(first, second)].map((left) =>
            forecastKitDue(readings, 10_000 + left, NOW, ZONE),
          );
          if (near?.state !== 'predicted' || far?.state !== 'predicted')
            throw new Error('It runs, so it has a date');
          for (const { from, on, to } of [near, far]) {
            expect(from <= on && on <= to && from >= '2026-11-24').toBe(true);
          }
          expect(near.on <= far.on).toBe(true);
        },
      ),
    );
  });
});
