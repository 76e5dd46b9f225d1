import type { ChartSpan } from '../../ui/charts/chart-data.js';
import { spanText } from './window/span-text.js';

/**
 * Returns a link to exactly what a chart shows. A range up to now is replaced by its present start and end, because
 * otherwise the link would show something else later.
 */
export function exactLink(href: string, window: ChartSpan, signals: string): string {
  const url = new URL(href);
  url.searchParams.set('range', 'custom');
  url.searchParams.set('span', spanText(window));
  url.searchParams.set('signals', signals);
  return url.href;
}
