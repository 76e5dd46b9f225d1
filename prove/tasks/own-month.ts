import { DateTime } from 'luxon';

/** Time zone of the customers of the installation that the first task sets up. */
const ZONE = 'Europe/Warsaw';

/** The last month that has ended: as in the API, as its first day, and as a person in Europe types its first day. */
export function lastMonth(now = new Date()): { month: string; firstDay: string; typed: string } {
  const first = DateTime.fromJSDate(now, { zone: ZONE }).startOf('month').minus({ months: 1 });
  return {
    month: first.toFormat('yyyy-MM'),
    firstDay: first.toISODate()!,
    typed: first.toFormat('dd/MM/yyyy'),
  };
}
