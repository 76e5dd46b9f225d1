import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { Section } from '../../../ui/layout/section.js';
import { RefundList } from './refund-list.js';

/** Refunds that await a decision; nothing if there are none. */
export function PendingRefunds() {
  const { t } = useTranslation();
  const { items } = useList('refunds', '/refunds', { query: { state: 'pending' } });
  if (items.length === 0) return null;
  return (
    <Section flush title={t('maker:refund.pendingTitle')}>
      <RefundList refunds={items} withSource />
    </Section>
  );
}
