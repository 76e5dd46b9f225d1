import { Exact, sumOf } from '#platform/domain';
import { type Forecast, forecastUsage, type ForecastMethod, type PastDay } from './forecast.js';

/** The usage of one meter until now. Decimals are strings. */
export interface MeterUntilNow {
  readonly unit: string;
  /** Consecutive whole days up to yesterday. */
  readonly past: readonly PastDay[];
  readonly usedToday: string;
  readonly soFar: string;
}

/** Negates a meter that a charge subtracts from others. */
export function negateMeter(meter: MeterUntilNow): MeterUntilNow {
  const negate = (quantity: string): string => new Exact(quantity).neg().toFixed();
  return {
    unit: meter.unit,
    past: meter.past.map(({ day, quantity }) => ({
      day,
      quantity: quantity === null ? null : negate(quantity),
    })),
    usedToday: negate(meter.usedToday),
    soFar: negate(meter.soFar),
  };
}

export interface MonthBounds {
  readonly today: string;
  /** The day after the last billed day. */
  readonly endDay: string;
}

/** Forecasts several meters of one unit together. @returns null if there is not enough data for one of them */
export function forecastTogether(
  meters: readonly MeterUntilNow[],
  { today, endDay }: MonthBounds,
): Forecast | null {
  const [first, ...others] = meters;
  if (first === undefined) return null;
  const add = (values: readonly string[]): string => sumOf(values).toFixed();
  return forecastUsage({
    past: first.past.map(({ day, quantity }, index) => {
      const all = [quantity, ...others.map(({ past }) => past[index]?.quantity ?? null)];
      return { day, quantity: all.every((one) => one !== null) ? add(all) : null };
    }),
    today,
    usedToday: add(meters.map(({ usedToday }) => usedToday)),
    soFar: add(meters.map(({ soFar }) => soFar)),
    endDay,
  });
}

/**
 * Forecasts each meter. Intervals are scaled so that together they are as wide as the interval of all meters of the
 * unit, because deviations of independent machines partly compensate each other.
 * @returns forecasts in the order of `meters`; null if there is not enough data for one of them
 */
export function forecastEach(meters: readonly MeterUntilNow[], bounds: MonthBounds): Forecast[] | null {
  const separate = meters.map((meter) => forecastTogether([meter], bounds));
  if (separate.some((forecast) => forecast === null)) return null;
  const known = separate as Forecast[];
  const scales = new Map<string, Scale>();
  for (const { unit } of meters) {
    const ofUnit = known.filter((_, index) => meters[index]!.unit === unit);
    const together = forecastTogether(
      meters.filter((meter) => meter.unit === unit),
      bounds,
    );
    scales.set(unit, scaleOf(ofUnit, together));
  }
  return known.map((forecast, index) => scaled(forecast, scales.get(meters[index]!.unit)!));
}

/** Scales of the interval, downwards and upwards. */
interface Scale {
  readonly down: Exact;
  readonly up: Exact;
}

const down = ({ expected, low }: Forecast): Exact => new Exact(expected).minus(low);
const up = ({ expected, high }: Forecast): Exact => new Exact(high).minus(expected);

/**
 * Returns the scale of the separate intervals. If there are no days on which all meters are known, each keeps its own
 * interval.
 */
function scaleOf(separate: readonly Forecast[], together: Forecast | null): Scale {
  const share = (spread: (forecast: Forecast) => Exact): Exact => {
    const sum = sumOf(separate, spread);
    if (together === null || sum.isZero()) return new Exact(1);
    return Exact.min(spread(together).div(sum), 1);
  };
  return { down: share(down), up: share(up) };
}

function scaled(forecast: Forecast, scale: Scale): Forecast {
  const expected = new Exact(forecast.expected);
  return {
    ...forecast,
    low: expected.minus(down(forecast).times(scale.down)).toDecimalPlaces(DECIMALS).toFixed(),
    high: expected.plus(up(forecast).times(scale.up)).toDecimalPlaces(DECIMALS).toFixed(),
  };
}

const DECIMALS = 3;

/** Returns the less certain of the forecasts' methods. */
export function weakestMethod(forecasts: readonly Pick<Forecast, 'method'>[]): ForecastMethod {
  return forecasts.every(({ method }) => method === 'weekday_profile') ? 'weekday_profile' : 'daily_mean';
}
