import type { TFunction } from 'i18next';
import type { Format } from '../../../format/use-format.js';
import { type ChartSeries, hueOf, needsSymbols, summarise } from '../../../ui/charts/chart-data.js';
import type { LegendEntry } from '../../../ui/charts/legend/chart-legend.js';

/** Legend of a chart: each line with its last value, and the dates of an earlier period. Empty for a single line. */
export function panelLegend(
  series: readonly ChartSeries[],
  window: { readonly from: number; readonly to: number },
  t: TFunction,
  format: Format,
): LegendEntry[] {
  if (series.length <= 1) return [];
  const hasSymbol = needsSymbols(series);
  return series.map((one, index) => {
    const { last } = summarise(one);
    const { earlierBy } = one;
    return {
      key: one.key,
      label: one.tag === undefined ? one.label : `${one.tag}, ${one.label}`,
      hue: hueOf(series, index),
      hasSymbol,
      isEarlier: earlierBy !== undefined,
      note:
        earlierBy !== undefined
          ? t('history.earlierSpan', {
              from: format.dateTime(window.from - earlierBy),
              to: format.dateTime(window.to - earlierBy),
            })
          : last === null
            ? t('history.noReadings')
            : format.quantity(last, one.unit, one.decimals),
    };
  });
}
