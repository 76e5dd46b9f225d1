import type { MachineHistory } from '../../../api/types.js';
import type { ChartPoint } from '../../../ui/charts/chart-data.js';
import { type SpecificPowerSignals, specificPower, toDecimal, toQuantity } from './specific-power.js';

/** Key under which the specific power is chosen and drawn like a signal. */
export const SPECIFIC_POWER = 'specific_power';
export const SPECIFIC_POWER_UNIT = 'kW.h/m3';
export const SPECIFIC_POWER_DECIMALS = 3;

/** Aggregates for the specific power, in the order in which the API returns them after the start of a bucket. */
export const SPECIFIC_POWER_AGGREGATES = ['increase', 'mean'] as const;

type Buckets = Pick<MachineHistory, 'series' | 'bucketSeconds'>;

/**
 * Returns the specific power in each bucket with both quantities. A bucket without volume interrupts the line, because
 * the quotient is undefined.
 */
export function specificPowerPoints(
  { series, bucketSeconds }: Buckets,
  { energy, volume }: SpecificPowerSignals,
): ChartPoint[] {
  const pointsOf = (key: string) => series.find((one) => one.key === key)?.points ?? [];
  const volumes = new Map(pointsOf(volume.key).map((point) => [point[0], point]));
  return pointsOf(energy.key).flatMap((point) => {
    const [at] = point;
    const other = volumes.get(at);
    if (at === undefined || other === undefined) return [];
    const quantity = (signal: typeof energy, [, increase = 0, mean = 0]: readonly number[]): string =>
      toQuantity(
        { signal, value: toDecimal(signal.kind === 'counter' ? increase : mean) },
        bucketSeconds * 1000,
      );
    const found = specificPower(quantity(energy, point), quantity(volume, other));
    const value = found === null ? null : Number(found);
    return [[at, value, value, value]];
  });
}
