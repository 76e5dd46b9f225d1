import type { TFunction } from 'i18next';
import type { MachineRow } from '../../../api/types.js';
import { unitDecimals } from '../../../format/unit.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { toDutySpans } from '../duty/duty-of-row.js';
import { DutyStrip } from '../duty/duty-strip.js';
import { MachineState } from '../duty/machine-state.js';
import { AttentionBadge } from './attention-badge.js';
import classes from './fleet-columns.module.css';
import { CustomerLink } from '../../places/customer-link.js';
import { SiteLink } from '../../places/site-link.js';

const DAY = 86_400_000;

/** Signal keys and units that the fleet list shows if its machines report them. */
const SHOWN_VALUES = [
  { key: 'pressure_bar', unit: 'bar' },
  { key: 'discharge_temp_c', unit: 'Cel' },
] as const;

/** Tone of a value with an open alarm. */
function alarmTone(row: MachineRow, key: string): 'critical' | 'warning' | undefined {
  const alarm = row.attention.find((one) => one.kind === 'alarm' && one.params['signalKey'] === key);
  if (alarm === undefined) return undefined;
  return alarm.params['severity'] === 'critical' ? 'critical' : 'warning';
}

/** Columns of the fleet list at the given time. */
export function fleetColumns(rows: readonly MachineRow[], now: number, t: TFunction): Column<MachineRow>[] {
  const values = SHOWN_VALUES.filter(({ key }) => rows.some((row) => row.values[key] !== undefined));
  return [
    {
      key: 'state',
      header: t('maker:fleet.state'),
      width: '110px',
      phone: 'lead',
      value: (row) => t(`state.${row.state}`),
      cell: (row) => <MachineState state={row.state} />,
    },
    {
      key: 'serial',
      header: t('maker:fleet.machine'),
      width: '122px',
      phone: 'title',
      sort: 'serial',
      fixed: true,
      value: (row) => row.serial,
      cell: (row) => <span className={classes.serial}>{row.serial}</span>,
    },
    {
      key: 'site',
      header: t('maker:fleet.site'),
      width: 'minmax(100px, 0.6fr)',
      phone: 'third',
      value: (row) => [row.site?.city || row.site?.name, row.customer?.name].filter(Boolean).join(', '),
      cell: (row) => (
        <span className={classes.site}>
          {row.site === null ? (
            t('maker:fleet.nowhere')
          ) : (
            <SiteLink site={row.site}>{row.site.city || row.site.name}</SiteLink>
          )}{' '}
          {row.customer === null ? null : (
            <CustomerLink customer={row.customer} className={classes.customer} />
          )}
        </span>
      ),
    },
    {
      key: 'duty',
      header: t('maker:fleet.duty'),
      width: '104px',
      phone: 'side2',
      cell: (row) => <DutyStrip spans={toDutySpans(row.duty)} from={now - DAY} to={now} />,
    },
    ...values.map(({ key, unit }): Column<MachineRow> => ({
      key,
      header: t(`maker:fleet.value.${key}`),
      width: '60px',
      numeric: true,
      value: (row) => (row.state === 'silent' ? null : (row.values[key] ?? null)),
      cell: (row) => (
        // If a machine stopped reporting, its last value is not its current value.
        <Quantity
          value={row.state === 'silent' ? null : row.values[key]}
          unit=""
          decimals={unitDecimals(unit)}
          tone={alarmTone(row, key)}
        />
      ),
    })),
    {
      key: 'attention',
      header: t('maker:fleet.attention'),
      width: 'minmax(236px, 1.8fr)',
      phone: 'second',
      cell: (row) =>
        row.attention[0] === undefined ? null : <AttentionBadge attention={row.attention[0]} />,
    },
  ];
}
