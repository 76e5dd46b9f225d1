import { useTranslation } from 'react-i18next';
import type { RetentionPreview } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { Facts } from '../../ui/facts.js';
import { Instant } from '../../ui/instant.js';

/** What the next run would remove. */
export function RetentionPreviewFacts({ preview }: { readonly preview: RetentionPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const about = (value: string): string =>
    preview.isEstimate ? t('maker:retention.about', { value }) : value;
  return (
    <div role="status">
      <Facts
        items={[
          [t('maker:retention.wouldGo'), about(format.number(preview.points, 0))],
          [t('maker:retention.megabytes'), about(format.number(preview.bytes / 1_000_000, 1))],
          [t('maker:retention.held'), about(format.number(preview.heldPoints, 0))],
          ...(preview.from === null
            ? []
            : ([[t('maker:retention.oldest'), <Instant key="from" at={preview.from} />]] as const)),
        ]}
      />
    </div>
  );
}
