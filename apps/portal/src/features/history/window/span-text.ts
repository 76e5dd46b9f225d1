import type { ChartSpan } from '../../../ui/charts/chart-data.js';

const SEPARATOR = '~';

/** Formats an instant for an address: ISO 8601, without milliseconds if they are zero. */
export function instantText(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Formats a span for an address. */
export function spanText({ from, to }: ChartSpan): string {
  return `${instantText(from)}${SEPARATOR}${instantText(to)}`;
}

/** Parses a span in an address; undefined if it is missing or invalid, as in a mistyped address. */
export function readSpan(text: string | undefined): ChartSpan | undefined {
  const [from = '', to = '', ...more] = (text ?? '').split(SEPARATOR);
  const span = { from: Date.parse(from), to: Date.parse(to) };
  return more.length === 0 && span.from < span.to ? span : undefined;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Rounds a span drawn with the pointer, because it is never exact to the millisecond: to seconds or, in longer windows,
 * to minutes or hours.
 * @param windowMs length of the window in which the span was drawn
 */
export function roundSpan({ from, to }: ChartSpan, windowMs: number): ChartSpan {
  const step = windowMs <= 2 * HOUR ? SECOND : windowMs <= 168 * HOUR ? MINUTE : HOUR;
  const start = Math.round(from / step) * step;
  return { from: start, to: Math.max(start + step, Math.round(to / step) * step) };
}
