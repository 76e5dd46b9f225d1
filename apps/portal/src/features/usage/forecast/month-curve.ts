import type { UsageToDate } from '../../../api/types.js';

/** Chart data of the current month: quantities as numbers, days counted from the first billed day. */
export interface MonthCurve {
  /** Number of billed days. */
  readonly days: number;
  /** Last billed day, `YYYY-MM-DD`. */
  readonly lastDay: string;
  /** Total usage at the end of each day; for today, total usage so far. */
  readonly points: readonly { readonly day: number; readonly total: number }[];
  readonly end: { readonly low: number; readonly expected: number; readonly high: number } | null;
  /** Included quantity; null if there is none. */
  readonly included: number | null;
  /** Upper end of the axis. */
  readonly highest: number;
}

const DAY_MS = 86_400_000;
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** @returns undefined without metered usage */
export function monthCurve(cost: UsageToDate): MonthCurve | undefined {
  const { period, days: used, usageForecast, included } = cost;
  if (cost.unit === null) return undefined;
  const days = daysFrom(period.from, period.to);
  let total = 0;
  const points = used.map(({ day, quantity }, index) => {
    total += Number(quantity);
    const dayIndex = daysFrom(period.from, day);
    // The last day is today, which has not fully elapsed.
    const passed = index === used.length - 1 ? partOfDay(cost.at, period.zone) : 1;
    return { day: Math.min(dayIndex + passed, days), total };
  });
  const end =
    usageForecast === null
      ? null
      : {
          low: Number(usageForecast.low),
          expected: Number(usageForecast.expected),
          high: Number(usageForecast.high),
        };
  const line = included === null || Number(included) === 0 ? null : Number(included);
  return {
    days,
    lastDay: new Date(Date.parse(period.to) - DAY_MS).toISOString().slice(0, 10),
    points,
    end,
    included: line,
    highest: Math.max(total, end?.high ?? 0, line ?? 0, 1e-9) * 1.04,
  };
}

/** Elapsed part of the local day at an instant. */
function partOfDay(at: string, zone: string): number {
  const written = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
  const [hours, minutes] = written.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) / 1440;
}
