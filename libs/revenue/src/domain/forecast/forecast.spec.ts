import fc from 'fast-check';
import { plusDays } from '#contracts/domain';
import { FORECAST_DAYS, forecastUsage, type ForecastInput, type PastDay } from './forecast.js';

/** 2026-11-24 is a Tuesday; 24 days of November have passed or begun. */
const TODAY = '2026-11-24';

/** Quantities of the days before today, ending with yesterday. */
function past(quantities: readonly (string | null)[]): PastDay[] {
  return quantities.map((quantity, index) => ({ day: plusDays(TODAY, index - quantities.length), quantity }));
}

const evenly = (quantity: string, days = FORECAST_DAYS): string[] =>
  Array.from({ length: days }, () => quantity);

const INPUT: ForecastInput = {
  past: past(evenly('100')),
  today: TODAY,
  usedToday: '40',
  soFar: '2340',
  endDay: '2026-12-01',
};

describe('forecastUsage', () => {
  it('continues constant usage: the rest of today and the following days', () => {
    expect(forecastUsage(INPUT)).toEqual({
      method: 'weekday_profile',
      low: '3000',
      expected: '3000',
      high: '3000',
    });
  });

  it('recognizes idle weekends', () => {
    const quantities = Array.from({ length: FORECAST_DAYS }, (_, index) => {
      const weekday = new Date(`${plusDays(TODAY, index - FORECAST_DAYS)}T00:00:00Z`).getUTCDay();
      return weekday === 0 || weekday === 6 ? '0' : '100';
    });
    // Remaining: 60 today, Wednesday to Friday, Monday.
    expect(forecastUsage({ ...INPUT, past: past(quantities) })).toMatchObject({ low: '2800', high: '2800' });
  });

  it('has an interval as wide as weeks differed', () => {
    const weeks = [95, 105, 95, 105, 95, 105, 95, 105].flatMap((daily) => evenly(String(daily), 7));
    const forecast = forecastUsage({ ...INPUT, past: past(weeks) })!;
    expect(forecast.expected).toBe('3000');
    expect(Number(forecast.high) - 3000).toBeCloseTo(3000 - Number(forecast.low), 3);
    expect(Number(forecast.high) - 3000).toBeGreaterThan(40);
    expect(Number(forecast.high) - 3000).toBeLessThan(80);
  });

  it('follows a changed level', () => {
    const weeks = [100, 100, 100, 100, 150, 150, 150, 150].flatMap((daily) => evenly(String(daily), 7));
    // Six days and the rest of today, at 150 per day.
    expect(forecastUsage({ ...INPUT, past: past(weeks) })!.expected).toBe('3350');
  });

  it('subtracts at most today’s own usage from today', () => {
    expect(forecastUsage({ ...INPUT, usedToday: '500' })).toMatchObject({ low: '2940' });
  });

  it('stays exact for an idle machine', () => {
    const still = { ...INPUT, past: past(evenly('0')), usedToday: '0', soFar: '0' };
    expect(forecastUsage(still)).toMatchObject({ low: '0', expected: '0', high: '0' });
  });

  it('uses single days without four complete weeks', () => {
    const input = { ...INPUT, past: past(['90', null, '110']) };
    const forecast = forecastUsage(input)!;
    expect(forecast).toMatchObject({ method: 'daily_mean', expected: '3000' });
    // Two days provide little information about the spread between days.
    expect(Number(forecast.high) - 3000).toBeGreaterThan(200);
  });

  it('skips weeks with an unknown day, and needs four complete ones', () => {
    const broken = evenly('100').map((quantity, index) => (index < 21 && index % 7 === 3 ? null : quantity));
    expect(forecastUsage({ ...INPUT, past: past(broken) })?.method).toBe('weekday_profile');
    const worse = evenly('100').map((quantity, index) => (index < 35 && index % 7 === 3 ? null : quantity));
    expect(forecastUsage({ ...INPUT, past: past(worse) })?.method).toBe('daily_mean');
  });

  it('returns null with at most one known day', () => {
    expect(forecastUsage({ ...INPUT, past: [] })).toBeNull();
    expect(forecastUsage({ ...INPUT, past: past(['100', null]) })).toBeNull();
  });

  it('equals the usage on the last day, once the day has its usual usage', () => {
    const input = { ...INPUT, endDay: '2026-11-25', usedToday: '100', soFar: '2400' };
    expect(forecastUsage(input)).toMatchObject({ low: '2400', expected: '2400', high: '2400' });
  });

  it('is never below the usage so far, and has its expected value within the interval', () => {
    const quantity = fc.option(
      fc.integer({ min: 0, max: 1_000_000 }).map((n) => (n / 100).toFixed(2)),
      {
        nil: null,
        freq: 20,
      },
    );
    fc.assert(
      fc.property(
        fc.array(quantity, { minLength: 0, maxLength: 70 }),
        fc.integer({ min: 0, max: 31 }),
        fc.integer({ min: 0, max: 20_000 }),
        (quantities, days, used) => {
          const forecast = forecastUsage({
            ...INPUT,
            past: past(quantities),
            usedToday: String(used),
            soFar: String(used * 3),
            endDay: plusDays(TODAY, days),
          });
          if (forecast === null) return;
          const [low, expected, high] = [forecast.low, forecast.expected, forecast.high].map(Number);
          expect(low).toBeGreaterThanOrEqual(used * 3);
          expect(expected).toBeGreaterThanOrEqual(low!);
          expect(high).toBeGreaterThanOrEqual(expected!);
        },
      ),
    );
  });
});
