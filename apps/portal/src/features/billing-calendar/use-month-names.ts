import { useFormat } from '../../format/use-format.js';

/** Names a month, 1 to 12, in the user's language. */
export function useMonthNames(): (month: number) => string {
  const { locale } = useFormat();
  const names = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return (month) => names.format(new Date(Date.UTC(2026, month - 1, 1)));
}
