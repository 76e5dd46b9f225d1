import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReminderClaim } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Money } from '../../../ui/values/money.js';
import { CustomerLink } from '../../places/customer-link.js';

/** Claimed interest and lump sums of documents that are paid; renders nothing if there are none. */
export function ReminderClaims({ legalEntityId }: { readonly legalEntityId: string }) {
  const { t } = useTranslation();
  const list = useList('receivables', '/reminder-claims', { query: { legalEntityId, paid: true } });
  if (list.items.length === 0) return null;
  return (
    <Section flush title={t('maker:reminder.claimsOwed')}>
      <DataTable<ReminderClaim>
        label={t('maker:reminder.claimsOwed')}
        rowKey={({ document }) => document.documentId}
        rows={list.items}
        columns={columnsOf(t)}
        foot={<LoadMore query={list.query} />}
      />
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t']): Column<ReminderClaim>[] {
  return [
    {
      key: 'number',
      header: t('maker:invoice.number'),
      width: 'minmax(140px, 0.8fr)',
      phone: 'title',
      cell: ({ document }) => (
        <Link to="/billing/$invoiceId" params={{ invoiceId: document.documentId }}>
          {document.number}
        </Link>
      ),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(160px, 1.4fr)',
      phone: 'second',
      cell: ({ customer }) => <CustomerLink customer={customer} />,
    },
    {
      key: 'interest',
      header: t('maker:reminder.interest'),
      width: '150px',
      numeric: true,
      phone: 'side',
      cell: ({ interest }) => <Money amount={interest.amount} currency={interest.currency} />,
    },
    {
      key: 'lumpSum',
      header: t('maker:reminder.lumpSum'),
      width: '150px',
      numeric: true,
      phone: 'side2',
      phoneLabel: t('maker:reminder.lumpSum'),
      cell: ({ lumpSum }) => <Money amount={lumpSum.amount} currency={lumpSum.currency} />,
    },
  ];
}
