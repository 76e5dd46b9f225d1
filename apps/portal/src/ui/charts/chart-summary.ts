import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';
import { type ChartBound, type ChartFlag, type ChartGap, type ChartSeries, summarise } from './chart-data.js';

interface SummarisedChart {
  readonly series: readonly ChartSeries[];
  readonly gaps: readonly ChartGap[];
  readonly bounds: readonly ChartBound[];
  readonly flags: readonly ChartFlag[];
  readonly zone: string;
}

/** Describes a chart for screen readers: last value and range of each series, gaps, bounds and alarms. */
export function useChartSummary({ series, gaps, bounds, flags, zone }: SummarisedChart): string {
  const { t } = useTranslation();
  const format = useFormat();
  return series
    .map((one) => {
      const { last, lastAt, low, high } = summarise(one);
      const say = (value: number | null): string =>
        value === null ? '—' : format.quantity(value, one.unit, one.decimals);
      return t('chart.summary', {
        name: one.tag === undefined ? one.label : `${one.tag}, ${one.label}`,
        last: say(last),
        at: lastAt === null ? '—' : format.dateTime(lastAt - (one.earlierBy ?? 0), zone),
        low: say(low),
        high: say(high),
      });
    })
    .concat(gaps.length === 0 ? [] : [t('chart.gaps', { count: gaps.length })])
    .concat(bounds.map((bound) => bound.label))
    .concat(flags.map((flag) => `${flag.label} ${format.dateTime(flag.at, zone)}`))
    .join('. ');
}
