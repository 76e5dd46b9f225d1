import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LineDispute } from '../../../features/disputes/open/line-dispute.js';
import { ProofView } from '../../../features/proof/proof-view.js';

/** The proof of an invoice line, opened from the invoice. */
export function ProofPage() {
  const { t } = useTranslation();
  const { lineId } = useParams({ strict: false });
  return (
    <ProofView
      lineId={lineId ?? ''}
      proofOf={(id) => `/billing/lines/${id}`}
      actions={({ line }, readings) => (
        <LineDispute invoiceId={line.invoice.id} line={line} base="/disputes" readings={readings} />
      )}
      crumbs={({ line }) => {
        const invoiceId = line.invoice.id;
        return [
          { label: t('app:rail.billing'), to: '/billing' },
          { label: t('maker:invoice.crumb'), to: `/billing/${invoiceId}` },
          { label: t('maker:invoice.line', { position: line.position }) },
        ];
      }}
    />
  );
}
