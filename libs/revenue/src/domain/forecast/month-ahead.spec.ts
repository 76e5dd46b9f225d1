import { plusDays } from '#contracts/domain';
import { FORECAST_DAYS } from './forecast.js';
import { forecastEach, forecastTogether, type MeterUntilNow } from './month-ahead.js';

const TODAY = '2026-11-24';
const BOUNDS = { today: TODAY, endDay: '2026-12-01' };

/** @param factorOfWeek factors of the weeks before today, the latest one last */
function meter(factorOfWeek: readonly number[], more: Partial<MeterUntilNow> = {}): MeterUntilNow {
  const past = Array.from({ length: FORECAST_DAYS }, (_, index) => ({
    day: plusDays(TODAY, index - FORECAST_DAYS),
    quantity: String(100 * factorOfWeek[Math.floor(index / 7)]!),
  }));
  return { unit: 'h', past, usedToday: '0', soFar: '1000', ...more };
}

const UP_AND_DOWN = [0.9, 1.1, 0.9, 1.1, 0.9, 1.1, 0.9, 1.1];
const DOWN_AND_UP = [1.1, 0.9, 1.1, 0.9, 1.1, 0.9, 1.1, 0.9];

const spread = ({ low, high }: { readonly low: string; readonly high: string }): number =>
  Number(high) - Number(low);

describe('the forecast of several meters', () => {
  it('is the sum of their expected usage', () => {
    expect(forecastTogether([meter(UP_AND_DOWN), meter(UP_AND_DOWN)], BOUNDS)).toMatchObject({
      expected: '3400',
    });
  });

  it('has no uncertainty if meters compensate each other, and neither has each of them', () => {
    const meters = [meter(UP_AND_DOWN), meter(DOWN_AND_UP)];
    expect(spread(forecastTogether(meters, BOUNDS)!)).toBe(0);
    expect(forecastEach(meters, BOUNDS)!.map(spread)).toEqual([0, 0]);
  });

  it('is as uncertain as its parts if all vary together', () => {
    const meters = [meter(UP_AND_DOWN), meter(UP_AND_DOWN)];
    const together = spread(forecastTogether(meters, BOUNDS)!);
    const each = forecastEach(meters, BOUNDS)!.map(spread);
    expect(each[0]! + each[1]!).toBeCloseTo(together, 1);
    expect(spread(forecastTogether([meters[0]!], BOUNDS)!)).toBeCloseTo(together / 2, 1);
  });

  it('separates units', () => {
    const meters = [meter(UP_AND_DOWN), meter(DOWN_AND_UP, { unit: 'm3' })];
    expect(
      forecastEach(meters, BOUNDS)!
        .map(spread)
        .every((one) => one > 0),
    ).toBe(true);
  });

  it('is null if there is not enough data for one of them, or if there is none', () => {
    const unknown = meter(UP_AND_DOWN, {
      past: meter(UP_AND_DOWN).past.map(({ day }) => ({ day, quantity: null })),
    });
    expect(forecastEach([meter(UP_AND_DOWN), unknown], BOUNDS)).toBeNull();
    expect(forecastTogether([meter(UP_AND_DOWN), unknown], BOUNDS)).toBeNull();
    expect(forecastTogether([], BOUNDS)).toBeNull();
  });
});
