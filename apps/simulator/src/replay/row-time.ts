import { DateTime } from 'luxon';

/** Formats of times without an offset, most precise first. */
const LOCAL_FORMATS = [
  ...['yyyy-MM-dd HH:mm:ss.u', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', 'yyyy-MM-dd'],
  ...['yyyy/MM/dd HH:mm:ss', 'yyyy/MM/dd HH:mm', 'dd.MM.yyyy HH:mm:ss', 'dd.MM.yyyy HH:mm', 'dd.MM.yyyy'],
  ...['dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm', 'MM/dd/yyyy hh:mm:ss a', 'MM/dd/yyyy hh:mm a'],
];

/**
 * Parses a row's time to epoch milliseconds: ISO 8601, a local time in `zone`, or epoch seconds, milliseconds or
 * microseconds. Returns undefined if the text is not a time.
 */
export function parseRowTime(text: string, zone: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{9,17}(?:\.\d+)?$/.test(trimmed)) return fromEpoch(Number(trimmed));
  const iso = DateTime.fromISO(trimmed.replace(/^(\S+) (\d\d:)/, '$1T$2'), { zone });
  if (iso.isValid && /^\d{4}-?\d\d/.test(trimmed)) return iso.toMillis();
  for (const format of LOCAL_FORMATS) {
    const parsed = DateTime.fromFormat(trimmed, format, { zone, locale: 'en' });
    if (parsed.isValid) return parsed.toMillis();
  }
  return undefined;
}

/** Derives the unit from the magnitude: seconds have ten digits until 2286. */
function fromEpoch(value: number): number {
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  return Math.round(value / 1000);
}

/**
 * Returns the index of the first column that has a name such as "time" or "date" and contains times or, if there is
 * none, of the first column with a formatted date; undefined if there is neither.
 */
export function findTimeColumn(
  columns: readonly string[],
  row: readonly string[],
  zone: string,
): number | undefined {
  const named = columns.findIndex(
    (column, i) =>
      /time|date|stamp|zeit|hora|时间/i.test(column) && parseRowTime(row[i] ?? '', zone) !== undefined,
  );
  if (named >= 0) return named;
  // A plain number may not be a time, so a column without a matching name must contain a formatted date.
  const written = row.findIndex(
    (value) => !/^[-+]?[\d.,]+$/.test(value.trim()) && parseRowTime(value, zone) !== undefined,
  );
  return written >= 0 ? written : undefined;
}
