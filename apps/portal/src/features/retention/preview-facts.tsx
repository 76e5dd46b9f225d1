import { useTranslation } from 'react-i18next';
import type { RetentionPreview } from '../../api/types.js';
import { productNow } from '../../clock/clock.js';
import { toByteAmount } from '../../format/bytes/byte-amount.js';
import { useFormat } from '../../format/use-format.js';
import { Facts } from '../../ui/layout/facts.js';
import classes from './retention-tab.module.css';

/** Preview of the next retention run: a sentence, then amount and age of the data to delete. */
export function PreviewFacts({ preview }: { readonly preview: RetentionPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const about = (value: string): string =>
    preview.isEstimate ? t('maker:retention.about', { value }) : value;
  const { points, devices, heldPoints, from, to } = preview;
  const bytes = toByteAmount(preview.bytes);
  const held = [t('maker:retention.held'), about(format.number(heldPoints, 0))] as const;
  return (
    <div role="status">
      {from === null || to === null ? (
        <>
          <p className={classes.claim}>{t('maker:retention.nothingGoes')}</p>
          {heldPoints > 0 ? <Facts items={[held]} /> : null}
        </>
      ) : (
        <>
          <p className={classes.claim}>
            {t('maker:retention.goes', { value: about(format.number(points, 0)), count: devices })}
          </p>
          <Facts
            items={[
              [
                t('maker:retention.ofDays'),
                t('maker:retention.span', {
                  from: format.date(from, 'UTC'),
                  to: format.date(lastDay(to), 'UTC'),
                }),
              ],
              [t('maker:retention.oldest'), format.duration(productNow() - Date.parse(from))],
              [t('maker:retention.freed'), about(format.quantity(bytes.value, bytes.unit, bytes.decimals))],
              held,
            ]}
          />
        </>
      )}
    </div>
  );
}

/** Returns an instant on the last day of a period that ends at the start of a day. */
function lastDay(end: string): number {
  return Date.parse(end) - 1;
}
