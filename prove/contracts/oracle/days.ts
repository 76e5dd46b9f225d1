/**
 * Number of milliseconds in a day. Local days have the form `YYYY-MM-DD`, months the form `YYYY-MM`, and instants are
 * milliseconds since 1970 UTC.
 */
export const DAY_MS = 86_400_000;

/** Days [from, to). */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOfUtc = (at: number): string => new Date(at).toISOString().slice(0, 10);

export function addDays(day: string, days: number): string {
  return dayOfUtc(utc(day) + days * DAY_MS);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS);
}

export function lengthOf({ from, to }: DaySpan): number {
  return Math.max(0, daysBetween(from, to));
}

/** Returns the same day a number of months later, or the last day of a shorter month. */
export function addMonthsTo(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayOfUtc(first.getTime() + (Math.min(date, length) - 1) * DAY_MS);
}

export function intersect(a: DaySpan, b: DaySpan): DaySpan | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from < to ? { from, to } : null;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: number, zone: string): number {
  let format = FORMATS.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    FORMATS.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
}

const STARTS = new Map<string, number>();

/** Returns the first instant of a local day. No time zone in the proof changes its clock at midnight. */
export function startOf(day: string, zone: string): number {
  const key = `${day} ${zone}`;
  let start = STARTS.get(key);
  if (start === undefined) {
    start = utc(day);
    for (let step = 0; step < 3; step += 1) start += utc(day) - wallClock(start, zone);
    STARTS.set(key, start);
  }
  return start;
}

/** Returns the local day of a step or reading that ends at an instant. Midnight belongs to the day that ends. */
export function dayEndingAt(at: number, zone: string): string {
  return dayOfUtc(wallClock(Math.floor((at - 1) / 1000) * 1000, zone));
}
