import { DateTime } from 'luxon';

/** A time as docs/devices/native-mqtt.md has it: date, `T`, time to the second or finer, and a zone. */
const WRITTEN =
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Epoch milliseconds; undefined for a text that is no time. Finer than a millisecond is cut off. */
export function instantOf(text: string): number | undefined {
  if (!WRITTEN.test(text)) return undefined;
  const time = DateTime.fromISO(text, { setZone: true });
  return time.isValid && time.year > 99 ? time.toMillis() : undefined;
}

/** A time in epoch milliseconds by its digits; undefined for what is written otherwise or in another unit. */
export function epochOf(token: string): number | undefined {
  const ms = Number(token);
  return /^\d+$/.test(token) && ms >= 1e11 && ms < 1e14 ? ms : undefined;
}
