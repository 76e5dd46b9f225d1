import type { ChartSpan } from '../../../ui/charts/chart-data.js';

/** Divides a span into consecutive parts that are not longer than `maxLength`. */
export function splitSpan({ from, to }: ChartSpan, maxLength: number): ChartSpan[] {
  const parts: ChartSpan[] = [];
  for (let start = from; start < to; start += maxLength)
    parts.push({ from: start, to: Math.min(to, start + maxLength) });
  return parts;
}
