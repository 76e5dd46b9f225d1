import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { useOne } from '../../../api/use-one.js';
import { GroupActions } from '../../../features/invoices/actions/group-actions.js';
import { DocumentParties } from '../../../features/invoices/document/document-parties.js';
import { GroupContracts } from '../../../features/invoices/document/group-contracts.js';
import { InvoiceDecisions } from '../../../features/invoices/document/invoice-decisions.js';
import { InvoiceJournal } from '../../../features/invoices/document/invoice-journal.js';
import { InvoiceNotes } from '../../../features/invoices/document/invoice-notes.js';
import { PdfButton } from '../../../features/invoices/document/pdf-button.js';
import { DocumentMailing } from '../../../features/invoices/mailing/document-mailing.js';
import { DocumentCollection } from '../../../features/receivables/collection/document-collection.js';
import { DocumentPayments } from '../../../features/receivables/document/document-payments.js';
import { MAKER_PAGES } from '../../../features/receivables/receivable-pages.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './invoice-page.module.css';

const PAGES = {
  invoice: (id: string) => `/billing/${id}`,
  line: (id: string) => `/billing/lines/${id}`,
  disputes: '/disputes',
};

/** A group document of a month: parties, contracts with their lines, totals, and the actions on the whole document. */
export function GroupDocumentPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { groupId = '', month = '' } = useParams({ strict: false });
  const query = useOne('invoices', '/bill-groups/{id}/documents/{month}', { path: { id: groupId, month } });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const document = query.data;
  const first = document?.contracts[0];
  if (document === undefined || first === undefined) return <SkeletonBlock height={360} />;
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const monthName = format.month(`${document.month}-15T12:00:00Z`, 'UTC');
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.billing'), to: '/billing' }, { label: document.group.name }]}
        title={
          document.number === null
            ? t('maker:group.titleOfDraft', { group: document.group.name, month: monthName })
            : t(`maker:invoice.titleOf.${document.documentType}`, { number: document.number })
        }
        state={<StateBadge state={document.state} />}
        aside={t('maker:group.contractCount', { count: document.contracts.length })}
        below={t('maker:invoice.parties', { seller: first.seller.name, buyer: first.buyerParty.name })}
        actions={
          <>
            <PdfButton invoiceId={first.id} />
            <GroupActions document={document} />
          </>
        }
      />
      {document.leftOut.length === 0 ? null : (
        <p className={classes.leftOut}>
          {t('maker:group.leftOut')}{' '}
          {document.leftOut.map(({ contract, invoiceId, state }) => (
            <span key={contract.id}>
              {invoiceId === null ? (
                <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
                  {contract.number}
                </Link>
              ) : (
                <Link to="/billing/$invoiceId" params={{ invoiceId }}>
                  {contract.number}
                </Link>
              )}{' '}
              {state === null ? t('maker:group.noDraft') : <StateBadge state={state} plain />}{' '}
            </span>
          ))}
        </p>
      )}
      {document.contracts.map((invoice) => (
        <InvoiceNotes key={invoice.id} invoice={invoice} contract={invoice.contract.number} />
      ))}
      <DocumentParties invoice={first} />
      <GroupContracts document={document} pages={PAGES} />
      {document.number === null ? null : (
        <>
          <DocumentPayments documentId={first.id} pages={MAKER_PAGES} />
          <DocumentCollection documentId={first.id} isPayer={false} />
        </>
      )}
      <div className={classes.facts}>
        <Facts
          items={[
            ...(first.issuedOn === null || first.dueOn === null
              ? []
              : [
                  [t('maker:invoice.issuedOn'), day(first.issuedOn)] as const,
                  ...(document.documentType === 'credit_note'
                    ? []
                    : [[t('maker:invoice.dueOn'), day(first.dueOn)] as const]),
                ]),
            [t('maker:group.name'), document.group.name],
            [t('maker:group.whenHeld'), t(`maker:group.held.${document.group.whenHeld}`)],
            [t('maker:billing.period'), monthName],
          ]}
        />
      </div>
      {document.number !== null && may('invoices.draft') ? (
        <DocumentMailing invoiceId={first.id} name={document.number} />
      ) : null}
      {may('accounting.read') ? (
        <>
          <InvoiceDecisions invoice={first} />
          {document.number === null ? null : <InvoiceJournal invoice={first} />}
        </>
      ) : null}
    </div>
  );
}
