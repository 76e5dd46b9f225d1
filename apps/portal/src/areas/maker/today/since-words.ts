import type { Format } from '../../../format/use-format.js';

/** Formats an instant for a narrow column: only the time if it is today, otherwise with the day. */
export function sinceWords(at: string, now: number, format: Format): string {
  return format.date(at) === format.date(now) ? format.time(at) : format.dateTime(at);
}
