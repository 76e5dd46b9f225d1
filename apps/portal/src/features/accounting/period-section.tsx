import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { AccountingPeriod, LegalEntity } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { productNow } from '../../clock/clock.js';
import { monthAfter } from '../../clock/months.js';
import { instantToWallTime } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { StateBadge } from '../../ui/values/state-badge.js';

/** Accounting periods of each seller. Each opens the page on which it is closed. */
export function PeriodSection({ entities }: { readonly entities: readonly LegalEntity[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const periods = useOne('accounting-periods', '/accounting-periods');
  const openMonth = (legalEntityId: string, of: string): void =>
    void navigate({
      to: '/receivables/months/$legalEntityId/$month',
      params: { legalEntityId, month: of },
    });
  const month = (of: string): string => format.month(`${of}-15T12:00:00Z`, 'UTC');
  return (
    <Section
      title={t('maker:books.periods')}
      aside={t('maker:books.periodsWhat')}
      action={
        may('accounting.write') && entities[0] !== undefined ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLock size={14} stroke={1.75} />}
            onClick={() => openMonth(entities[0]!.id, lastMonthOf(entities[0]!))}
          >
            {t('maker:books.closeMonth')}
          </Button>
        ) : undefined
      }
      flush
    >
      {periods.isLoadingError ? (
        <ErrorState error={periods.error} onRetry={() => void periods.refetch()} />
      ) : periods.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <DataTable<AccountingPeriod>
          label={t('maker:books.periods')}
          rowKey={(row) => `${row.legalEntityId} ${row.month}`}
          rows={periods.data.items}
          onOpen={(row) => openMonth(row.legalEntityId, row.month)}
          columns={[
            {
              key: 'month',
              header: t('maker:usage.month'),
              width: '160px',
              phone: 'title',
              cell: (row) => <b>{month(row.month)}</b>,
            },
            {
              key: 'entity',
              header: t('document.seller'),
              width: 'minmax(200px, 1fr)',
              phone: 'third',
              cell: (row) => entities.find(({ id }) => id === row.legalEntityId)?.name ?? '',
            },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '130px',
              phone: 'second',
              cell: (row) => (
                <StateBadge state={row.state === 'closed' ? 'closed' : 'active'} plain>
                  {t(`maker:books.periodState.${row.state}`)}
                </StateBadge>
              ),
            },
            {
              key: 'entries',
              header: t('maker:books.entries'),
              width: '110px',
              numeric: true,
              phone: 'side',
              cell: (row) => row.entries,
            },
            {
              key: 'by',
              header: t('maker:settings.who'),
              width: '180px',
              cell: (row) => row.changedBy ?? '',
            },
          ]}
          empty={
            <EmptyState icon={IconLock} title={t('maker:books.noPeriods')}>
              {t('maker:books.noPeriodsWhy')}
            </EmptyState>
          }
        />
      )}
    </Section>
  );
}

/** Returns the last full month in a seller's time zone, `YYYY-MM`. */
function lastMonthOf({ zone }: LegalEntity): string {
  return monthAfter(instantToWallTime(productNow(), zone).slice(0, 7), -1);
}
