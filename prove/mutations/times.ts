import { DateTime } from 'luxon';

/** A time as defined in docs/devices/native-mqtt.md: a date, `T`, a time of day to the second or finer, and a zone. */
const WRITTEN =
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Returns epoch milliseconds, truncated; undefined for a string that isn't a time. */
export function instantOf(text: string): number | undefined {
  if (!WRITTEN.test(text)) return undefined;
  const time = DateTime.fromISO(text, { setZone: true });
  return time.isValid && time.year > 99 ? time.toMillis() : undefined;
}

/** Returns a time in epoch milliseconds from its digits; undefined for any other notation or unit. */
export function epochOf(token: string): number | undefined {
  const ms = Number(token);
  return /^\d+$/.test(token) && ms >= 1e11 && ms < 1e14 ? ms : undefined;
}
