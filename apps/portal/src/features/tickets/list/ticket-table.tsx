import { IconTicket } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { TicketRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Instant } from '../../../ui/values/instant.js';
import { TicketStateBadge } from '../ticket-state-badge.js';
import { useTicketTitle } from '../use-ticket-title.js';

const isOver = (row: TicketRow): boolean => row.state === 'closed' || row.state === 'cancelled';

/** Tickets of the plant or of one machine: open first, then completed. */
export function TicketTable({ machineId }: { readonly machineId?: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const title = useTicketTitle();
  const tickets = useList('tickets', '/tickets', { query: { state: 'all', machineId } });
  if (tickets.query.isLoadingError) {
    return (
      <ErrorState
        error={tickets.query.error}
        title={t('customer:tickets.failed')}
        onRetry={() => void tickets.query.refetch()}
      />
    );
  }
  if (tickets.waiting) return <SkeletonRows cells={[10, 40, 16, 20]} />;
  const groups = [
    {
      key: 'running',
      label: t('customer:tickets.running'),
      rows: tickets.items.filter((row) => !isOver(row)),
    },
    { key: 'over', label: t('customer:tickets.over'), rows: tickets.items.filter(isOver) },
  ].filter((group) => group.rows.length > 0);
  const columns: Column<TicketRow>[] = [
    {
      key: 'number',
      header: t('customer:tickets.number'),
      width: '100px',
      phone: 'side',
      cell: (row) => (
        <Link to="/plant/visits/$ticketId" params={{ ticketId: row.id }}>
          {row.number}
        </Link>
      ),
    },
    {
      key: 'title',
      header: t('customer:tickets.about'),
      width: 'minmax(200px, 1.6fr)',
      phone: 'title',
      cell: (row) => title(row),
    },
    ...(machineId === undefined
      ? [
          {
            key: 'machine',
            header: t('customer:machines.machine'),
            width: '150px',
            phone: 'third' as const,
            cell: (row: TicketRow) => row.machine.serial,
          },
        ]
      : []),
    {
      key: 'state',
      header: t('customer:tickets.state'),
      width: 'minmax(150px, 0.8fr)',
      phone: 'second',
      cell: (row) => <TicketStateBadge state={row.state} />,
    },
    {
      key: 'visit',
      header: t('customer:tickets.who'),
      width: 'minmax(190px, 1fr)',
      cell: (row) =>
        row.technician === null
          ? '—'
          : row.visit == null
            ? row.technician.name
            : t('customer:tickets.whoWhen', {
                name: row.technician.name,
                when: format.dateTime(row.visit.from),
              }),
    },
    {
      key: 'opened',
      header: t('customer:tickets.opened'),
      width: '160px',
      phone: 'side2',
      cell: (row) => <Instant at={row.openedAt} style="relative" />,
    },
  ];
  return (
    <DataTable
      label={t('customer:tickets.title')}
      columns={columns}
      rowKey={(row) => row.id}
      groups={groups}
      onOpen={(row) => void navigate({ to: '/plant/visits/$ticketId', params: { ticketId: row.id } })}
      empty={
        <EmptyState
          icon={IconTicket}
          title={t('customer:tickets.emptyTitle')}
          actions={
            may('tickets.raise') ? (
              <LinkButton
                to="/plant/report"
                search={machineId === undefined ? {} : { machine: machineId }}
                variant="default"
              >
                {t('customer:nav.report')}
              </LinkButton>
            ) : undefined
          }
        >
          {t('customer:tickets.emptyWhy')}
        </EmptyState>
      }
      foot={<LoadMore query={tickets.query} />}
    />
  );
}
