import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { DocumentParties } from '../../../features/invoices/document/document-parties.js';
import { GroupContracts } from '../../../features/invoices/document/group-contracts.js';
import { PdfButton } from '../../../features/invoices/document/pdf-button.js';
import { useOpening } from '../../../features/invoices/mailing/use-opening.js';
import { DocumentCollection } from '../../../features/receivables/collection/document-collection.js';
import { DocumentPayments } from '../../../features/receivables/document/document-payments.js';
import { CUSTOMER_PAGES } from '../../../features/receivables/receivable-pages.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './invoice-page.module.css';

const PAGES = {
  invoice: (id: string) => `/plant/costs/invoices/${id}`,
  line: (id: string) => `/plant/costs/lines/${id}`,
  disputes: '/plant/costs/disputes',
};

/** One document for several contracts: one section per contract with drill-down to its readings, and one total. */
export function GroupDocumentPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { groupId = '', month = '' } = useParams({ strict: false });
  const query = useOne('invoices', '/bill-groups/{id}/documents/{month}', { path: { id: groupId, month } });
  useOpening(typeof query.data?.number === 'string' ? query.data.contracts[0]?.id : undefined);
  if (query.isLoadingError)
    return (
      <ErrorState
        error={query.error}
        title={t('customer:plant.billFailed')}
        onRetry={() => void query.refetch()}
      />
    );
  const document = query.data;
  const first = document?.contracts[0];
  if (document === undefined || first === undefined) return <SkeletonBlock height={420} />;
  const monthName = format.month(`${document.month}-15T12:00:00Z`, 'UTC');
  const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('customer:nav.costs'), to: '/plant/costs' }, { label: document.group.name }]}
        title={
          document.number === null
            ? t('customer:invoice.title', { month: monthName })
            : t(`customer:invoice.titleOf.${document.documentType}`, { number: document.number })
        }
        state={<StateBadge state={document.state} />}
        aside={document.contracts.map(({ contract }) => contract.number).join(', ')}
        below={t('customer:invoice.parties', { seller: first.seller.name, buyer: first.buyerParty.name })}
        actions={<PdfButton invoiceId={first.id} />}
      />
      <GroupContracts document={document} pages={PAGES} />
      <DocumentParties invoice={first} />
      {document.number === null ? null : (
        <>
          <DocumentPayments documentId={first.id} pages={CUSTOMER_PAGES} />
          <DocumentCollection documentId={first.id} isPayer />
        </>
      )}
      <div className={classes.facts}>
        <Facts
          items={[
            ...(first.issuedOn === null || first.dueOn === null
              ? []
              : [
                  [t('customer:invoice.issuedOn'), day(first.issuedOn)] as const,
                  ...(document.documentType === 'credit_note'
                    ? []
                    : [[t('customer:invoice.dueOn'), day(first.dueOn)] as const]),
                ]),
            [t('customer:invoice.period'), monthName],
          ]}
        />
      </div>
    </div>
  );
}
