import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { AmendmentItem } from './amendment-item.js';
import { namesOfVersions } from './use-amendment-words.js';
import { VersionTimeline } from './version-timeline.js';

/** History of a contract: its versions, and each signed amendment with the hash of the accepted content. */
export function ContractHistory({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const amendments = useOne('amendments', '/contracts/{contractId}/amendments', {
    path: { contractId: contract.id },
  });
  if (amendments.isLoadingError)
    return <ErrorState error={amendments.error} onRetry={() => void amendments.refetch()} />;
  if (amendments.data === undefined) return <SkeletonBlock height={120} />;
  return (
    <Section title={t('amendment.heading')} flush>
      <VersionTimeline contract={contract} />
      <ul>
        {amendments.data.items.map((amendment) => (
          <AmendmentItem
            key={amendment.id}
            amendment={amendment}
            contract={contract}
            names={namesOfVersions(contract)}
          />
        ))}
      </ul>
    </Section>
  );
}
