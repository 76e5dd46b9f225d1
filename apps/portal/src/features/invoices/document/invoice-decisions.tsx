import { useTranslation } from 'react-i18next';
import type { Invoice } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { DecisionTimeline } from '../../decisions/decision-timeline.js';

/** Decisions about an invoice and who made them. */
export function InvoiceDecisions({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const decisions = useOne('invoice-decisions', '/invoices/{id}/decisions', { path: { id: invoice.id } });
  return (
    <Section title={t('maker:invoice.decisions')}>
      {decisions.isLoadingError ? (
        <ErrorState error={decisions.error} onRetry={() => void decisions.refetch()} />
      ) : decisions.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : decisions.data.items.length === 0 ? (
        <p>
          {t(
            invoice.kind === 'credit_note'
              ? 'maker:invoice.decidedWithOriginal'
              : 'maker:invoice.noDecisions',
          )}
        </p>
      ) : (
        <DecisionTimeline decisions={decisions.data.items} currency={invoice.currency} />
      )}
    </Section>
  );
}
