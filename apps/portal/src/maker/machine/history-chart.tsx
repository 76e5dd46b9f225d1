import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm, History } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { productNow } from '../../app/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { DutyStrip } from '../../ui/duty-strip.js';
import { ErrorState } from '../../ui/error-state.js';
import { Section } from '../../ui/section.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { TimeSeriesChart } from '../../ui/time-series-chart.js';
import { toDutySpans } from '../fleet/duty-of-row.js';
import { chartLimits } from './limits.js';
import classes from './history-chart.module.css';

const HOUR = 3_600_000;
const RANGES = { '24h': 24 * HOUR, '7d': 168 * HOUR, '30d': 720 * HOUR, '60d': 1440 * HOUR } as const;

export type RangeKey = keyof typeof RANGES;

interface HistoryChartProps {
  readonly machineId: string;
  readonly signals: readonly string[];
  readonly height?: number;
  readonly initialRange?: RangeKey;
}

/** History of one machine: a chart per signal on one time axis, the duty strip below, alarms as flags. */
export function HistoryChart({ machineId, signals, height = 240, initialRange = '7d' }: HistoryChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const [range, setRange] = useState<RangeKey>(initialRange);
  const [zoom, setZoom] = useState<{ from: number; to: number }>();
  const window = useMemo(() => {
    // A whole minute, so that the same question keeps the same key while one looks.
    const to = Math.ceil(productNow() / 60_000) * 60_000;
    return zoom ?? { from: to - RANGES[range], to };
  }, [range, zoom]);
  const history = useOne<History>('history', `/machines/${machineId}/history`, {
    query: {
      signals: signals.join(','),
      from: new Date(window.from).toISOString(),
      to: new Date(window.to).toISOString(),
      points: 600,
    },
    keep: true,
    enabled: signals.length > 0,
  });
  const alarms = useList<Alarm>('alarms', '/alarms', {
    machineId,
    state: 'all',
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
  });
  const gaps = useMemo(
    () =>
      (history.data?.gaps ?? []).map((gap) => ({
        from: Date.parse(gap.from),
        to: Date.parse(gap.to),
        note:
          gap.counterAdvance?.['run_hours_total'] === undefined
            ? t('chart.gapNote', {
                duration: format.duration(Date.parse(gap.to) - Date.parse(gap.from), 'hours'),
              })
            : t('chart.gapNoteCounter', {
                duration: format.duration(Date.parse(gap.to) - Date.parse(gap.from), 'hours'),
                advance: format.quantity(gap.counterAdvance['run_hours_total'], 'h', 1),
              }),
      })),
    [history.data?.gaps, t, format],
  );
  const charts = useMemo(
    () =>
      (history.data?.series ?? []).map((series) => ({
        key: series.key,
        limits: chartLimits(series.limits, t, format),
        series: [
          {
            key: series.key,
            label: text('common:signal', series.key),
            unit: series.unit,
            decimals: series.decimals,
            points: series.points,
          },
        ],
        flags: alarms.items
          .filter((alarm) => alarm.signalKey === series.key)
          .map((alarm) => ({
            at: Date.parse(alarm.raisedAt),
            label: t('chart.alarmOn', { code: alarm.code, time: format.time(alarm.raisedAt) }),
            tone:
              alarm.severity === 'critical'
                ? ('critical' as const)
                : alarm.severity === 'warning'
                  ? ('warning' as const)
                  : ('neutral' as const),
          })),
      })),
    [history.data?.series, alarms.items, t, format, text],
  );
  const first = charts[0]?.series[0];

  return (
    <Section
      title={
        first === undefined ? t('maker:machine.history') : t('maker:machine.historyOf', { name: first.label })
      }
      aside={
        history.data === undefined
          ? undefined
          : t('maker:machine.bucket', {
              duration: format.duration(history.data.bucketSeconds * 1000, 'hours'),
            })
      }
      action={
        <SegmentedControl
          value={range}
          onChange={(value) => {
            setRange(value as RangeKey);
            setZoom(undefined);
          }}
          data={(Object.keys(RANGES) as RangeKey[]).map((key) => ({
            value: key,
            label: t(`maker:range.${key}`),
          }))}
          aria-label={t('maker:machine.range')}
        />
      }
    >
      {history.isLoadingError ? (
        <ErrorState
          error={history.error}
          title={t('maker:machine.historyFailed')}
          safe={t('maker:machine.historySafe')}
          onRetry={() => void history.refetch()}
        />
      ) : history.data === undefined ? (
        <SkeletonBlock height={height} />
      ) : (
        <div className={classes.charts} aria-busy={history.isPlaceholderData}>
          {charts.map((chart, index) => (
            <div key={chart.key}>
              {index === 0 ? null : <h3 className={classes.name}>{chart.series[0]?.label}</h3>}
              <TimeSeriesChart
                label={chart.series[0]?.label ?? chart.key}
                series={chart.series}
                from={window.from}
                to={window.to}
                zoomed={index === 0 && zoom !== undefined}
                onZoom={setZoom}
                gaps={gaps}
                limits={chart.limits}
                flags={chart.flags}
                height={index === 0 ? height : Math.round(height * 0.6)}
                syncKey={`machine ${machineId}`}
              />
            </div>
          ))}
          {history.data.series.every((series) => series.points.length === 0) ? (
            <p className={classes.none}>{t('maker:machine.noPoints')}</p>
          ) : null}
          <div className={classes.duty}>
            <span>{t('maker:machine.duty')}</span>
            <DutyStrip spans={toDutySpans(history.data.duty)} from={window.from} to={window.to} height={22} />
          </div>
        </div>
      )}
    </Section>
  );
}
