import type { Format } from '../../../format/use-format.js';

/** A moment in the narrow column of a list: the time alone while it is today's, else its day too. */
export function sinceWords(at: string, now: number, format: Format): string {
  return format.date(at) === format.date(now) ? format.time(at) : format.dateTime(at);
}
