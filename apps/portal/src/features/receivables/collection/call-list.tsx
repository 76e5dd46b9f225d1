import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { CustomerLink } from '../../places/customer-link.js';
import classes from '../rows.module.css';

/** Customers to call, the largest amount first, with the reasons and the people to call. */
export function CallList({ legalEntityId }: { readonly legalEntityId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useOne('receivables', '/receivables/calls', { query: { legalEntityId } });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonRows rows={6} />;
  return (
    <DataTable<Call>
      label={t('maker:receivables.tab.calls')}
      rowKey={({ customer }) => customer.id}
      rows={query.data.items}
      columns={columnsOf(t, format)}
      empty={
        <EmptyState icon={IconPhone} title={t('maker:collection.noCalls')}>
          {t('maker:collection.noCallsWhy')}
        </EmptyState>
      }
    />
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<Call>[] {
  return [
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(160px, 1.2fr)',
      phone: 'title',
      cell: ({ customer }) => <CustomerLink customer={customer} />,
    },
    {
      key: 'reasons',
      header: t('maker:reminder.why'),
      width: 'minmax(180px, 1.4fr)',
      phone: 'second',
      cell: ({ reasons, documents }) => (
        <span className={classes.lines}>
          {format.listed(reasons.map((reason) => t(`maker:collection.reason.${reason}`)))}
          <span className={classes.quiet}>{format.listed(documents.map(({ number }) => number))}</span>
        </span>
      ),
    },
    {
      key: 'people',
      header: t('maker:collection.people'),
      width: 'minmax(160px, 1.2fr)',
      phone: 'third',
      cell: ({ people }) => (
        <span className={classes.lines}>
          {people.map(({ name, phone }) => (
            <span key={`${name} ${phone}`}>
              {name} <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
            </span>
          ))}
        </span>
      ),
    },
    {
      key: 'note',
      header: t('maker:collection.latestNote'),
      width: 'minmax(160px, 1.4fr)',
      wide: true,
      phone: 'hide',
      cell: ({ latestNote }) => latestNote?.text ?? '',
    },
    {
      key: 'days',
      header: t('maker:collection.daysOverdue'),
      width: '110px',
      numeric: true,
      phone: 'side2',
      phoneLabel: t('maker:collection.daysOverdue'),
      cell: ({ daysOverdue }) => daysOverdue,
    },
    {
      key: 'open',
      header: t('maker:receivables.openAmount'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: ({ open }) => <Money amount={open.amount} currency={open.currency} />,
    },
  ];
}
