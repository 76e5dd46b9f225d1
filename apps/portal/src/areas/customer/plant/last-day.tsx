import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm, MachineRow } from '../../../api/types.js';
import { EnergyTile } from '../../../features/history/energy/energy-tile.js';
import { DutyLegend } from '../../../features/machines/duty/duty-legend.js';
import { toDutySpans } from '../../../features/machines/duty/duty-of-row.js';
import { DutyStrip } from '../../../features/machines/duty/duty-strip.js';
import { chartLimits } from '../../../features/machines/live/limits.js';
import { useFormat } from '../../../format/use-format.js';
import { TimeSeriesChart } from '../../../ui/charts/time-series-chart.js';
import { useOnScreen } from '../../../ui/charts/use-on-screen.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import classes from './last-day.module.css';
import { mergeLines } from './merge-lines.js';
import { usePlantEnergy } from './use-plant-energy.js';
import { usePressure } from './use-pressure.js';

interface LastDayProps {
  readonly machines: readonly MachineRow[];
  readonly alarms: readonly Alarm[];
  readonly now: number;
}

const DAY = 86_400_000;
const NONE: readonly MachineRow[] = [];

/**
 * The last 24 hours: the plant's pressure, and below it, on the same time axis, the activity of each machine. On a phone,
 * this is below the first screen, so the chart and its data are loaded when they come into view.
 */
export function LastDay({ machines, alarms, now }: LastDayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [chartRef, isOnScreen] = useOnScreen();
  const pressure = usePressure(machines, now, isOnScreen ? Infinity : 1);
  const { window } = pressure;
  const energy = usePlantEnergy(isOnScreen ? machines : NONE, now);
  const first = pressure.series[0];
  const points = pressure.series.map((line) => line.points);
  const series = useMemo(
    () =>
      first === undefined
        ? []
        : [
            {
              key: first.key,
              label: t('customer:plant.pressureChart'),
              unit: first.unit,
              decimals: first.decimals,
              points: mergeLines(points),
            },
          ],
    // Cached points keep their identity until they change, while the list around them is rebuilt on each render.
    [first, t, ...points],
  );
  // Shows only the warning limits, because the trip limits lie far below and would flatten the curve.
  const limits = useMemo(
    () => chartLimits(first?.limits, t, format).filter(({ kind }) => kind === 'warn'),
    [first?.limits, t, format],
  );
  const flags = useMemo(
    () =>
      alarms
        .filter((alarm) => alarm.signalKey === 'pressure_bar' && Date.parse(alarm.raisedAt) >= window.from)
        .map((alarm) => ({
          at: Date.parse(alarm.raisedAt),
          label: `${alarm.code} ${format.time(alarm.raisedAt)}`,
          tone: alarm.severity === 'critical' ? ('critical' as const) : ('warning' as const),
        })),
    [alarms, window.from, format],
  );
  return (
    <Section title={t('customer:plant.lastDay')} aside={<DutyLegend />}>
      <div ref={chartRef}>
        {pressure.error !== null ? (
          <ErrorState
            error={pressure.error}
            title={t('customer:machine.historyFailed')}
            onRetry={pressure.retry}
          />
        ) : pressure.waiting && series.length === 0 ? (
          <SkeletonBlock height={220} />
        ) : series.length === 0 ? null : (
          <div className={classes.chart}>
            <h3 className={classes.name}>{t('customer:plant.pressureChart')}</h3>
            {isOnScreen ? (
              <TimeSeriesChart
                label={t('customer:plant.pressureChart')}
                series={series}
                from={window.from}
                to={window.to}
                limits={limits}
                flags={flags}
                height={220}
              />
            ) : (
              <div className={classes.unseen} />
            )}
          </div>
        )}
      </div>
      {energy === undefined ? null : (
        <div className={classes.energy}>
          <EnergyTile figures={energy} period={format.duration(DAY, 'hours')} />
        </div>
      )}
      <ul className={classes.strips}>
        {machines.map((machine) => (
          <li key={machine.id} className={classes.strip}>
            <Link to="/plant/machines/$machineId" params={{ machineId: machine.id }}>
              {machine.serial}
            </Link>
            <DutyStrip spans={toDutySpans(machine.duty)} from={now - DAY} to={now} height={16} />
            <span className={classes.state}>{t(`state.${machine.state}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
