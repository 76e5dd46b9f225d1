import { useQueries } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import type { UsageHistory } from '../../../api/types.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import type { SimulatedMeter } from '../plans/simulated-plan.js';
import { type Measurement } from './measurement.js';

export interface UsageHistories {
  /** Usage histories in the order of the meters; undefined until all months of a meter are loaded. */
  readonly histories: readonly (UsageHistory | undefined)[];
  /** Number of months loaded so far. */
  readonly read: number;
  /** Number of months in total. */
  readonly count: number;
  readonly isReady: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

const MONTHS = 12;
/** Months per request: a year of a machine with much data takes long, so progress is shown in parts. */
const MONTHS_AT_ONCE = 3;
/** Time in ms for which loaded months are reused, because completed months rarely change. */
const FRESH_MS = 10 * 60_000;

/** Usage of each meter in the last twelve complete months, loaded once for any number of plans. */
export function useUsageHistories(meters: readonly SimulatedMeter[], zone: string): UsageHistories {
  const parts = lastMonthsOf(instantToWallTime(productNow(), zone).slice(0, 7));
  const answers = useQueries({
    queries: meters.flatMap(({ deviceId, ...meter }) =>
      parts.map((until) => ({
        queryKey: ['counter-months', deviceId, queryOf(meter, zone), until],
        queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
          request('GET', '/devices/{id}/counter-months', {
            path: { id: deviceId },
            query: { ...queryOf(meter, zone), months: MONTHS_AT_ONCE, until },
            signal,
          }),
        staleTime: FRESH_MS,
        retry: false,
      })),
    ),
  });
  const failed = answers.filter(({ error }) => error !== null);
  const read = answers.filter(({ data }) => data !== undefined).length;
  return {
    histories: meters.map((_meter, index) =>
      joinParts(
        answers.slice(index * parts.length, (index + 1) * parts.length).flatMap(({ data }) => data ?? []),
        parts.length,
      ),
    ),
    read: read * MONTHS_AT_ONCE,
    count: meters.length * MONTHS,
    isReady: meters.length > 0 && read === answers.length,
    error: failed[0]?.error ?? null,
    retry: () => failed.forEach((answer) => void answer.refetch()),
  };
}

/** Query parameters for the usage of a meter, without null values. */
export function queryOf(measured: Measurement, zone: string) {
  const { signalKey, method, matches, intervalMinutes, factor, unit, maxRatePerHour, maxGapMinutes } =
    measured;
  return {
    ...{ signalKey, method, matches, zone },
    intervalMinutes: intervalMinutes ?? undefined,
    factor: factor ?? undefined,
    unit: unit ?? undefined,
    maxRatePerHour: maxRatePerHour ?? undefined,
    maxGapMinutes: maxGapMinutes ?? undefined,
  };
}

/** The last month of each part, oldest first. @param running `YYYY-MM` */
function lastMonthsOf(running: string): string[] {
  const [year = 0, month = 1] = running.split('-').map(Number);
  return Array.from({ length: MONTHS / MONTHS_AT_ONCE }, (_, part) => {
    const back = MONTHS - (part + 1) * MONTHS_AT_ONCE;
    return new Date(Date.UTC(year, month - 2 - back, 1)).toISOString().slice(0, 7);
  });
}

function joinParts(parts: readonly UsageHistory[], count: number): UsageHistory | undefined {
  const [first] = parts;
  return first === undefined || parts.length < count
    ? undefined
    : { ...first, months: parts.flatMap(({ months }) => months) };
}
