import type { MeterFields } from '#contracts';
import type { CounterReading } from '../domain/steps/counter-reading.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import type { OpeningValue } from '../domain/evidence/meter-records.js';
import type { Span } from '../domain/windows/spans.js';
import type { UsageBasis } from '../entities/usage-period.entity.js';

/** Returns the inputs to store with usage so that it can be derived again. */
export function basisOf(
  { modulus, maxRatePerHour, maxGapMinutes, ...meter }: MeterFields,
  {
    zone,
    windows,
    lastRecord,
    off,
    opening,
    bounding = [],
  }: {
    readonly zone: string;
    readonly windows: readonly CountingWindow[];
    readonly lastRecord: string | null;
    readonly off: readonly Span[];
    readonly opening: OpeningValue | null;
    readonly bounding?: readonly CounterReading[];
  },
): UsageBasis {
  return {
    zone,
    windows,
    modulus,
    maxRatePerHour,
    maxGapMinutes,
    // Omits the method of a plain counter, because bases stored before other methods existed have none.
    ...methodOf(meter),
    ...(lastRecord !== null && { lastRecord }),
    ...(off.length > 0 && { off }),
    ...(opening !== null && { opening }),
    ...(bounding.length > 0 && { bounding }),
  };
}

function methodOf({
  method,
  matches,
  intervalMinutes,
  factor,
}: Pick<MeterFields, 'method' | 'matches' | 'intervalMinutes' | 'factor'>): Partial<UsageBasis> {
  return {
    ...(method !== 'counter' && { method }),
    ...(factor !== null && { factor }),
    ...(matches.length > 0 && { matches }),
    ...(intervalMinutes !== null && { intervalMinutes }),
  };
}
