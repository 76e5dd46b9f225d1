import { countDays } from '../../calendar/local-dates.js';

/**
 * Counts months from one day up to, but excluding, another. A partial month counts as a whole one for `up`, and not at
 * all for `down`. Returns 0 if the other day is not later.
 */
export function monthsBetween(from: string, to: string, rounding: 'up' | 'down'): number {
  const parts = (day: string): [number, number] => [
    Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)),
    Number(day.slice(8, 10)),
  ];
  const [[fromMonth, fromDay], [toMonth, toDay]] = [parts(from), parts(to)];
  if (countDays(from, to) <= 0) return 0;
  const completed = toMonth - fromMonth - (toDay < fromDay ? 1 : 0);
  return rounding === 'up' && toDay !== fromDay ? completed + 1 : completed;
}
