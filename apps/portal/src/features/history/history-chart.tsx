import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useFormat } from '../../format/use-format.js';
import { drawnPoints } from '../../ui/charts/chart-data.js';
import { TimeSeriesChart } from '../../ui/charts/time-series-chart.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../ui/feedback/skeleton.js';
import { Section } from '../../ui/layout/section.js';
import { toDutySpans } from '../machines/duty/duty-of-row.js';
import { DutyStrip } from '../machines/duty/duty-strip.js';
import { chartLimits } from '../machines/live/limits.js';
import { BoundNotes } from './bound-notes.js';
import { useRetentionBounds } from './chart-bounds.js';
import { type PresetKey, type RangeKey, useChosenWindow } from './chosen-window.js';
import { CustomRange } from './custom-range.js';
import classes from './history-chart.module.css';

const RANGES: readonly RangeKey[] = ['24h', '7d', '30d', '60d', 'custom'];
const ALONE = { serial: '', others: [] } as const;

interface HistoryChartProps {
  readonly machineId: string;
  readonly signals: readonly string[];
  readonly nameOf: (signalKey: string) => string;
  readonly ranges?: readonly RangeKey[];
  /** Controls above the chart. */
  readonly choice?: ReactNode;
  readonly height?: number;
  readonly initialRange?: PresetKey;
  /**
   * Machines to compare: their signals are drawn over those of this machine, which is labelled with the serial number.
   */
  readonly compared?: { readonly serial: string; readonly others: readonly { id: string; serial: string }[] };
}

/**
 * History of a machine, optionally compared with others: one chart per signal on a shared time axis, activity strips
 * below, alarms as flags, and gaps hatched.
 */
export function HistoryChart({
  machineId,
  signals,
  nameOf,
  ranges = RANGES,
  choice,
  height = 240,
  initialRange = '7d',
  compared = ALONE,
}: HistoryChartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const window = useChosenWindow(initialRange);
  const shown = useMemo(
    () => [{ id: machineId, serial: compared.serial }, ...compared.others],
    [machineId, compared],
  );
  const isCompared = compared.others.length > 0;
  // A string stays equal when an array is recreated, so charts are redrawn only if the signals change.
  const signalKeys = signals.join(',');
  const histories = useOne('history', '/histories', {
    query: {
      machines: shown.map(({ id }) => id),
      signals,
      from: new Date(window.from).toISOString(),
      to: new Date(window.to).toISOString(),
      points: 600,
    },
    keepPrevious: true,
    enabled: signals.length > 0,
  });
  const machines = histories.data?.machines;
  const own = machines?.[0];
  const bounds = useRetentionBounds(own);
  const alarms = useList('alarms', '/alarms', {
    query: {
      machineId,
      state: 'all',
      from: new Date(window.from).toISOString(),
      to: new Date(window.to).toISOString(),
    },
  });
  const gaps = useMemo(
    () =>
      (own?.gaps ?? []).map((gap) => ({
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
    [own?.gaps, t, format],
  );
  const charts = useMemo(
    () =>
      signalKeys.split(',').flatMap((key) => {
        const all = (machines ?? []).flatMap(({ machineId: whose, series, gaps: theirs }) =>
          series.filter((one) => one.key === key).map((one) => ({ whose, theirs, one })),
        );
        const [first] = all;
        if (first === undefined) return [];
        return [
          {
            key,
            limits: chartLimits(first.one.limits, t, format),
            series: all.map(({ whose, theirs, one }) => ({
              key: `${whose} ${key}`,
              label: nameOf(key),
              unit: one.unit,
              decimals: one.decimals,
              points: drawnPoints(one),
              ...(isCompared && { tag: shown.find(({ id }) => id === whose)?.serial }),
              hue: shown.findIndex(({ id }) => id === whose) + 1,
              gaps: theirs.map((gap) => ({ from: Date.parse(gap.from), to: Date.parse(gap.to) })),
            })),
            flags: alarms.items
              .filter((alarm) => alarm.signalKey === key)
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
          },
        ];
      }),
    [signalKeys, machines, alarms.items, shown, isCompared, t, format, nameOf],
  );

  return (
    <Section
      title={signals[0] === undefined ? t('history.title') : nameOf(signals[0])}
      aside={
        own === undefined
          ? undefined
          : t('history.bucketIn', {
              bucket:
                own.basis === 'readings'
                  ? t('chart.asSent')
                  : t('history.bucket', {
                      duration: format.duration(own.bucketSeconds * 1000, 'hours'),
                    }),
              zone: format.city(format.zone),
            })
      }
      action={
        <SegmentedControl
          value={window.range}
          onChange={(value) => window.choose(value as RangeKey)}
          data={ranges.map((key) => ({ value: key, label: t(`history.range.${key}`) }))}
          aria-label={t('history.rangeLabel')}
        />
      }
    >
      {choice === undefined ? null : <div className={classes.choice}>{choice}</div>}
      {window.range === 'custom' ? <CustomRange window={window} /> : null}
      {isCompared ? (
        <ul className={classes.legend} aria-label={t('history.comparing')}>
          {shown.map(({ id, serial }, position) => (
            <li key={id}>
              <span
                className={classes.swatch}
                style={{ background: `var(--series-${position + 1})` }}
                aria-hidden
              />
              {serial}
            </li>
          ))}
        </ul>
      ) : null}
      {histories.isLoadingError ? (
        <ErrorState
          error={histories.error}
          title={t('history.failed')}
          safe={t('history.safe')}
          onRetry={() => void histories.refetch()}
        />
      ) : own === undefined ? (
        <SkeletonBlock height={height} />
      ) : (
        <div className={classes.charts} aria-busy={histories.isPlaceholderData}>
          <BoundNotes bounds={bounds} />
          {charts.map((chart, index) => (
            <div key={chart.key}>
              {index === 0 ? null : <h3 className={classes.name}>{chart.series[0]?.label}</h3>}
              <TimeSeriesChart
                label={chart.series[0]?.label ?? chart.key}
                series={chart.series}
                from={window.from}
                to={window.to}
                zoomed={index === 0 && window.zoomed}
                onZoom={window.zoom}
                gaps={gaps}
                bounds={bounds}
                limits={chart.limits}
                flags={chart.flags}
                height={index === 0 ? height : Math.round(height * 0.6)}
                syncKey={`machine ${machineId}`}
              />
            </div>
          ))}
          {charts.every(({ series }) => series.every(({ points }) => points.length === 0)) ? (
            <p className={classes.none}>{t('history.noPoints')}</p>
          ) : null}
          {machines?.map(({ machineId: whose, duty }) => (
            <div key={whose} className={classes.duty} data-compared={isCompared || undefined}>
              <span className={classes.machine}>
                {isCompared ? shown.find(({ id }) => id === whose)?.serial : t('history.duty')}
              </span>
              <DutyStrip spans={toDutySpans(duty)} from={window.from} to={window.to} height={22} />
            </div>
          ))}
          <p className={classes.hint}>{t('history.zoomHint')}</p>
        </div>
      )}
    </Section>
  );
}
