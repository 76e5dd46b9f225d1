import { useTranslation } from 'react-i18next';
import type { Invoice, InvoiceJournal, JournalLine } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';

/** The journal entry of a document: debits and credits that sum to zero. */
export function InvoiceJournal({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const journal = useOne('invoice-journal', '/invoices/{id}/journal', { path: { id: invoice.id } });
  const entry = journal.data?.entry;
  if (journal.isLoadingError)
    return <ErrorState error={journal.error} onRetry={() => void journal.refetch()} />;
  if (entry === null) return null;
  if (entry === undefined) return <SkeletonRows rows={3} />;
  const rows = entry.lines.map((line, index) => ({ ...line, id: String(index) }));
  const inAccountingCurrency = invoice.booking !== null && invoice.booking.booksCurrency !== invoice.currency;
  return (
    <Section
      title={t('maker:invoice.journal')}
      aside={t('maker:invoice.postedOn', { day: format.date(`${entry.postingDate}T00:00:00Z`, 'UTC') })}
      flush
    >
      <DataTable<JournalLine & { id: string }>
        label={t('maker:invoice.journal')}
        rowKey={(row) => row.id}
        rows={rows}
        columns={[
          {
            key: 'account',
            header: t('maker:invoice.account'),
            width: 'minmax(160px, 1.2fr)',
            phone: 'title',
            cell: (row) =>
              [t(`maker:invoice.accounts.${row.account}`), invoice.billGroup === null ? null : row.contract]
                .filter((part) => part !== null)
                .join(', '),
          },
          {
            key: 'class',
            header: t('maker:invoice.class'),
            width: '200px',
            phone: 'second',
            cell: (row) =>
              row.revenueClass === null
                ? row.taxPercent === null
                  ? ''
                  : format.quantity(row.taxPercent, '%')
                : t('maker:invoice.classOf', {
                    class: t(`maker:invoice.classes.${row.revenueClass}`),
                    behaviour: t(`maker:invoice.behaviour.${row.behaviour}`),
                  }),
          },
          {
            key: 'machine',
            header: t('maker:invoice.machine'),
            width: '160px',
            cell: (row) => row.machine ?? '',
          },
          {
            key: 'debit',
            header: t('maker:invoice.debit', { currency: invoice.currency }),
            width: '140px',
            numeric: true,
            phone: 'side',
            cell: (row) => <Side amount={row.amount} debit />,
          },
          {
            key: 'credit',
            header: t('maker:invoice.creditSide', { currency: invoice.currency }),
            width: '140px',
            numeric: true,
            phone: 'side2',
            cell: (row) => <Side amount={row.amount} />,
          },
          ...(inAccountingCurrency
            ? [
                {
                  key: 'books',
                  header: entry.lines[0]?.booksAmount.currency ?? '',
                  width: '140px',
                  numeric: true,
                  cell: (row: JournalLine) => (
                    <Money amount={row.booksAmount.amount} currency={row.booksAmount.currency} withoutCode />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

/** An amount in the debit or credit column of the entry. */
function Side({
  amount,
  debit = false,
}: {
  readonly amount: JournalLine['amount'];
  readonly debit?: boolean;
}) {
  const isCredit = amount.amount.startsWith('-');
  if (isCredit === debit) return null;
  return <Money amount={amount.amount.replace(/^-/, '')} currency={amount.currency} withoutCode />;
}
