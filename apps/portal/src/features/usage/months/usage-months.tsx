import { IconGauge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContractRow, UsagePeriod } from '../../../api/types.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { QuantityBar } from '../../../ui/values/quantity-bar.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useBillingMonth } from '../../billing-calendar/use-billing-month.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import { ReasonList } from '../reasons/reason-list.js';
import { useReasonText } from '../reasons/use-reason-text.js';
import { barOf, widestMonth } from './usage-bars.js';
import classes from './usage-months.module.css';
import { UnmeasuredUsage } from './unmeasured-usage.js';
import { useMonths } from './use-months.js';

/** Usage by month: measured solid, estimated dashed, on hold violet, unknown grey, with reasons. */
export function UsageMonths({
  contract,
}: {
  readonly contract: Pick<ContractRow, 'id' | 'number' | 'zone' | 'billingCalendar' | 'startsOn'>;
}) {
  const { t } = useTranslation();
  const meterName = useMeterName();
  const { query, months } = useMonths(contract.id);
  const billingMonth = useBillingMonth(contract);
  const reasonText = useReasonText(contract.zone, query.data?.decisions);
  if (query.isLoadingError) {
    return (
      <ErrorState
        error={query.error}
        title={t('customer:usage.failed')}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (months === undefined) return <SkeletonRows rows={6} cells={[14, 50, 14]} />;
  const widest = widestMonth(months);
  const hasManyMeters = new Set(months.map((month) => month.meterId)).size > 1;
  return (
    <DataTable<UsagePeriod>
      label={t('customer:usage.title', { number: contract.number })}
      rowKey={(row) => row.id}
      rows={months}
      columns={[
        {
          key: 'month',
          header: t('customer:usage.month'),
          width: 'minmax(140px, 0.9fr)',
          phone: 'title',
          cell: (row) => (
            <>
              {billingMonth(row.month)}
              {hasManyMeters ? (
                <span className={classes.counter}>
                  {meterName(row)}, {row.device}
                </span>
              ) : null}
            </>
          ),
        },
        {
          key: 'bar',
          header: '',
          width: 'minmax(120px, 1.2fr)',
          phone: 'third',
          cell: (row) => <QuantityBar height={12} shares={barOf(row, widest)} />,
        },
        {
          key: 'quantity',
          header: t('customer:usage.quantity'),
          width: '140px',
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
          header: t('customer:usage.state'),
          width: '120px',
          cell: (row) => <StateBadge state={row.state} plain />,
        },
        {
          key: 'why',
          header: t('customer:usage.why'),
          width: 'minmax(220px, 2.6fr)',
          phone: 'second',
          cell: (row) => <ReasonList reasons={row.reasons.map((reason) => reasonText(reason, row.unit))} />,
        },
      ]}
      empty={
        <EmptyState icon={IconGauge} title={t('customer:usage.emptyTitle')}>
          {t('customer:usage.emptyWhy')}
        </EmptyState>
      }
    />
  );
}
