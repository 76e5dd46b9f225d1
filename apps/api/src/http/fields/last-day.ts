import { plusDays } from '#contracts';

/**
 * Returns the last day of a range of dates. A response contains it as `endsOn`, next to the deprecated field with the
 * day after it.
 */
export function lastDayOf(end: string): string;
export function lastDayOf(end: string | null): string | null;
export function lastDayOf(end: string | null): string | null {
  return end === null ? null : plusDays(end, -1);
}

/**
 * Returns the day after a range of dates. A request contains either the last day or, in a deprecated field, the day
 * after it.
 */
export function endOf(
  endsOn: string | null | undefined,
  to: string | null | undefined,
): string | null | undefined {
  if (endsOn === undefined) return to;
  return endsOn === null ? null : plusDays(endsOn, 1);
}
