import { dayBefore } from '../../../../format/time.js';

/**
 * The name of the days [from, to) that are billed at once, `YYYY-MM-DD`, for sentences in which the year goes without saying: that of
 * their month, or the first and the last day where they lie in two. Chinese counts its months.
 */
export function monthName(from: string, to: string, locale: string): string {
  const [first, last] = [from, dayBefore(to)].map((day) => Date.parse(`${day}T12:00:00Z`)) as [
    number,
    number,
  ];
  const isOne = from.slice(0, 7) === dayBefore(to).slice(0, 7);
  const month = isOne && !locale.startsWith('zh') ? 'long' : 'short';
  const format = new Intl.DateTimeFormat(locale, {
    month,
    ...(!isOne && { day: 'numeric' }),
    timeZone: 'UTC',
  });
  return isOne ? format.format(first) : format.formatRange(first, last);
}
