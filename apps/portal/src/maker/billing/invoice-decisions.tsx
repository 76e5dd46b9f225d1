import {
  IconArrowBackUp,
  IconCheck,
  IconCircleX,
  IconMessageQuestion,
  IconReceiptRefund,
  IconSend,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Invoice, MoneyDecision, Page } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { ErrorState } from '../../ui/error-state.js';
import { Section } from '../../ui/section.js';
import { SkeletonRows } from '../../ui/skeleton.js';
import { Timeline } from '../../ui/timeline.js';
import { DecisionFacts } from './decision-facts.js';

const ICONS: Readonly<Record<string, Icon>> = {
  approved: IconCheck,
  reopened: IconArrowBackUp,
  approval_lapsed: IconCircleX,
  issued: IconSend,
  credited: IconReceiptRefund,
  dispute_settled: IconMessageQuestion,
  dispute_rejected: IconMessageQuestion,
};

/** Who decided what about it, why, what changed by it and by what content, the newest first. */
export function InvoiceDecisions({ invoice }: { readonly invoice: Invoice }) {
  const { t } = useTranslation();
  const decisions = useOne<Page<MoneyDecision>>('invoice-decisions', `/invoices/${invoice.id}/decisions`);
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
        <Timeline
          entries={decisions.data.items.map((decision) => ({
            id: decision.id,
            at: decision.at,
            icon: ICONS[decision.action] ?? IconCheck,
            fact: t(`maker:invoice.decision.${decision.action}`, {
              who: decision.by ?? t('maker:invoice.theProduct'),
              number: String(decision.after['number'] ?? decision.after['creditNote'] ?? ''),
            }),
            consequence: (
              <>
                {[
                  decision.second === null
                    ? ''
                    : t(`maker:invoice.second.${decision.action === 'credited' ? 'issued' : 'approved'}`, {
                        who: decision.second,
                      }),
                  decision.why,
                ]
                  .filter((text) => text !== '')
                  .join(' · ')}
                <DecisionFacts decision={decision} currency={invoice.currency} />
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}
