import { IconTable } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import type { ChartPoint, ChartSeries } from '../chart-data.js';
import { chartRows, tabledPoints } from './chart-rows.js';
import classes from './chart-table.module.css';

interface ChartTableProps {
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly zone: string;
}

/** Shows the values of a chart as a table on request, for screen readers and to read off exact values. */
export function ChartTable(props: ChartTableProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={classes.behind}>
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={id}
        aria-label={`${t(open ? 'chart.hideTable' : 'chart.showTable')}: ${props.label}`}
        onClick={() => setOpen(!open)}
      >
        <IconTable size={14} stroke={1.75} aria-hidden /> {t(open ? 'chart.hideTable' : 'chart.showTable')}
      </button>
      <div id={id}>{open ? <Values {...props} /> : null}</div>
    </div>
  );
}

function Values({ label, series, zone }: ChartTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = chartRows(series.map(tabledPoints));
  const nameOf = (one: ChartSeries): string =>
    [one.tag, one.label, formatUnit(one.unit)].filter(Boolean).join(t('separator'));
  const say = (one: ChartSeries, point: ChartPoint | undefined): string => {
    const [, min, mean, max] = point ?? [];
    if (typeof mean !== 'number') return '—';
    const value = format.number(mean, one.decimals);
    if (typeof min !== 'number' || typeof max !== 'number' || min === max) return value;
    return `${value} (${format.number(min, one.decimals)}–${format.number(max, one.decimals)})`;
  };
  if (rows.length === 0) return <p className={classes.none}>{t('chart.noValues')}</p>;
  return (
    // The table scrolls, so the keyboard must reach it.
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table}>
        <caption className="visually-hidden">{`${label}, ${t('chart.tableNote')}`}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {nameOf(one)}
                {one.earlierBy === undefined ? null : (
                  <span className={classes.earlier}>{t('chart.earlier')}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, values }) => (
            <tr key={at}>
              <th scope="row">{format.dateTime(at, zone)}</th>
              {series.map((one, index) => (
                <td key={one.key}>{say(one, values[index])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
