import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { InvoiceLine, DetectedDowntime } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { DisputeCell } from '../../../features/disputes/dispute-cell.js';
import { DisputeList } from '../../../features/disputes/dispute-list.js';
import disputeClasses from '../../../features/disputes/disputes.module.css';
import { OpenDisputeDialog } from '../../../features/disputes/open/open-dispute-dialog.js';
import { useInvoiceDisputes } from '../../../features/disputes/use-invoice-disputes.js';
import { daysOfDowntime } from '../../../features/downtime/days-of-downtime.js';
import { UnrecordedDowntime } from '../../../features/downtime/unrecorded-downtime.js';
import { LineQuantity } from '../../../features/invoice-lines/line-quantity.js';
import { lineUnitPrice } from '../../../features/invoice-lines/line-unit-price.js';
import { LineWhy } from '../../../features/invoice-lines/line-why.js';
import { GuaranteeFigures } from '../../../features/invoice-lines/guarantee-figures.js';
import { useLineName } from '../../../features/invoice-lines/use-line-name.js';
import { DocumentCorrections } from '../../../features/invoices/document/document-corrections.js';
import { DocumentParties } from '../../../features/invoices/document/document-parties.js';
import { DocumentTotals } from '../../../features/invoices/document/document-totals.js';
import { PdfButton } from '../../../features/invoices/document/pdf-button.js';
import { useOpening } from '../../../features/invoices/mailing/use-opening.js';
import { PackButton } from '../../../features/packs/pack-dialog.js';
import { DocumentCollection } from '../../../features/receivables/collection/document-collection.js';
import { DocumentPayments } from '../../../features/receivables/document/document-payments.js';
import { CUSTOMER_PAGES } from '../../../features/receivables/receivable-pages.js';
import { shortHash } from '../../../format/short-hash.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './invoice-page.module.css';

const DISPUTES = '/plant/costs/disputes';
const DAY = 86_400_000;

/** An invoice or credit note with its lines, taxes and parties. The amount of each line links to its proof. */
export function InvoicePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const lineName = useLineName();
  const { invoiceId = '' } = useParams({ strict: false });
  const query = useOne('invoices', '/invoices/{id}', { path: { id: invoiceId } });
  useOpening(typeof query.data?.number === 'string' ? invoiceId : undefined);
  const group = query.data?.billGroup;
  const document = useOne('invoices', '/bill-groups/{id}/documents/{month}', {
    path: { id: group?.id, month: group?.month },
    enabled: group !== undefined && group !== null,
  }).data;
  const may = useMay();
  const [asked, ask] = useState<{
    readonly line: InvoiceLine | null;
    readonly downtime?: DetectedDowntime;
  }>();
  const disputes = useInvoiceDisputes(
    invoiceId,
    query.data?.number !== undefined && query.data.number !== null && query.data.kind !== 'credit_note',
  ).data;
  if (query.isLoadingError) {
    return (
      <ErrorState
        error={query.error}
        title={t('customer:plant.billFailed')}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.data === undefined) return <SkeletonBlock height={420} />;
  const invoice = query.data;
  // Credit notes that belong to a correction are shown with the correction instead.
  const notes = invoice.creditNotes.filter(
    ({ id }) => !invoice.corrections.some(({ documentId }) => documentId === id),
  );
  const month = format.billingMonth(invoice.periodFrom, invoice.periodTo);
  // A line has at most one open dispute; further downtime is added to that dispute's conversation.
  const disputable =
    disputes?.isOpenToDisputes === true && may('disputes.raise')
      ? invoice.lines.find(
          ({ id, state }) =>
            state === 'declared' &&
            !disputes.items.some((one) => one.line?.id === id && one.state === 'open'),
        )
      : undefined;
  const claimOf = (downtime: DetectedDowntime): string =>
    t(downtime.kind === 'silent' ? 'downtime.seen.silentClaim' : 'downtime.seen.claim', {
      machine: downtime.machine.serial,
      from: format.dateTime(downtime.from, invoice.zone),
      to: format.dateTime(downtime.to, invoice.zone),
    });
  const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`);
  const period = [noon(invoice.periodFrom), noon(invoice.periodTo) - DAY]
    .map((at) => format.date(at, 'UTC'))
    .join(' – ');
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('customer:nav.costs'), to: '/plant/costs' }, { label: invoice.contract.number }]}
        title={
          invoice.number === null
            ? t('customer:invoice.title', { month })
            : t(`customer:invoice.titleOf.${invoice.documentType}`, { number: invoice.number })
        }
        state={
          <>
            <StateBadge state={invoice.state} />
            {invoice.heldLines > 0 ? (
              <StateBadge state="held">
                {t('customer:costs.linesWait', { count: invoice.heldLines })}
              </StateBadge>
            ) : null}
            {invoice.disputeBlockedAt === null ? null : <StateBadge state="disputed" />}
          </>
        }
        below={t('customer:invoice.parties', {
          seller: invoice.seller.name,
          buyer: invoice.buyerParty.name,
        })}
        actions={
          <>
            <PdfButton invoiceId={invoice.id} />
            <PackButton invoiceId={invoice.id} />
          </>
        }
      />
      {invoice.billGroup === null ? null : (
        <p className={classes.running}>
          {t('customer:invoice.partOf')}{' '}
          <Link
            to="/plant/costs/groups/$groupId/$month"
            params={{ groupId: invoice.billGroup.id, month: invoice.billGroup.month }}
          >
            {invoice.billGroup.name}, {month}
          </Link>
          {document?.contracts.map(({ id, contract }, index) => (
            <Fragment key={id}>
              {index === 0 ? t('customer:invoice.partOfWith') : t('customer:invoice.partOfAnd')}
              {id === invoice.id ? (
                contract.number
              ) : (
                <Link to="/plant/costs/invoices/$invoiceId" params={{ invoiceId: id }}>
                  {contract.number}
                </Link>
              )}
            </Fragment>
          ))}
        </p>
      )}
      {invoice.number === null && productNow() < Date.parse(`${invoice.periodTo}T00:00:00Z`) ? (
        <p className={classes.running}>{t('customer:invoice.running', { month })}</p>
      ) : null}
      {invoice.corrections.length + invoice.corrected.length === 0 ? null : (
        <ul className={classes.corrections}>
          <DocumentCorrections invoice={invoice} pageOf={(id) => `/plant/costs/invoices/${id}`} />
        </ul>
      )}
      {invoice.original === null || invoice.corrected.length > 0 ? null : (
        <p className={classes.running}>
          {t('customer:invoice.givesBack')}{' '}
          <Link to="/plant/costs/invoices/$invoiceId" params={{ invoiceId: invoice.original.id }}>
            {invoice.original.number}
          </Link>
          {` · ${invoice.reason}`}
        </p>
      )}
      {notes.map((note) => (
        <p key={note.id} className={classes.running}>
          {t('customer:invoice.creditedBy')}{' '}
          <Link to="/plant/costs/invoices/$invoiceId" params={{ invoiceId: note.id }}>
            {note.number}
          </Link>
          {` · ${format.money(note.gross.amount, note.gross.currency)} · ${note.reason}`}
        </p>
      ))}
      {invoice.heldLines > 0 ? <p className={classes.held}>{t('customer:invoice.heldWhy')}</p> : null}
      <DisputeList disputes={disputes?.items ?? []} base={DISPUTES} />
      <DataTable<InvoiceLine>
        label={t('customer:invoice.lines')}
        rowKey={(row) => row.id}
        rows={invoice.lines}
        onOpen={(line) => void navigate({ to: '/plant/costs/lines/$lineId', params: { lineId: line.id } })}
        columns={[
          {
            key: 'what',
            header: t('customer:invoice.what'),
            width: 'minmax(200px, 1.6fr)',
            phone: 'title',
            cell: (row) => (
              <>
                <Link to="/plant/costs/lines/$lineId" params={{ lineId: row.id }}>
                  {lineName(row)}
                </Link>
                <GuaranteeFigures line={row} />
                <LineWhy line={row} zone={invoice.zone} />
              </>
            ),
          },
          {
            key: 'clause',
            header: t('customer:invoice.clause'),
            width: '90px',
            cell: (row) => row.clause || '—',
          },
          {
            key: 'state',
            header: t('customer:usage.state'),
            width: '130px',
            phone: 'second',
            cell: (row) => (row.state === 'fixed' ? '' : <StateBadge state={row.state} plain />),
          },
          ...(disputes === undefined
            ? []
            : [
                {
                  key: 'dispute',
                  header: '',
                  width: '150px',
                  phone: 'side2' as const,
                  cell: (row: InvoiceLine) => (
                    <DisputeCell
                      disputes={disputes}
                      lineId={row.id}
                      base={DISPUTES}
                      {...(may('disputes.raise') && { onDispute: () => ask({ line: row }) })}
                    />
                  ),
                },
              ]),
          {
            key: 'quantity',
            header: t('customer:invoice.quantity'),
            width: '150px',
            numeric: true,
            phone: 'third',
            cell: (row) => <LineQuantity line={row} />,
          },
          {
            key: 'price',
            header: t('customer:invoice.unitPrice'),
            width: '140px',
            numeric: true,
            cell: (row) =>
              row.params['charge'] === 'included' ? t('customer:kits.included') : lineUnitPrice(row),
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
                  {t('customer:invoice.noAmount')}
                </StateBadge>
              ) : (
                <Money
                  amount={row.amount.amount}
                  currency={row.amount.currency}
                  withoutCode
                  to={`/plant/costs/lines/${row.id}`}
                />
              ),
          },
        ]}
      />
      <DocumentTotals invoice={invoice} />
      {invoice.number === null || invoice.billGroup !== null ? null : (
        <>
          <DocumentPayments documentId={invoice.id} pages={CUSTOMER_PAGES} />
          <DocumentCollection documentId={invoice.id} isPayer />
        </>
      )}
      <UnrecordedDowntime
        bill={invoice}
        disputes={disputes && { items: disputes.items, base: DISPUTES }}
        {...(disputable !== undefined && {
          action: (downtime) => (
            <Button variant="default" size="xs" onClick={() => ask({ line: disputable, downtime })}>
              {t('downtime.seen.dispute')}
            </Button>
          ),
        })}
      />
      {disputes !== undefined &&
      disputes.isOpenToDisputes &&
      disputes.lastDay !== null &&
      may('disputes.raise') ? (
        <p className={disputeClasses.ask}>
          <Button variant="default" size="xs" onClick={() => ask({ line: null })}>
            {t('dispute.askWhole')}
          </Button>
          {t('dispute.until', { day: format.date(noon(disputes.lastDay), 'UTC') })}
        </p>
      ) : null}
      {asked === undefined || disputes === undefined || disputes.lastDay === null ? null : (
        <OpenDisputeDialog
          about={{
            invoiceId: invoice.id,
            currency: invoice.currency,
            periodFrom: invoice.periodFrom,
            periodTo: invoice.periodTo,
            line: asked.line && { id: asked.line.id, name: lineName(asked.line) },
            lastDay: disputes.lastDay,
            downtime: asked.downtime && {
              ...asked.downtime,
              claim: claimOf(asked.downtime),
              days: daysOfDowntime(asked.downtime, invoice),
              zone: invoice.zone,
            },
          }}
          base={DISPUTES}
          onClose={() => ask(undefined)}
        />
      )}
      <DocumentParties invoice={invoice} />
      <div className={classes.facts}>
        <Facts
          items={[
            ...(invoice.issuedOn === null || invoice.dueOn === null
              ? []
              : [
                  [t('customer:invoice.issuedOn'), format.date(noon(invoice.issuedOn), 'UTC')] as const,
                  ...(invoice.documentType === 'credit_note'
                    ? []
                    : [[t('customer:invoice.dueOn'), format.date(noon(invoice.dueOn), 'UTC')] as const]),
                ]),
            [
              t('customer:invoice.period'),
              t('customer:invoice.periodIn', { period, zone: format.city(invoice.zone) }),
            ],
            [t('customer:costs.asOf'), format.dateTime(invoice.knownUntil)],
            [
              t('customer:invoice.hash'),
              <code key="hash" className="mono" title={invoice.contentHash}>
                {shortHash(invoice.contentHash)}
              </code>,
            ],
          ]}
        />
      </div>
    </div>
  );
}
