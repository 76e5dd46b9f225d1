import type { CostSoFar } from '../../../api/types.js';

/** The running month to be drawn; quantities as numbers, days counted from the first one billed. */
export interface MonthCurve {
  /** How many days are billed. */
  readonly days: number;
  /** `YYYY-MM-DD` */
  readonly lastDay: string;
  /** What was used by the end of a day; of today until now. */
  readonly points: readonly { readonly day: number; readonly total: number }[];
  readonly end: { readonly low: number; readonly expected: number; readonly high: number } | null;
  /** Null where nothing is included. */
  readonly included: number | null;
  /** The top of the picture. */
  readonly highest: number;
}

const DAY_MS = 86_400_000;
const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** @returns undefined where nothing is counted */
export function monthCurve(cost: CostSoFar): MonthCurve | undefined {
  const { period, days: used, usageForecast, included } = cost;
  if (cost.unit === null) return undefined;
  const days = daysFrom(period.from, period.to);
  let total = 0;
  const points = used.map(({ day, quantity }, index) => {
    total += Number(quantity);
    const place = daysFrom(period.from, day);
    // Of the last one, today, only a part has passed.
    const passed = index === used.length - 1 ? partOfDay(cost.at, period.zone) : 1;
    return { day: Math.min(place + passed, days), total };
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

/** Which part of its local day has passed at an instant. */
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
