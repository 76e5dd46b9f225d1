import { IconGauge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContractRow, UsagePeriod } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { QuantityBar } from '../../../ui/values/quantity-bar.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useBillingMonth } from '../../billing-calendar/use-billing-month.js';
import { ReasonList } from '../reasons/reason-list.js';
import { usageShares } from '../reasons/usage-shares.js';
import { useReasonText } from '../reasons/use-reason-text.js';
import { UnmeasuredUsage } from './unmeasured-usage.js';

/** Usage of a contract by month: measured, estimated, on hold and unknown, with reasons. */
export function UsageTable({
  contract,
}: {
  readonly contract: Pick<ContractRow, 'id' | 'zone' | 'number' | 'billingCalendar' | 'startsOn'>;
}) {
  const { t } = useTranslation();
  const usage = useOne('usage', '/contracts/{id}/usage', { path: { id: contract.id } });
  const billingMonth = useBillingMonth(contract);
  const reasonText = useReasonText(contract.zone, usage.data?.decisions);
  if (usage.isLoadingError) return <ErrorState error={usage.error} onRetry={() => void usage.refetch()} />;
  if (usage.data === undefined) return <SkeletonRows rows={6} />;
  const periods = [...usage.data.items].sort((a, b) => b.periodFrom.localeCompare(a.periodFrom));
  const isOfSeveral = new Set(periods.map((period) => period.meterId)).size > 1;
  const largest = Math.max(
    1e-9,
    ...periods.map((period) => Number(period.quantity ?? 0) + Number(period.heldQuantity)),
  );
  return (
    <DataTable<UsagePeriod>
      label={t('maker:usage.title', { number: contract.number })}
      rowKey={(row) => row.id}
      rows={periods}
      columns={[
        {
          key: 'month',
          header: t('maker:usage.month'),
          width: isOfSeveral ? '240px' : '140px',
          phone: 'title',
          cell: (row) => (
            <>
              {billingMonth(row.month)}
              {isOfSeveral ? <small>, {row.device}</small> : null}
            </>
          ),
        },
        {
          key: 'bar',
          header: '',
          width: 'minmax(80px, 1fr)',
          cell: (row) => <QuantityBar height={10} shares={usageShares(row, largest)} />,
        },
        {
          key: 'quantity',
          header: t('maker:usage.quantity'),
          width: '110px',
          numeric: true,
          phone: 'side',
          cell: (row) => <Quantity value={row.quantity} unit={row.unit} />,
        },
        {
          key: 'parts',
          header: t('quantity.parts'),
          width: '150px',
          phone: 'side2',
          cell: (row) => <UnmeasuredUsage usage={row} />,
        },
        {
          key: 'state',
          header: t('maker:alarms.state'),
          width: '110px',
          phone: 'third',
          cell: (row) => <StateBadge state={row.state} plain />,
        },
        {
          key: 'why',
          header: t('maker:usage.why'),
          width: 'minmax(200px, 2.6fr)',
          phone: 'second',
          cell: (row) => <ReasonList reasons={row.reasons.map((reason) => reasonText(reason, row.unit))} />,
        },
      ]}
      empty={
        <EmptyState icon={IconGauge} title={t('maker:usage.emptyTitle')}>
          {t('maker:usage.emptyWhy')}
        </EmptyState>
      }
    />
  );
}
