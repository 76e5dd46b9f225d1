import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LineDispute } from '../../../features/disputes/open/line-dispute.js';
import { ProofView } from '../../../features/proof/proof-view.js';
import { useFormat } from '../../../format/use-format.js';

/** The proof of an invoice line, identical to the page that the maker sees. */
export function ProofPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { lineId = '' } = useParams({ strict: false });
  return (
    <ProofView
      lineId={lineId}
      proofOf={(id) => `/plant/costs/lines/${id}`}
      crumbs={({ line }) => [
        { label: t('customer:nav.costs'), to: '/plant/costs' },
        {
          label: format.billingMonth(line.periodFrom, line.periodTo),
          to: `/plant/costs/invoices/${line.invoice.id}`,
        },
        { label: t('customer:invoice.line', { position: line.position }) },
      ]}
      actions={({ line }, readings) => (
        <LineDispute
          invoiceId={line.invoice.id}
          line={line}
          base="/plant/costs/disputes"
          readings={readings}
        />
      )}
    />
  );
}
