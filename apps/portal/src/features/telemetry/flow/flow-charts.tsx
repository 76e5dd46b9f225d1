import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow } from '../../../api/types.js';
import { TimeSeriesChart } from '../../../ui/charts/time-series-chart.js';
import classes from './flow-charts.module.css';
import { toCurve } from './flow-numbers.js';

/** Points per second, and the delay until readings are stored, on a shared time axis. */
export function FlowCharts({ flow }: { readonly flow: Flow }) {
  const { t } = useTranslation();
  const charts = useMemo(
    () => [
      {
        key: 'rate',
        series: [
          {
            key: 'points',
            label: t('maker:flow.points'),
            unit: '',
            decimals: 0,
            points: toCurve(flow, ({ points }) => points / flow.stepSeconds),
          },
        ],
      },
      {
        key: 'lag',
        series: [
          {
            key: 'p99',
            label: t('maker:flow.lagMost'),
            unit: 'ms',
            decimals: 0,
            points: toCurve(flow, ({ lagP99Ms }) => lagP99Ms),
          },
          {
            key: 'p50',
            label: t('maker:flow.lagHalf'),
            unit: 'ms',
            decimals: 0,
            quiet: true,
            points: toCurve(flow, ({ lagP50Ms }) => lagP50Ms),
          },
        ],
      },
    ],
    [flow, t],
  );
  const [first, last] = [flow.steps[0], flow.steps.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <div className={classes.charts}>
      {charts.map(({ key, series }) => (
        <div key={key}>
          <h3 className={classes.name}>{t(`maker:flow.chart.${key}`)}</h3>
          <TimeSeriesChart
            label={t(`maker:flow.chart.${key}`)}
            series={series}
            from={Date.parse(first.at)}
            to={Date.parse(last.at)}
            height={180}
            syncKey="data-flow"
            compact
          />
        </div>
      ))}
    </div>
  );
}
