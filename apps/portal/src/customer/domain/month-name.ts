/** The name of a month `YYYY-MM` alone, for sentences in which the year goes without saying. Chinese counts its months. */
export function monthName(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: locale.startsWith('zh') ? 'short' : 'long',
    timeZone: 'UTC',
  }).format(new Date(`${month}-15T12:00:00Z`));
}
