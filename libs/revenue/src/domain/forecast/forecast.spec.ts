import fc from 'fast-check';
import { plusDays } from '#contracts/domain';
import { FORECAST_DAYS, forecastUsage, type ForecastInput, type PastDay } from './forecast.js';

/** 2026-11-24 is a Tuesday; 26 days of November are over or running. */
const TODAY = '2026-11-24';

/** Quantities of the days before today, the last one yesterday. */
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
  it('continues an even use evenly: the rest of today and the days that follow', () => {
    expect(forecastUsage(INPUT)).toEqual({
      method: 'weekday_profile',
      low: '3000',
      expected: '3000',
      high: '3000',
    });
  });

  it('knows that nobody works at the weekend', () => {
    const quantities = Array.from({ length: FORECAST_DAYS }, (_, index) => {
      const weekday = new Date(`${plusDays(TODAY, index - FORECAST_DAYS)}T00:00:00Z`).getUTCDay();
      return weekday === 0 || weekday === 6 ? '0' : '100';
    });
    // Left: 60 today, Wednesday to Friday, Monday.
    expect(forecastUsage({ ...INPUT, past: past(quantities) })).toMatchObject({ low: '2800', high: '2800' });
  });

  it('is as far from what it expects as weeks missed each other', () => {
    const weeks = [95, 105, 95, 105, 95, 105, 95, 105].flatMap((daily) => evenly(String(daily), 7));
    const forecast = forecastUsage({ ...INPUT, past: past(weeks) })!;
    expect(forecast.expected).toBe('3000');
    expect(Number(forecast.high) - 3000).toBeCloseTo(3000 - Number(forecast.low), 3);
    expect(Number(forecast.high) - 3000).toBeGreaterThan(40);
    expect(Number(forecast.high) - 3000).toBeLessThan(80);
  });

  it('follows a level that has changed', () => {
    const weeks = [100, 100, 100, 100, 150, 150, 150, 150].flatMap((daily) => evenly(String(daily), 7));
    // Six days and the part of today that is left, at 150.
    expect(forecastUsage({ ...INPUT, past: past(weeks) })!.expected).toBe('3350');
  });

  it('takes no more off today than today has', () => {
    expect(forecastUsage({ ...INPUT, usedToday: '500' })).toMatchObject({ low: '2940' });
  });

  it('stays exact for a machine that stands still', () => {
    const still = { ...INPUT, past: past(evenly('0')), usedToday: '0', soFar: '0' };
    expect(forecastUsage(still)).toMatchObject({ low: '0', expected: '0', high: '0' });
  });

  it('goes by single days while there are no four whole weeks', () => {
    const input = { ...INPUT, past: past(['90', null, '110']) };
    const forecast = forecastUsage(input)!;
    expect(forecast).toMatchObject({ method: 'daily_mean', expected: '3000' });
    // Two days say little of how much days differ.
    expect(Number(forecast.high) - 3000).toBeGreaterThan(200);
  });

  it('leaves out weeks of which a day is unknown, and needs four whole ones', () => {
    const broken = evenly('100').map((quantity, index) => (index < 21 && index % 7 === 3 ? null : quantity));
    expect(forecastUsage({ ...INPUT, past: past(broken) })?.method).toBe('weekday_profile');
    const worse = evenly('100').map((quantity, index) => (index < 35 && index % 7 === 3 ? null : quantity));
    expect(forecastUsage({ ...INPUT, past: past(worse) })?.method).toBe('daily_mean');
  });

  it('says nothing where one day or none is known', () => {
    expect(forecastUsage({ ...INPUT, past: [] })).toBeNull();
    expect(forecastUsage({ ...INPUT, past: past(['100', null]) })).toBeNull();
  });

  it('is the whole of it on the last day, once the day has used what it usually does', () => {
    const input = { ...INPUT, endDay: '2026-11-25', usedToday: '100', soFar: '2400' };
    expect(forecastUsage(input)).toMatchObject({ low: '2400', expected: '2400', high: '2400' });
  });

  it('never ends below what was used, and keeps what it expects within', () => {
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
