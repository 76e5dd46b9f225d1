import { useFormat } from '../../format/use-format.js';

/** The name of a month, 1 to 12, in the reader's language. */
export function useMonthNames(): (month: number) => string {
  const { locale } = useFormat();
  const names = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return (month) => names.format(new Date(Date.UTC(2026, month - 1, 1)));
}
