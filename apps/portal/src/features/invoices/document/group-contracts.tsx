import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { GroupDocument, Invoice, InvoiceLine } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useInvoiceDisputes } from '../../disputes/use-invoice-disputes.js';
import { UnrecordedDowntime } from '../../downtime/unrecorded-downtime.js';
import { lineUnitPrice } from '../../invoice-lines/line-unit-price.js';
import { LineWhy } from '../../invoice-lines/line-why.js';
import { useLineName } from '../../invoice-lines/use-line-name.js';
import { DocumentTotals } from './document-totals.js';
import classes from './group-contracts.module.css';

/** Paths of invoices, lines and disputes. */
export interface DocumentPages {
  readonly invoice: (id: string) => string;
  readonly line: (id: string) => string;
  /** Base path of disputes. */
  readonly disputes: string;
}

/** Contracts of a group document, each with a heading and its amount, followed by the totals of all. */
export function GroupContracts({
  document,
  pages,
}: {
  readonly document: GroupDocument;
  readonly pages: DocumentPages;
}) {
  return (
    <>
      {document.contracts.map((invoice) => (
        <ContractOfDocument key={invoice.id} invoice={invoice} pages={pages} />
      ))}
      <DocumentTotals invoice={document} />
    </>
  );
}

function ContractOfDocument({
  invoice,
  pages,
}: {
  readonly invoice: Invoice;
  readonly pages: DocumentPages;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const lineName = useLineName();
  const { currency } = invoice;
  const disputes = useInvoiceDisputes(invoice.id, invoice.issuedOn !== null).data;
  return (
    <Section
      flush
      title={t('document.contract', { number: invoice.contract.number })}
      aside={
        <span className={classes.states}>
          <StateBadge state={invoice.state} plain />
          {invoice.heldLines > 0 ? (
            <StateBadge state="held" plain>
              {t('document.linesWait', { count: invoice.heldLines })}
            </StateBadge>
          ) : null}
          {invoice.disputeBlockedAt === null ? null : <StateBadge state="disputed" plain />}
        </span>
      }
      action={<Link to={pages.invoice(invoice.id)}>{t('document.openContract')}</Link>}
    >
      <DataTable<InvoiceLine>
        label={t('document.contract', { number: invoice.contract.number })}
        rowKey={(row) => row.id}
        rows={invoice.lines}
        columns={[
          {
            key: 'what',
            header: t('document.what'),
            width: 'minmax(200px, 1.6fr)',
            phone: 'title',
            cell: (row) => (
              <>
                <Link to={pages.line(row.id)}>{lineName(row)}</Link>{' '}
                {row.amount === null || row.state === 'fixed' || row.state === 'measured' ? null : (
                  <StateBadge state={row.state} plain />
                )}
                <LineWhy line={row} zone={invoice.zone} />
              </>
            ),
          },
          {
            key: 'quantity',
            header: t('document.quantity'),
            width: '150px',
            numeric: true,
            phone: 'third',
            cell: (row) =>
              row.quantity === null ? '' : <Quantity value={row.quantity} unit={row.unit} exact />,
          },
          {
            key: 'price',
            header: t('document.unitPrice'),
            width: '130px',
            numeric: true,
            cell: (row) => lineUnitPrice(row),
          },
          {
            key: 'amount',
            header: currency,
            width: '150px',
            numeric: true,
            phone: 'side',
            cell: (row) =>
              row.amount === null ? (
                <StateBadge state={row.state} plain />
              ) : (
                <Money amount={row.amount.amount} currency={currency} withoutCode to={pages.line(row.id)} />
              ),
          },
        ]}
      />
      <p className={classes.subtotal}>
        <span>
          {t('document.subtotal', { number: invoice.contract.number })}
          <small>
            {t('document.shareOfTax', {
              tax: format.money(invoice.tax.amount, currency),
              gross: format.money(invoice.gross.amount, currency),
            })}
          </small>
        </span>
        <Money amount={invoice.total.amount} currency={currency} strong />
      </p>
      <UnrecordedDowntime
        bill={invoice}
        disputes={disputes && { items: disputes.items, base: pages.disputes }}
      />
    </Section>
  );
}
