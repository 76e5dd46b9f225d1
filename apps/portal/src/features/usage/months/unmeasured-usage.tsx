import { useTranslation } from 'react-i18next';
import type { UsagePeriod } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './unmeasured-usage.module.css';

type Completeness = Pick<
  UsagePeriod,
  'unit' | 'estimatedQuantity' | 'heldQuantity' | 'unbilledQuantity' | 'unknownSeconds'
>;

/** Parts of a month that are not measured: estimated, on hold, not billed, and time without data. Omits empty parts. */
export function UnmeasuredUsage({ usage }: { readonly usage: Completeness }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { unit, estimatedQuantity, heldQuantity, unbilledQuantity, unknownSeconds } = usage;
  const parts = [
    ['estimated', estimatedQuantity],
    ['held', heldQuantity],
    ['unbilled', unbilledQuantity],
  ] as const;
  const shown = parts.filter(([, quantity]) => Number(quantity) > 0);
  if (shown.length === 0 && unknownSeconds === 0) return null;
  return (
    <ul className={classes.parts}>
      {shown.map(([part, quantity]) => (
        <li key={part}>
          <StateBadge state={part === 'unbilled' ? 'unknown' : part} plain>
            {t(`quantity.part.${part}`, { quantity: format.quantity(quantity, unit) })}
          </StateBadge>
        </li>
      ))}
      {unknownSeconds === 0 ? null : (
        <li>
          <StateBadge state="unknown" plain>
            {t('quantity.part.unknown', { duration: format.duration(unknownSeconds * 1000) })}
          </StateBadge>
        </li>
      )}
    </ul>
  );
}
