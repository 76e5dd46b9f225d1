import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { Section } from '../../../ui/layout/section.js';
import { RefundList } from './refund-list.js';

/** Refunds of one or all legal entities that await a decision; renders nothing if there are none. */
export function PendingRefunds({ legalEntityId }: { readonly legalEntityId?: string | undefined }) {
  const { t } = useTranslation();
  const { items } = useList('refunds', '/refunds', {
    query: { state: 'pending', legalEntityId },
  });
  if (items.length === 0) return null;
  return (
    <Section flush title={t('maker:refund.pendingTitle')}>
      <RefundList refunds={items} withSource />
    </Section>
  );
}
