import { dayBefore } from '../../../../format/time.js';

/**
 * Names the period [from, to) of an invoice, `YYYY-MM-DD`, for sentences that omit the year: the month's name, or the
 * first and last day if the period spans two months. Chinese uses numbered months.
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
