import { Button, SegmentedControl } from '@mantine/core';
import { IconChartLine, IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Revenue } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { middleOf, monthAfter, runningMonth, yearUntil } from '../../../clock/months.js';
import { MarginTable } from '../../../features/revenue/margins/margin-table.js';
import { DocumentsPanel } from '../../../features/revenue/months/documents-panel.js';
import { MonthsTable, SHOWN_BUCKETS } from '../../../features/revenue/months/months-table.js';
import { RevenueChart } from '../../../features/revenue/months/revenue-chart.js';
import { RevenueLead } from '../../../features/revenue/months/revenue-lead.js';
import { UnbilledPanel } from '../../../features/revenue/months/unbilled-panel.js';
import { RecurringTable } from '../../../features/revenue/recurring/recurring-table.js';
import classes from '../../../features/revenue/revenue.module.css';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import split from '../../../ui/layout/split.module.css';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';

const MONTHS_TO_CHOOSE = 24;

/** Revenue of twelve months by status, with the recurring revenue and the margins. */
export function RevenuePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [filters, change] = useUrlFilters();
  const until = filters['month'] ?? runningMonth();
  const view = filters['view'] === 'books' ? 'books' : 'documents';
  const months = yearUntil(until);
  const query = useOne('revenue', '/revenue', { query: { ...months, view }, keepPrevious: true });
  const all = query.data?.months ?? [];
  const currencies = [...new Set(all.map(({ currency }) => currency))].sort();
  const currency = currencies.find((value) => value === filters['currency']) ?? currencies[0];
  const shown = all.filter((month) => month.currency === currency);
  const bucket = SHOWN_BUCKETS.find((value) => value === filters['show']);
  const at = filters['at'];
  const close = (): void => change({ show: undefined, at: undefined });
  return (
    <div className={split.split}>
      <div className={split.list}>
        <PageHeader
          title={t('app:rail.revenue')}
          aside={t('maker:revenue.span', {
            from: format.month(middleOf(months.from), 'UTC'),
            to: format.month(middleOf(months.to), 'UTC'),
          })}
          actions={
            <>
              {may('costs.write') ? (
                <Button
                  component={Link}
                  to="/revenue/costs"
                  variant="default"
                  leftSection={<IconFileSpreadsheet size={16} stroke={1.75} />}
                >
                  {t('maker:revenue.importCosts')}
                </Button>
              ) : null}
              <Button
                component="a"
                variant="default"
                href={`/api/v1/revenue/export?from=${months.from}&to=${months.to}`}
                download
                leftSection={<IconDownload size={16} stroke={1.75} />}
              >
                {t('maker:revenue.export')}
              </Button>
            </>
          }
        />
        <FilterBar
          filters={{ ...filters, month: until, view }}
          onChange={change}
          chips={[
            {
              key: 'month',
              label: t('maker:revenue.until'),
              choices: Array.from({ length: MONTHS_TO_CHOOSE }, (_, index) => {
                const value = monthAfter(runningMonth(), -index);
                return { value, label: format.month(middleOf(value), 'UTC') };
              }),
            },
            {
              key: 'view',
              label: t('maker:revenue.amountsIn'),
              choices: ['documents', 'books'].map((value) => ({
                value,
                label: t(`maker:revenue.view.${value}`),
              })),
            },
          ]}
        />
        {query.isLoadingError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data === undefined ? (
          <SkeletonBlock height={360} />
        ) : (
          <>
            <RevenueLead months={months} />
            <div className={classes.parts}>
              <RecurringTable month={until} view={view} totals={query.data.totals} />
              <Section
                title={t('maker:revenue.byMonth')}
                aside={t('maker:revenue.byMonthWhat')}
                action={
                  currencies.length < 2 ? undefined : (
                    <SegmentedControl
                      size="xs"
                      value={currency ?? ''}
                      onChange={(value) => change({ currency: value })}
                      data={currencies}
                      aria-label={t('maker:contracts.currency')}
                    />
                  )
                }
                flush
              >
                {currency === undefined ? (
                  <EmptyState icon={IconChartLine} title={t('maker:revenue.nothing')}>
                    {t('maker:revenue.nothingWhy')}
                  </EmptyState>
                ) : (
                  <>
                    <RevenueChart months={shown} currency={currency} />
                    <MonthsTable
                      months={shown}
                      currency={currency}
                      filters={filters}
                      label={t('maker:revenue.byMonth')}
                    />
                    <MonthNotes months={shown} />
                  </>
                )}
              </Section>
              <MarginTable months={months} filters={filters} onChange={change} />
            </div>
          </>
        )}
      </div>
      {at === undefined || currency === undefined ? null : filters['show'] === 'unbilled' ? (
        <UnbilledPanel
          key={at}
          month={at}
          count={all
            .filter(({ month }) => month === at)
            .reduce((sum, { unbilledContracts }) => sum + unbilledContracts, 0)}
          onClose={close}
        />
      ) : bucket === undefined ? null : (
        <DocumentsPanel bucket={bucket} month={at} view={view} currency={currency} onClose={close} />
      )}
    </div>
  );
}

/** Notes on the monthly figures: amounts that they exclude, and the oldest day of the exchange rates that they use. */
function MonthNotes({ months }: { readonly months: Revenue['months'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const waiting = months.reduce((sum, { waitingLines }) => sum + waitingLines, 0);
  const unconverted = months.flatMap((month) => month.unconverted);
  const oldest = months
    .flatMap(({ ratesOf }) => ratesOf ?? [])
    .sort()
    .at(0);
  return (
    <>
      {waiting === 0 ? null : (
        <p className={classes.note} role="note">
          {t('maker:revenue.waiting', { count: waiting })}
        </p>
      )}
      {unconverted.length === 0 ? null : (
        <p className={classes.note} role="note">
          {t('maker:revenue.unconverted', {
            amounts: unconverted.map(({ amount, currency }) => format.money(amount, currency)).join(', '),
          })}
        </p>
      )}
      {oldest === undefined ? null : (
        <p className={classes.note} role="note">
          {t('maker:revenue.ratesOf', { day: format.date(`${oldest}T00:00:00Z`, 'UTC') })}
        </p>
      )}
    </>
  );
}
