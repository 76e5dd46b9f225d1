import { IconTicket } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryOf } from '../../../api/operations.js';
import type { TicketRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { TicketTitle } from '../ticket-title.js';
import { PlaceLinks } from '../../places/place-links.js';

type TicketFilters = NonNullable<QueryOf<'GET', '/tickets'>>;

interface TicketListProps {
  readonly filters: Pick<TicketFilters, 'state' | 'technicianId' | 'machineId' | 'customerId' | 'siteId'>;
}

/** Tickets: unassigned first, then in progress, then closed. */
export function TicketList({ filters }: TicketListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const now = useNow(60_000);
  const tickets = useList('tickets', '/tickets', { query: { ...filters, state: filters.state ?? 'open' } });
  const groups = useMemo(
    () =>
      [
        {
          key: 'nobody',
          label: t('maker:tickets.nobody'),
          rows: tickets.items.filter((row) => row.state === 'new'),
        },
        {
          key: 'running',
          label: t('maker:tickets.running'),
          rows: tickets.items.filter((row) => ['assigned', 'accepted', 'in_progress'].includes(row.state)),
        },
        {
          key: 'done',
          label: t('maker:tickets.done'),
          rows: tickets.items.filter((row) => row.state === 'closed' || row.state === 'cancelled'),
        },
      ].filter((group) => group.rows.length > 0),
    [tickets.items, t],
  );
  const columns: Column<TicketRow>[] = [
    {
      key: 'number',
      header: t('maker:tickets.number'),
      width: '88px',
      phone: 'side',
      cell: (row) => <b>{row.number}</b>,
    },
    {
      key: 'title',
      header: t('maker:tickets.about'),
      width: 'minmax(200px, 1.3fr)',
      phone: 'title',
      cell: (row) => <TicketTitle ticket={row} />,
    },
    {
      key: 'severity',
      header: t('maker:alarms.severity'),
      width: '92px',
      cell: (row) => <StateBadge state={row.severity} plain />,
    },
    {
      key: 'machine',
      header: t('maker:fleet.machine'),
      width: '140px',
      phone: 'third',
      cell: (row) => row.machine.serial,
    },
    {
      key: 'site',
      header: t('maker:fleet.site'),
      width: 'minmax(140px, 1fr)',
      cell: (row) => <PlaceLinks site={row.site} customer={row.customer} />,
    },
    {
      key: 'who',
      header: t('maker:tickets.who'),
      width: '190px',
      phone: 'second',
      cell: (row) =>
        row.technician === null ? (
          row.state === 'closed' || row.state === 'cancelled' ? (
            '—'
          ) : (
            <StateBadge state="unassigned" plain />
          )
        ) : (
          <StateBadge state={row.state} plain tone="neutral">
            {row.visit === null || row.visit === undefined
              ? row.technician.name
              : t('maker:tickets.whoWhen', {
                  name: row.technician.name,
                  when: format.dateTime(row.visit.from),
                })}
          </StateBadge>
        ),
    },
    {
      key: 'age',
      header: t('maker:tickets.age'),
      width: '92px',
      numeric: true,
      phone: 'side2',
      cell: (row) =>
        format.duration((row.closedAt === null ? now : Date.parse(row.closedAt)) - Date.parse(row.openedAt)),
    },
  ];
  if (tickets.query.isLoadingError)
    return <ErrorState error={tickets.query.error} onRetry={() => void tickets.query.refetch()} />;
  if (tickets.waiting) return <SkeletonRows />;
  return (
    <DataTable
      label={t('app:rail.tickets')}
      columns={columns}
      rowKey={(row) => row.id}
      groups={groups}
      onOpen={(row) => void navigate({ to: '/tickets/$ticketId', params: { ticketId: row.id } })}
      empty={
        <EmptyState icon={IconTicket} title={t('maker:tickets.emptyTitle')}>
          {t('maker:tickets.emptyWhy')}
        </EmptyState>
      }
      foot={
        <>
          <LoadMore query={tickets.query} />
          <KeyHints />
        </>
      }
    />
  );
}
