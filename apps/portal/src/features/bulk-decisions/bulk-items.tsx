import { IconListCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BulkItem } from '../../api/types.js';
import { useList } from '../../api/use-list.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { readable } from '../../problems/problem-text.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { DataTable } from '../../ui/tables/data-table.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { KeyHints } from '../../ui/tables/key-hints.js';
import { LoadMore } from '../../ui/tables/load-more.js';
import { Money } from '../../ui/values/money.js';
import { StateBadge } from '../../ui/values/state-badge.js';

interface BulkItemsProps {
  readonly decisionId: string;
  readonly outcome: BulkItem['outcome'] | undefined;
  /** Interval in milliseconds for refetching the list while the job runs. */
  readonly refetchInterval: number | undefined;
}

/** The documents of a bulk decision with their results. */
export function BulkItems({ decisionId, outcome, refetchInterval }: BulkItemsProps) {
  const { t, i18n } = useTranslation();
  const text = useCodeText();
  const navigate = useNavigate();
  const items = useList('bulk-items', '/bulk-decisions/{id}/items', {
    path: { id: decisionId },
    query: { outcome },
    ...(refetchInterval !== undefined && { refetchInterval }),
  });
  const columns: Column<BulkItem>[] = [
    {
      key: 'name',
      header: t('maker:bulk.document'),
      width: '180px',
      phone: 'title',
      cell: (row) => <b>{row.name}</b>,
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(160px, 1fr)',
      phone: 'third',
      cell: (row) => row.customer,
    },
    {
      key: 'number',
      header: t('maker:bulk.number'),
      width: '150px',
      cell: (row) => row.number ?? '',
    },
    {
      key: 'outcome',
      header: t('maker:bulk.result'),
      width: 'minmax(200px, 1.4fr)',
      phone: 'second',
      cell: (row) => (
        <>
          <StateBadge state={row.outcome} plain>
            {t(`maker:bulk.outcome.${row.outcome}`)}
          </StateBadge>
          {row.reason === null ? null : (
            <div>{text('errors:', row.reason.code, readable(row.reason.params, t, i18n))}</div>
          )}
        </>
      ),
    },
    {
      key: 'gross',
      header: t('maker:bulk.gross'),
      width: '140px',
      numeric: true,
      phone: 'side',
      cell: (row) => <Money amount={row.gross.amount} currency={row.gross.currency} />,
    },
  ];
  if (items.query.isLoadingError)
    return <ErrorState error={items.query.error} onRetry={() => void items.query.refetch()} />;
  if (items.waiting) return <SkeletonRows />;
  return (
    <DataTable
      label={t('maker:bulk.documentsTitle')}
      columns={columns}
      rowKey={(row) => String(row.position)}
      rows={items.items}
      onOpen={({ invoiceId, billGroup }) =>
        void navigate({
          to:
            billGroup === null
              ? `/billing/${invoiceId}`
              : `/billing/groups/${billGroup.id}/${billGroup.month}`,
        })
      }
      empty={
        <EmptyState icon={IconListCheck} title={t('maker:bulk.emptyTitle')}>
          {t('maker:bulk.emptyWhy')}
        </EmptyState>
      }
      foot={
        <>
          <LoadMore query={items.query} />
          <KeyHints />
        </>
      }
    />
  );
}
