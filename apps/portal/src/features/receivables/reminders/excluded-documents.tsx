import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ExcludedDocument } from '../../../api/types.js';
import { type Format, useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Money } from '../../../ui/values/money.js';
import { CustomerLink } from '../../places/customer-link.js';
import { startOf } from '../amounts.js';

/** Overdue documents that are left out of the letters, with the reasons; renders nothing if there are none. */
export function ExcludedDocuments({ excluded }: { readonly excluded: readonly ExcludedDocument[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (excluded.length === 0) return null;
  return (
    <Section flush title={t('maker:reminder.excluded')}>
      <DataTable<ExcludedDocument>
        label={t('maker:reminder.excluded')}
        rowKey={({ documentId }) => documentId}
        rows={excluded}
        columns={columnsOf(t, format)}
      />
    </Section>
  );
}

function columnsOf(t: ReturnType<typeof useTranslation>['t'], format: Format): Column<ExcludedDocument>[] {
  const day = (date: string): string => format.date(startOf(date), 'UTC');
  return [
    {
      key: 'number',
      header: t('maker:invoice.number'),
      width: 'minmax(140px, 0.8fr)',
      phone: 'title',
      cell: ({ documentId, number }) => (
        <Link to="/billing/$invoiceId" params={{ invoiceId: documentId }}>
          {number}
        </Link>
      ),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(140px, 1.2fr)',
      phone: 'third',
      cell: ({ customer }) => <CustomerLink customer={customer} />,
    },
    {
      key: 'due',
      header: t('maker:invoice.dueOn'),
      width: '110px',
      phone: 'side2',
      cell: ({ dueOn }) => day(dueOn),
    },
    {
      key: 'reason',
      header: t('maker:reminder.why'),
      width: 'minmax(200px, 1.8fr)',
      phone: 'second',
      cell: ({ reason, until }) =>
        until === null
          ? t(`maker:reminder.reason.${reason}`)
          : t('maker:reminder.reasonUntil', {
              reason: t(`maker:reminder.reason.${reason}`),
              day: day(until),
            }),
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
