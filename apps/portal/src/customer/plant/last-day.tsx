import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm, MachineRow } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { chartLimits } from '../../maker/machine/limits.js';
import { toDutySpans } from '../../maker/fleet/duty-of-row.js';
import { DutyLegend } from '../../ui/duty-legend.js';
import { DutyStrip } from '../../ui/duty-strip.js';
import { ErrorState } from '../../ui/error-state.js';
import { Section } from '../../ui/section.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { TimeSeriesChart } from '../../ui/time-series-chart.js';
import type { PlantPressure } from './use-pressure.js';
import classes from './last-day.module.css';

interface LastDayProps {
  readonly machines: readonly MachineRow[];
  readonly alarms: readonly Alarm[];
  readonly pressure: PlantPressure;
}

/** The last 24 hours: the pressure that the plant had, and below it on the same axis what each machine did. */
export function LastDay({ machines, alarms, pressure }: LastDayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { window, lines } = pressure;
  const series = useMemo(
    () =>
      lines.map(({ machine, series: line }, index) => ({
        key: machine.id,
        label: machine.serial,
        unit: line.unit,
        decimals: line.decimals,
        points: line.points,
        quiet: index > 0,
      })),
    // Answers keep their identity until they change; the list around them is built anew at each render.
    [lines.map(({ series: line }) => line.points.length).join(), lines.at(0)?.series],
  );
  const limits = useMemo(
    () => chartLimits(lines[0]?.series.limits, t, format),
    [lines[0]?.series.limits, t, format],
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
          <TimeSeriesChart
            label={t('customer:plant.pressureChart')}
            series={series}
            from={window.from}
            to={window.to}
            limits={limits}
            flags={flags}
            height={220}
          />
        </div>
      )}
      <ul className={classes.strips}>
        {machines.map((machine) => (
          <li key={machine.id} className={classes.strip}>
            <Link to="/plant/machines/$machineId" params={{ machineId: machine.id }}>
              {machine.serial}
            </Link>
            <DutyStrip spans={toDutySpans(machine.duty)} from={window.from} to={window.to} height={16} />
            <span className={classes.state}>{t(`state.${machine.state}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
