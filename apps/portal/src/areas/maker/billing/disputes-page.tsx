import { IconMessageQuestion } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Dispute } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useNow } from '../../../clock/clock.js';
import { useDisputed } from '../../../features/disputes/dispute-texts.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { CustomerLink } from '../../../features/places/customer-link.js';

const STATES = ['open', 'settled', 'rejected', 'withdrawn'] as const;
const AGES = ['3', '7', '14', '30'] as const;
const DAY = 86_400_000;

/** Customers' disputes, the oldest open one first, and the disputed amount in each currency. */
export function DisputesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const navigate = useNavigate();
  const disputed = useDisputed();
  const [filters, change] = useUrlFilters();
  const state = filters['state'] ?? 'open';
  const age = oneOf(AGES, filters['age']);
  const list = useList('disputes', '/disputes', {
    query: {
      state: oneOf(STATES, state),
      customerId: filters['customer'],
      olderThanDays: age && Number(age),
    },
  });
  const atRisk = list.query.data?.pages[0]?.atStake;
  const customers = new Map(list.items.map(({ customer }) => [customer.id, customer.name]));
  const ageOf = ({ openedAt, decidedAt }: Dispute): string => {
    const age = (decidedAt === null ? now : Date.parse(decidedAt)) - Date.parse(openedAt);
    return age < DAY ? format.duration(age) : t('dispute.daysOld', { count: Math.floor(age / DAY) });
  };
  return (
    <div>
      <PageHeader
        title={t('app:rail.disputes')}
        aside={
          atRisk === undefined || atRisk.length === 0
            ? undefined
            : t('dispute.stakeOf', {
                amounts: atRisk.map(({ amount }) => format.money(amount.amount, amount.currency)).join(' · '),
                count: atRisk.reduce((sum, { disputes }) => sum + disputes, 0),
              })
        }
      />
      <FilterBar
        filters={{ ...filters, state: state === 'all' ? undefined : state }}
        onChange={(wanted) =>
          change('state' in wanted ? { ...wanted, state: wanted['state'] ?? 'all' } : wanted)
        }
        chips={[
          {
            key: 'state',
            label: t('maker:alarms.state'),
            choices: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
          },
          {
            key: 'customer',
            label: t('maker:life.customer'),
            choices: [...customers].map(([value, label]) => ({ value, label })),
          },
          {
            key: 'age',
            label: t('dispute.age'),
            choices: AGES.map((value) => ({ value, label: t('dispute.ageFrom', { count: Number(value) }) })),
          },
        ]}
      />
      {list.query.isLoadingError ? (
        <ErrorState error={list.query.error} onRetry={() => void list.query.refetch()} />
      ) : list.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<Dispute>
          label={t('app:rail.disputes')}
          rowKey={(row) => row.id}
          rows={list.items}
          onOpen={(row) => void navigate({ to: `/disputes/${row.id}` })}
          columns={[
            {
              key: 'age',
              header: t('dispute.age'),
              width: '96px',
              phone: 'side2',
              cell: (row) => <span title={format.dateTime(row.openedAt)}>{ageOf(row)}</span>,
            },
            {
              key: 'customer',
              header: t('maker:life.customer'),
              width: 'minmax(160px, 1.1fr)',
              phone: 'title',
              cell: (row) => (
                <b>
                  <CustomerLink customer={row.customer} />
                </b>
              ),
            },
            {
              key: 'invoice',
              header: t('dispute.invoiceHead'),
              width: '150px',
              cell: (row) => row.invoice.number,
            },
            {
              key: 'line',
              header: t('dispute.what'),
              width: 'minmax(180px, 1.4fr)',
              phone: 'second',
              cell: (row) => disputed(row),
            },
            {
              key: 'subject',
              header: t('dispute.subjectHead'),
              width: '150px',
              wide: true,
              cell: (row) => t(`dispute.subjectShort.${row.subject}`),
            },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '124px',
              phone: 'third',
              cell: (row) => <StateBadge state={row.state} plain />,
            },
            {
              key: 'stake',
              header: t('dispute.atStake'),
              width: '150px',
              numeric: true,
              phone: 'side',
              cell: (row) => <Money amount={row.atStake.amount} currency={row.atStake.currency} />,
            },
          ]}
          empty={
            <EmptyState icon={IconMessageQuestion} title={t('dispute.emptyTitle')}>
              {t('dispute.emptyWhy')}
            </EmptyState>
          }
          foot={
            <>
              <LoadMore query={list.query} />
              <KeyHints />
            </>
          }
        />
      )}
    </div>
  );
}
