import { Button } from '@mantine/core';
import { IconX, IconZoomIn } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistorySeries } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { UNIT_SPACE } from '../../../format/number.js';
import { instantToWallTime, wallTimeToInstant } from '../../../format/time.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import type { ChartSpan } from '../../../ui/charts/chart-data.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import { SPECIFIC_POWER } from '../energy/specific-power-points.js';
import { TOTAL } from '../total-query.js';
import { STATISTIC_AGGREGATES, toStatistics } from './statistics.js';
import classes from './selection-statistics.module.css';

interface SelectionStatisticsProps {
  readonly selection: ChartSpan;
  readonly machines: readonly { readonly id: string; readonly serial: string }[];
  readonly signals: readonly string[];
  readonly nameOf: (key: string) => string;
  readonly onChange: (selection: ChartSpan | undefined) => void;
  readonly onZoom: () => void;
}

/** Statistics of the selected part of a chart, with fields to select it without a pointer. */
export function SelectionStatistics(props: SelectionStatisticsProps) {
  const { selection, machines, signals, nameOf, onChange, onZoom } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const keys = signals.filter((key) => key !== SPECIFIC_POWER);
  const query = useOne('history', '/histories', {
    query: {
      machines: machines.map(({ id }) => id),
      signals: keys,
      from: new Date(selection.from).toISOString(),
      to: new Date(selection.to).toISOString(),
      ...TOTAL,
      aggregate: [...STATISTIC_AGGREGATES],
    },
    keepPrevious: true,
    enabled: keys.length > 0,
  });
  const rows = (query.data?.machines ?? []).flatMap(({ machineId, series }) => {
    const serial = machines.find(({ id }) => id === machineId)?.serial;
    return keys.flatMap((key) => {
      const one = series.find((candidate) => candidate.key === key);
      return one === undefined
        ? []
        : [
            {
              key: `${machineId} ${key}`,
              name: machines.length > 1 ? `${serial}, ${nameOf(key)}` : nameOf(key),
              one,
            },
          ];
    });
  });
  return (
    <section className={classes.selection} aria-label={t('history.selection')}>
      <header className={classes.head}>
        <h3 className={classes.title}>{t('history.selection')}</h3>
        <p className={classes.span}>
          {t('history.selectionSpan', {
            from: format.dateTime(selection.from),
            to: format.dateTime(selection.to),
            duration: format.duration(selection.to - selection.from),
          })}
        </p>
        <div className={classes.actions}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconZoomIn size={15} stroke={1.75} />}
            onClick={onZoom}
          >
            {t('history.zoomToSelection')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={15} stroke={1.75} />}
            onClick={() => onChange(undefined)}
          >
            {t('history.clearSelection')}
          </Button>
        </div>
      </header>
      <SelectionFields key={`${selection.from} ${selection.to}`} selection={selection} onChange={onChange} />
      {query.isLoadingError ? (
        <ErrorState
          error={query.error}
          title={t('history.statisticsFailed')}
          safe={t('history.safe')}
          onRetry={() => void query.refetch()}
        />
      ) : query.data === undefined && keys.length > 0 ? (
        <SkeletonBlock height={96} />
      ) : rows.length === 0 ? (
        <p className={classes.none}>{t('history.noPoints')}</p>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('history.statistics')}>
          <table className={classes.table} aria-busy={query.isPlaceholderData}>
            <thead>
              <tr>
                <th scope="col">{t('history.signal')}</th>
                {(['min', 'mean', 'max', 'increase', 'readings'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`history.statistic.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, name, one }) => (
                <StatisticsRow key={key} name={name} series={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className={classes.note}>{t('history.meanNote')}</p>
    </section>
  );
}

function StatisticsRow({ name, series }: { readonly name: string; readonly series: HistorySeries }) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = toStatistics(series);
  const say = (value: number | null): string =>
    value === null ? '—' : `${format.number(value, series.decimals)}${UNIT_SPACE}${formatUnit(series.unit)}`;
  if (found === undefined) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td colSpan={4}>{t('history.noReadings')}</td>
        <td>0</td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{say(found.min)}</td>
      <td>{say(found.mean)}</td>
      <td>{say(found.max)}</td>
      <td>{say(found.increase)}</td>
      <td>{format.number(found.readings, 0)}</td>
    </tr>
  );
}

type Typed = Readonly<Record<keyof ChartSpan, string>>;

function SelectionFields({ selection, onChange }: Pick<SelectionStatisticsProps, 'selection' | 'onChange'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { zone } = format;
  const wall = (at: number): string => instantToWallTime(at, zone, at % 60_000 !== 0);
  const [typed, setTyped] = useState<Typed>({ from: wall(selection.from), to: wall(selection.to) });
  const [isOutOfOrder, setOutOfOrder] = useState(false);
  const enter = (change: Partial<Typed>): void => {
    const next = { ...typed, ...change };
    setTyped(next);
    if (next.from === '' || next.to === '') return;
    const span = { from: wallTimeToInstant(next.from, zone), to: wallTimeToInstant(next.to, zone) };
    setOutOfOrder(span.from >= span.to);
    if (span.from < span.to) onChange(span);
  };
  const hint = t('history.zone', { zone: format.city(zone) });
  return (
    <div className={classes.fields}>
      <DateTimeField
        zone={zone}
        label={t('history.from')}
        description={hint}
        value={typed.from}
        onChange={(from) => enter({ from })}
      />
      <DateTimeField
        zone={zone}
        label={t('history.to')}
        description={hint}
        value={typed.to}
        error={isOutOfOrder ? t('history.order') : undefined}
        onChange={(to) => enter({ to })}
      />
    </div>
  );
}
