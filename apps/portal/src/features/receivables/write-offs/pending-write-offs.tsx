import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { Section } from '../../../ui/layout/section.js';
import { WriteOffList } from './write-off-list.js';

/** Write-offs of one or all legal entities that await a decision; renders nothing if there are none. */
export function PendingWriteOffs({ legalEntityId }: { readonly legalEntityId?: string | undefined }) {
  const { t } = useTranslation();
  const { items } = useList('write-offs', '/write-offs', {
    query: { state: 'pending', legalEntityId },
  });
  if (items.length === 0) return null;
  return (
    <Section flush title={t('maker:writeOff.pendingTitle')}>
      <WriteOffList writeOffs={items} withDocument />
    </Section>
  );
}
