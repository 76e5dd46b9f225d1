import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../api/types.js';
import { useNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useLocalised } from '../../i18n/localised.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { Instant } from '../../ui/values/instant.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { PlaceLinks } from '../places/place-links.js';

/**
 * Columns of a list of alarms.
 * @param withPlace false for a list of one machine's alarms
 */
export function useAlarmColumns(withPlace: boolean): Column<Alarm>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  const text = useCodeText();
  const localised = useLocalised();
  const lastingMs = ({ raisedAt, clearedAt }: Alarm): number =>
    (clearedAt === null ? now : Date.parse(clearedAt)) - Date.parse(raisedAt);
  return [
    {
      key: 'severity',
      value: (row) => t(`state.${row.severity}`),
      header: t('maker:alarms.severity'),
      width: '96px',
      phone: 'lead',
      cell: (row) => <StateBadge state={row.severity} plain />,
    },
    {
      key: 'name',
      fixed: true,
      value: (row) => [row.code, localised(row.name) || text('common:alarmName', row.code)].join(' '),
      header: t('maker:alarms.alarm'),
      width: 'minmax(190px, 1.2fr)',
      phone: 'title',
      cell: (row) => (
        <span>
          <b>{row.code}</b> {localised(row.name) || text('common:alarmName', row.code)}
        </span>
      ),
    },
    ...(withPlace
      ? [
          {
            key: 'machine',
            value: (row: Alarm) => row.machine.serial,
            header: t('maker:fleet.machine'),
            width: '132px',
            phone: 'second' as const,
            cell: (row: Alarm) => (
              <Link to="/fleet/$machineId" params={{ machineId: row.machine.id }}>
                {row.machine.serial}
              </Link>
            ),
          },
          {
            key: 'site',
            value: (row: Alarm) => [row.site?.name, row.customer?.name].filter(Boolean).join(', '),
            header: t('maker:fleet.site'),
            width: 'minmax(120px, 0.8fr)',
            wide: true,
            phone: 'third' as const,
            cell: (row: Alarm) => <PlaceLinks site={row.site} customer={row.customer} />,
          },
        ]
      : []),
    {
      key: 'peak',
      value: (row) => (row.peakValue === null ? null : Number(row.peakValue)),
      header: t('maker:alarms.peak'),
      width: '84px',
      numeric: true,
      cell: (row) => format.quantity(row.peakValue, row.unit),
    },
    {
      key: 'raised',
      value: (row) => new Date(row.raisedAt),
      header: t('maker:alarms.raised'),
      width: '104px',
      wide: true,
      cell: (row) => <Instant at={row.raisedAt} />,
    },
    {
      key: 'lasting',
      value: (row) => Math.round(lastingMs(row) / 60_000),
      name: t('maker:alarms.lastingMinutes'),
      header: t('maker:alarms.lasting'),
      width: '90px',
      phone: 'side',
      numeric: true,
      cell: (row) => format.duration(lastingMs(row)),
    },
    {
      key: 'state',
      value: (row) => t(`state.${stateOf(row)}`),
      header: t('maker:alarms.state'),
      width: '118px',
      phone: 'side2',
      cell: (row) => <StateBadge state={stateOf(row)} plain />,
    },
    {
      key: 'ticket',
      value: (row) => row.ticket?.number ?? null,
      header: t('maker:alarms.ticket'),
      width: '76px',
      wide: true,
      cell: (row) =>
        row.ticket === null || row.ticket === undefined ? (
          '—'
        ) : (
          <Link to="/tickets/$ticketId" params={{ ticketId: row.ticket.id }}>
            {row.ticket.number}
          </Link>
        ),
    },
  ];
}

function stateOf({ clearedAt, acknowledgedAt }: Alarm): 'cleared' | 'acknowledged' | 'open' {
  if (clearedAt !== null) return 'cleared';
  return acknowledgedAt === null ? 'open' : 'acknowledged';
}
