import { instantToWallTime, plusDays, wallTimeToInstant } from '../../../format/time.js';
import type { ChartPoint, ChartSpan } from '../../../ui/charts/chart-data.js';

/** Steps back to the earlier period that a chart is compared with. */
export const EARLIER_STEPS = ['day', 'week', 'month'] as const;
export type EarlierStep = (typeof EARLIER_STEPS)[number];

const DAYS = { day: 1, week: 7 } as const;

export interface EarlierSpan extends ChartSpan {
  /** Milliseconds by which the points move onto the axis of the current window. */
  readonly by: number;
}

/**
 * Returns the period of the same length that begins one day, week or month earlier at the same local time, so that a
 * plant's shifts are aligned even if the clocks changed in between. If the earlier month is shorter, its last day is
 * used.
 */
export function earlierSpan({ from, to }: ChartSpan, step: EarlierStep, zone: string): EarlierSpan {
  const [day = '', time = ''] = instantToWallTime(from, zone, true).split('T');
  const earlierDay = step === 'month' ? monthBefore(day) : plusDays(day, -DAYS[step]);
  // Local times have whole seconds, so the milliseconds of the instant are added again.
  const start = wallTimeToInstant(`${earlierDay}T${time}`, zone) + (from % 1000);
  return { from: start, to: start + (to - from), by: from - start };
}

/** Moves points onto the axis of the current window. */
export function shiftPoints(points: readonly ChartPoint[], by: number): ChartPoint[] {
  return points.map(([at = null, ...values]) => [at === null ? null : at + by, ...values]);
}

function monthBefore(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 2, Math.min(date, lastDay))).toISOString().slice(0, 10);
}
