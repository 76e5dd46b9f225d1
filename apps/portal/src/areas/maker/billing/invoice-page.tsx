import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { InvoiceLine } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { DisputeCell } from '../../../features/disputes/dispute-cell.js';
import { DisputeList } from '../../../features/disputes/dispute-list.js';
import { useInvoiceDisputes } from '../../../features/disputes/use-invoice-disputes.js';
import { UnrecordedDowntime } from '../../../features/downtime/unrecorded-downtime.js';
import { DetectedDowntimeNote } from '../../../features/downtime/detected-downtime-note.js';
import { LineQuantity } from '../../../features/invoice-lines/line-quantity.js';
import { lineUnitPrice } from '../../../features/invoice-lines/line-unit-price.js';
import { LineWhy } from '../../../features/invoice-lines/line-why.js';
import { GuaranteeFigures } from '../../../features/invoice-lines/guarantee-figures.js';
import { useLineName } from '../../../features/invoice-lines/use-line-name.js';
import { DraftButton } from '../../../features/invoices/actions/draft-button.js';
import { InvoiceActions } from '../../../features/invoices/actions/invoice-actions.js';
import { AuditFindings } from '../../../features/invoices/document/audit-findings.js';
import { DocumentParties } from '../../../features/invoices/document/document-parties.js';
import { DocumentTotals } from '../../../features/invoices/document/document-totals.js';
import { InvoiceDecisions } from '../../../features/invoices/document/invoice-decisions.js';
import { InvoiceJournal } from '../../../features/invoices/document/invoice-journal.js';
import { InvoiceNotes } from '../../../features/invoices/document/invoice-notes.js';
import { PdfButton } from '../../../features/invoices/document/pdf-button.js';
import { DocumentMailing } from '../../../features/invoices/mailing/document-mailing.js';
import { PackButton } from '../../../features/packs/pack-dialog.js';
import { shortHash } from '../../../format/short-hash.js';
import { dayBefore } from '../../../format/time.js';
import { DocumentCollection } from '../../../features/receivables/collection/document-collection.js';
import { DocumentPayments } from '../../../features/receivables/document/document-payments.js';
import { MAKER_PAGES } from '../../../features/receivables/receivable-pages.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './invoice-page.module.css';

/** An invoice or credit note: parties, lines with drill-down to their readings, taxes, and decisions. */
export function InvoicePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const lineName = useLineName();
  const { invoiceId = '' } = useParams({ strict: false });
  const query = useOne('invoices', '/invoices/{id}', { path: { id: invoiceId } });
  const disputes = useInvoiceDisputes(
    invoiceId,
    query.data?.number !== undefined && query.data.number !== null && query.data.kind !== 'credit_note',
  ).data;
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={360} />;
  const invoice = query.data;
  const month = format.billingMonth(invoice.periodFrom, invoice.periodTo);
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const isPrepared = invoice.number === null;
  const open = (line: InvoiceLine): void =>
    void navigate({ to: '/billing/lines/$lineId', params: { lineId: line.id } });
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.billing'), to: '/billing' },
          { label: invoice.customer.name, to: `/customers/${invoice.customer.id}` },
          { label: invoice.contract.number, to: `/contracts/${invoice.contract.id}` },
        ]}
        title={
          invoice.number === null
            ? t(`maker:invoice.titleOfDraft.${invoice.kind}`, { number: invoice.contract.number, month })
            : t(`maker:invoice.titleOf.${invoice.documentType}`, { number: invoice.number })
        }
        state={
          <>
            <StateBadge state={invoice.state} />
            {invoice.heldLines > 0 ? (
              <StateBadge state="held">
                {t('maker:billing.heldLines', { count: invoice.heldLines })}
              </StateBadge>
            ) : null}
            {invoice.disputeBlockedAt === null ? null : <StateBadge state="disputed" />}
          </>
        }
        below={t('maker:invoice.parties', { seller: invoice.seller.name, buyer: invoice.buyerParty.name })}
        actions={
          <>
            <PdfButton invoiceId={invoice.id} />
            <PackButton invoiceId={invoice.id} />
            {isPrepared && invoice.kind === 'invoice' && may('invoices.draft') ? (
              <DraftButton
                contract={{ ...invoice.contract, zone: invoice.zone }}
                month={invoice.periodFrom.slice(0, 7)}
                isSecondary={invoice.state !== 'held'}
                onDrafted={(drafted) =>
                  void navigate({ to: '/billing/$invoiceId', params: { invoiceId: drafted } })
                }
              />
            ) : null}
            <InvoiceActions invoice={invoice} />
          </>
        }
      />
      {invoice.billGroup === null ? null : (
        <p className={classes.leftOut}>
          {t('maker:group.partOf')}{' '}
          <Link
            to="/billing/groups/$groupId/$month"
            params={{ groupId: invoice.billGroup.id, month: invoice.billGroup.month }}
          >
            {invoice.billGroup.name}, {month}
          </Link>
        </p>
      )}
      <InvoiceNotes invoice={invoice} />
      <DetectedDowntimeNote invoice={invoice} className={classes.note} />
      <DisputeList disputes={disputes?.items ?? []} base="/disputes" />
      <DocumentParties invoice={invoice} />
      <div className={classes.lines}>
        <DataTable<InvoiceLine>
          label={t('maker:invoice.lines')}
          rowKey={(row) => row.id}
          rows={invoice.lines}
          onOpen={open}
          columns={[
            { key: 'position', header: '', width: '24px', cell: (row) => row.position },
            {
              key: 'what',
              header: t('maker:contract.what'),
              width: 'minmax(200px, 1.6fr)',
              phone: 'title',
              cell: (row) => (
                <>
                  <Link to="/billing/lines/$lineId" params={{ lineId: row.id }} className={classes.name}>
                    {lineName(row)}
                  </Link>
                  <GuaranteeFigures line={row} />
                  <LineWhy line={row} zone={invoice.zone} />
                </>
              ),
            },
            { key: 'clause', header: t('maker:contract.clause'), width: '80px', cell: (row) => row.clause },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '130px',
              phone: 'second',
              cell: (row) => (
                <>
                  {row.state === 'fixed' ? null : <StateBadge state={row.state} plain />}{' '}
                  <DisputeCell disputes={disputes} lineId={row.id} base="/disputes" />
                </>
              ),
            },
            {
              key: 'quantity',
              header: t('maker:usage.quantity'),
              width: '150px',
              numeric: true,
              phone: 'third',
              cell: (row) => <LineQuantity line={row} />,
            },
            {
              key: 'price',
              header: t('maker:invoice.unitPrice'),
              width: '130px',
              numeric: true,
              cell: (row) => lineUnitPrice(row),
            },
            {
              key: 'amount',
              header: invoice.currency,
              width: '150px',
              numeric: true,
              phone: 'side',
              cell: (row) =>
                row.amount === null ? (
                  <StateBadge state={row.state} plain>
                    {t('maker:invoice.noAmount')}
                  </StateBadge>
                ) : (
                  <Money
                    amount={row.amount.amount}
                    currency={row.amount.currency}
                    withoutCode
                    to={`/billing/lines/${row.id}`}
                  />
                ),
            },
          ]}
        />
        <DocumentTotals invoice={invoice} />
        {isPrepared || invoice.billGroup !== null ? null : (
          <>
            <DocumentPayments documentId={invoice.id} pages={MAKER_PAGES} />
            <DocumentCollection documentId={invoice.id} isPayer={false} />
          </>
        )}
        <UnrecordedDowntime
          bill={invoice}
          disputes={disputes && { items: disputes.items, base: '/disputes' }}
        />
      </div>
      <div className={classes.facts}>
        <Facts
          items={[
            ...(invoice.issuedOn === null || invoice.dueOn === null
              ? []
              : [
                  [t('maker:invoice.issuedOn'), day(invoice.issuedOn)] as const,
                  ...(invoice.documentType === 'credit_note'
                    ? []
                    : [[t('maker:invoice.dueOn'), day(invoice.dueOn)] as const]),
                ]),
            [t('maker:invoice.taxPoint'), day(invoice.taxPoint)],
            [
              t('maker:billing.period'),
              format.listed([
                `${day(invoice.periodFrom)} – ${day(dayBefore(invoice.periodTo))}`,
                format.city(invoice.zone),
              ]),
            ],
            [t('maker:billing.known'), format.dateTime(invoice.knownUntil)],
            [t('maker:invoice.drafted'), format.dateTime(invoice.draftedAt)],
            [
              t('maker:invoice.hash'),
              <code key="h" className="mono" title={invoice.contentHash}>
                {shortHash(invoice.contentHash)}
              </code>,
            ],
          ]}
        />
      </div>
      {may('invoices.draft') && (isPrepared || invoice.kind === 'invoice') ? (
        <AuditFindings invoiceId={invoice.id} />
      ) : null}
      {invoice.number !== null && may('invoices.draft') ? (
        <DocumentMailing invoiceId={invoice.id} name={invoice.number} />
      ) : null}
      {may('accounting.read') ? (
        <>
          <InvoiceDecisions invoice={invoice} />
          {isPrepared ? null : <InvoiceJournal invoice={invoice} />}
        </>
      ) : null}
    </div>
  );
}
