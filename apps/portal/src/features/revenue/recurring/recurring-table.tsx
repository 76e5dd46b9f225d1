import { IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecurringSum, Revenue } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { Percent } from '../percent.js';
import classes from '../revenue.module.css';

/** Recurring revenue, one row per currency, with retention compared with the previous year. */
export function RecurringTable({
  month,
  view,
  totals,
}: {
  readonly month: string;
  readonly view: 'books' | 'documents';
  readonly totals: Revenue['totals'];
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useOne('revenue', '/revenue/recurring', { query: { month, view }, keepPrevious: true });
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const usageOf = (currency: string) => totals.find((total) => total.currency === currency);
  return (
    <Section
      title={t('maker:revenue.recurring')}
      aside={
        query.data === undefined
          ? undefined
          : t('maker:revenue.recurringWhat', { day: day(query.data.day), before: day(query.data.before) })
      }
      flush
    >
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <>
          <DataTable<RecurringSum>
            label={t('maker:revenue.recurring')}
            rowKey={(row) => row.currency}
            rows={query.data.sums}
            columns={[
              {
                key: 'currency',
                header: t('maker:contracts.currency'),
                width: '70px',
                phone: 'title',
                cell: (row) => <b>{row.currency}</b>,
              },
              {
                key: 'of',
                header: t('maker:revenue.of'),
                width: 'minmax(110px, 1.2fr)',
                phone: 'second',
                cell: (row) =>
                  format.listed([
                    t('maker:revenue.contracts', { count: row.contracts }),
                    t('maker:revenue.machines', { count: row.machines }),
                  ]),
              },
              {
                key: 'mrr',
                header: t('maker:revenue.mrr'),
                width: 'minmax(110px, 1fr)',
                numeric: true,
                phone: 'side',
                phoneLabel: t('maker:revenue.mrr'),
                cell: (row) => <Money amount={row.mrr} currency={row.currency} withoutCode strong />,
              },
              {
                key: 'arr',
                header: t('maker:revenue.arr'),
                width: 'minmax(120px, 1fr)',
                numeric: true,
                phone: 'side2',
                phoneLabel: t('maker:revenue.arr'),
                cell: (row) => <Money amount={row.arr} currency={row.currency} withoutCode />,
              },
              {
                key: 'unit',
                header: t('maker:revenue.arrPerMachine'),
                width: 'minmax(110px, 1fr)',
                numeric: true,
                wide: true,
                cell: (row) => <Money amount={row.arrPerMachine} currency={row.currency} withoutCode />,
              },
              {
                key: 'usage',
                header: t('maker:revenue.usageShare'),
                width: 'minmax(84px, 0.7fr)',
                numeric: true,
                cell: (row) => (
                  <Percent
                    value={usageOf(row.currency)?.usagePercent ?? null}
                    fallback={t('maker:revenue.nothingIssued')}
                  />
                ),
              },
              {
                key: 'nrr',
                header: t('maker:revenue.nrr'),
                width: 'minmax(84px, 0.7fr)',
                numeric: true,
                cell: (row) => (
                  <Percent value={row.retention.netPercent} fallback={t('maker:revenue.noneThen')} />
                ),
              },
              {
                key: 'grr',
                header: t('maker:revenue.grr'),
                width: 'minmax(92px, 0.7fr)',
                numeric: true,
                phone: 'third',
                phoneLabel: t('maker:revenue.grr'),
                cell: (row) => (
                  <Percent value={row.retention.grossPercent} fallback={t('maker:revenue.noneThen')} />
                ),
              },
            ]}
            empty={
              <EmptyState icon={IconRepeat} title={t('maker:revenue.noRecurring')}>
                {t('maker:revenue.noRecurringWhy')}
              </EmptyState>
            }
          />
          {query.data.leftOut.length === 0 ? null : (
            <p className={classes.note} role="note">
              {t('maker:revenue.leftOut', { numbers: format.listed(query.data.leftOut) })}
            </p>
          )}
          {query.data.withTax.length === 0 ? null : (
            <p className={classes.note} role="note">
              {t('maker:revenue.withTax', { numbers: format.listed(query.data.withTax) })}
            </p>
          )}
        </>
      )}
    </Section>
  );
}
