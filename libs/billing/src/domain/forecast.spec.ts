import { plusDays } from '#contracts';
import { forecastUsage, type ForecastInput, type PastDay } from './forecast.js';

/** 2026-11-24 is a Tuesday; 26 days of November are over or running. */
const TODAY = '2026-11-24';

/** Quantities of the days before today, the last one yesterday. */
function past(quantities: (string | null)[]): PastDay[] {
  return quantities.map((quantity, index) => ({ day: plusDays(TODAY, index - quantities.length), quantity }));
}

const INPUT: ForecastInput = {
  past: past(Array.from({ length: 28 }, () => '100')),
  today: TODAY,
  usedToday: '40',
  soFar: '2340',
  firstDay: '2026-11-01',
  endDay: '2026-12-01',
};

describe('forecastUsage', () => {
  it('continues an even use evenly: the rest of today and the days that follow', () => {
    expect(forecastUsage(INPUT)).toEqual({ method: 'weekday_profile', low: '3000', high: '3000' });
  });

  it('knows that nobody works at the weekend', () => {
    const quantities = Array.from({ length: 28 }, (_, index) => {
      const weekday = new Date(`${plusDays(TODAY, index - 28)}T00:00:00Z`).getUTCDay();
      return weekday === 0 || weekday === 6 ? '0' : '100';
    });
    // Left: 60 today, Wednesday to Friday, Monday.
    expect(forecastUsage({ ...INPUT, past: past(quantities) })).toMatchObject({ low: '2800', high: '2800' });
  });

  it('spreads from the lowest to the highest week', () => {
    const weeks = [80, 90, 110, 120].flatMap((daily) => Array.from({ length: 7 }, () => String(daily)));
    expect(forecastUsage({ ...INPUT, past: past(weeks) })).toEqual({
      method: 'weekday_profile',
      low: '2868',
      high: '3132',
    });
  });

  it('takes no more off today than today has', () => {
    expect(forecastUsage({ ...INPUT, usedToday: '500' })).toMatchObject({ low: '2940' });
  });

  it('stays exact for a machine that stands still', () => {
    const still = { ...INPUT, past: past(Array.from({ length: 28 }, () => '0')), usedToday: '0', soFar: '0' };
    expect(forecastUsage(still)).toMatchObject({ low: '0', high: '0' });
  });

  it('continues by elapsed time while less than a week is known', () => {
    const input = { ...INPUT, past: past(['100', null, '100']) };
    expect(forecastUsage(input)).toEqual({ method: 'elapsed_time', low: '3052.174', high: '3052.174' });
  });

  it('says nothing on the first day of a contract', () => {
    expect(forecastUsage({ ...INPUT, past: [], today: '2026-11-01' })).toBeNull();
  });

  it('counts weekdays of any year alike', () => {
    const days = Array.from({ length: 28 }, (_, index) => ({
      day: plusDays('2019-12-10', index - 28),
      quantity: '10',
    }));
    const input = {
      ...INPUT,
      past: days,
      today: '2019-12-10',
      firstDay: '2019-12-01',
      endDay: '2020-01-01',
      soFar: '90',
      usedToday: '0',
    };
    expect(forecastUsage(input)).toMatchObject({ low: '310', high: '310' });
  });
});
