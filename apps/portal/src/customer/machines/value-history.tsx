import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm, History, Signal } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { productNow } from '../../app/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { toDutySpans } from '../../maker/fleet/duty-of-row.js';
import { chartLimits } from '../../maker/machine/limits.js';
import { useKeptBounds } from '../../ui/chart-bounds.js';
import { DutyStrip } from '../../ui/duty-strip.js';
import { ErrorState } from '../../ui/error-state.js';
import { Section } from '../../ui/section.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { drawnPoints } from '../../ui/chart-data.js';
import { TimeSeriesChart } from '../../ui/time-series-chart.js';
import classes from './value-history.module.css';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const RANGES = { day: 24 * HOUR, week: 168 * HOUR, month: 720 * HOUR, year: 8760 * HOUR } as const;
type RangeKey = keyof typeof RANGES;

interface ValueHistoryProps {
  readonly machineId: string;
  readonly signalKey: string;
  readonly signal: Signal | undefined;
}

/** How one value went: any window by zoom, limits and alarms in the chart, what the machine did below it. */
export function ValueHistory({ machineId, signalKey, signal }: ValueHistoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const localised = useLocalised();
  const [range, setRange] = useState<RangeKey>('day');
  const [zoom, setZoom] = useState<{ from: number; to: number }>();
  const window = useMemo(() => {
    // A whole minute, so that the same question keeps the same key while one looks.
    const to = Math.ceil(productNow() / MINUTE) * MINUTE;
    return zoom ?? { from: to - RANGES[range], to };
  }, [range, zoom]);
  const span = { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() };
  const history = useOne<History>('history', `/machines/${machineId}/history`, {
    query: { signals: signalKey, ...span, points: 600 },
    keep: true,
  });
  const alarms = useList<Alarm>('alarms', '/alarms', { machineId, state: 'all', ...span });
  const name = localised(signal?.label) || text('common:signal', signalKey);
  const line = history.data?.series[0];
  const series = useMemo(
    () =>
      line === undefined
        ? []
        : [
            {
              key: line.key,
              label: name,
              unit: line.unit,
              decimals: line.decimals,
              points: drawnPoints(line),
            },
          ],
    [line, name],
  );
  const gaps = useMemo(
    () =>
      (history.data?.gaps ?? []).map((gap) => ({
        from: Date.parse(gap.from),
        to: Date.parse(gap.to),
        note: t('customer:machine.gap', {
          duration: format.duration(Date.parse(gap.to) - Date.parse(gap.from), 'hours'),
        }),
      })),
    [history.data?.gaps, t, format],
  );
  const bounds = useKeptBounds(history.data);
  const limits = useMemo(() => chartLimits(line?.limits, t, format), [line?.limits, t, format]);
  const flags = useMemo(
    () =>
      alarms.items
        .filter((alarm) => alarm.signalKey === signalKey)
        .map((alarm) => ({
          at: Date.parse(alarm.raisedAt),
          label: `${alarm.code} ${format.time(alarm.raisedAt)}`,
          tone: alarm.severity === 'critical' ? ('critical' as const) : ('warning' as const),
        })),
    [alarms.items, signalKey, format],
  );
  return (
    <Section
      title={t('customer:machine.historyOf', { name })}
      aside={
        history.data === undefined
          ? undefined
          : history.data.basis === 'readings'
            ? t('chart.asSent')
            : t('customer:machine.bucket', {
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
            label: t(`customer:machine.range.${key}`),
          }))}
          aria-label={t('customer:machine.rangeLabel')}
        />
      }
    >
      {history.isLoadingError ? (
        <ErrorState
          error={history.error}
          title={t('customer:machine.historyFailed')}
          safe={t('customer:plant.safe')}
          onRetry={() => void history.refetch()}
        />
      ) : history.data === undefined ? (
        <SkeletonBlock height={260} />
      ) : (
        <div className={classes.chart} data-stale={history.isPlaceholderData || undefined}>
          {line === undefined || line.points.length === 0 ? (
            <p className={classes.none}>{t('customer:machine.noPoints')}</p>
          ) : (
            <TimeSeriesChart
              label={name}
              series={series}
              from={window.from}
              to={window.to}
              zoomed={zoom !== undefined}
              onZoom={setZoom}
              gaps={gaps}
              bounds={bounds}
              limits={limits}
              flags={flags}
              height={260}
            />
          )}
          <div className={classes.duty}>
            <span>{t('customer:machine.duty')}</span>
            <DutyStrip spans={toDutySpans(history.data.duty)} from={window.from} to={window.to} height={18} />
          </div>
          <p className={classes.hint}>{t('customer:machine.zoomHint')}</p>
        </div>
      )}
    </Section>
  );
}
