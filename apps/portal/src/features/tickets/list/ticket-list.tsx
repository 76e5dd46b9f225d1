import { Button } from '@mantine/core';
import { IconTicket, IconUserPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchAll } from '../../../api/fetch-all.js';
import type { QueryOf } from '../../../api/operations.js';
import { useMay } from '../../../api/session.js';
import type { TicketRow } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { useFormat } from '../../../format/use-format.js';
import { BatchFailures } from '../../../ui/feedback/batch-failures.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { useBatch } from '../../../ui/feedback/use-batch.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column, Selection } from '../../../ui/tables/data-table.types.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { ListMenus } from '../../lists/list-menus.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import type { ListView } from '../../lists/use-list-view.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { TicketTitle } from '../ticket-title.js';
import { PlaceLinks } from '../../places/place-links.js';
import { useTicketTitle } from '../use-ticket-title.js';
import { AssignManyDialog } from './assign-many-dialog.js';

type TicketFilters = NonNullable<QueryOf<'GET', '/tickets'>>;

interface TicketListProps {
  readonly filters: Pick<
    TicketFilters,
    'state' | 'technicianId' | 'machineId' | 'customerId' | 'siteId' | 'search'
  >;
  /** Search, filters, views and columns of the list. Absent on pages without these tools, such as a machine's page. */
  readonly bar?: { readonly view: ListView; readonly render: (tools: ReactNode) => ReactNode };
}

/** Tickets: unassigned first, then in progress, then closed. */
export function TicketList({ filters, bar }: TicketListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const titleOf = useTicketTitle();
  const now = useNow(60_000);
  const may = useMay();
  const batch = useBatch();
  const [assigned, setAssigned] = useState<Selection>();
  const query = { ...filters, state: filters.state ?? 'open', sort: bar?.view.sort } as const;
  const tickets = useList('tickets', '/tickets', { query });
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
      fixed: true,
      sort: 'number',
      value: (row) => row.number,
      cell: (row) => <b>{row.number}</b>,
    },
    {
      key: 'title',
      header: t('maker:tickets.about'),
      width: 'minmax(200px, 1.3fr)',
      phone: 'title',
      value: titleOf,
      cell: (row) => <TicketTitle ticket={row} />,
    },
    {
      key: 'severity',
      header: t('maker:alarms.severity'),
      width: '92px',
      sort: 'severity',
      value: (row) => t(`state.${row.severity}`),
      cell: (row) => <StateBadge state={row.severity} plain />,
    },
    {
      key: 'machine',
      header: t('maker:fleet.machine'),
      width: '140px',
      phone: 'third',
      sort: 'machine',
      value: (row) => row.machine.serial,
      cell: (row) => row.machine.serial,
    },
    {
      key: 'site',
      header: t('maker:fleet.site'),
      width: 'minmax(140px, 1fr)',
      sort: 'customer',
      value: (row) => `${row.site.name}, ${row.customer.name}`,
      cell: (row) => <PlaceLinks site={row.site} customer={row.customer} />,
    },
    {
      key: 'who',
      header: t('maker:tickets.who'),
      width: '190px',
      phone: 'second',
      sort: 'state',
      value: (row) => row.technician?.name ?? t(`state.${row.state}`),
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
      sort: 'openedAt',
      value: (row) => new Date(row.openedAt),
      cell: (row) =>
        format.duration((row.closedAt === null ? now : Date.parse(row.closedAt)) - Date.parse(row.openedAt)),
    },
  ];
  const tools =
    bar === undefined ? null : (
      <ListMenus
        view={bar.view}
        columns={columns}
        fileName={t('app:rail.tickets')}
        loadRows={(onProgress) => fetchAll('/tickets', onProgress, { query })}
      />
    );
  const chosen = tickets.items.filter(({ id }) => assigned?.keys.includes(id));
  return (
    <>
      {bar?.render(tools)}
      {tickets.query.isLoadingError ? (
        <ErrorState error={tickets.query.error} onRetry={() => void tickets.query.refetch()} />
      ) : tickets.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable
          label={t('app:rail.tickets')}
          columns={columns}
          rowKey={(row) => row.id}
          {...(bar?.view.sort === undefined ? { groups } : { rows: tickets.items })}
          isStale={tickets.query.isPlaceholderData}
          {...(bar !== undefined && {
            sort: bar.view.sort,
            onSort: bar.view.setSort,
            layout: bar.view.layout,
            onLayout: bar.view.setLayout,
          })}
          onOpen={(row) => void navigate({ to: '/tickets/$ticketId', params: { ticketId: row.id } })}
          selectionActions={
            bar !== undefined && may('tickets.assign')
              ? (selection) => (
                  <Button
                    size="xs"
                    leftSection={<IconUserPlus size={15} stroke={1.75} />}
                    onClick={() => setAssigned(selection)}
                  >
                    {t('maker:tickets.assign')}
                  </Button>
                )
              : undefined
          }
          empty={
            <EmptyState icon={IconTicket} title={t('maker:tickets.emptyTitle')}>
              {t('maker:tickets.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={tickets.query} />
              <KeyHints withTicks={bar !== undefined && may('tickets.assign')} />
            </>
          }
        />
      )}
      {assigned === undefined || chosen.length === 0 ? null : (
        <AssignManyDialog
          tickets={chosen}
          batch={batch}
          onDone={assigned.clear}
          onClose={() => setAssigned(undefined)}
        />
      )}
      <BatchFailures batch={batch} />
    </>
  );
}
