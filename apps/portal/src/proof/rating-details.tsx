import { useTranslation } from 'react-i18next';
import type { Proof } from '../api/types.js';
import { TierTable } from '../charges/tier-table.js';
import { useFormat } from '../format/use-format.js';
import classes from './rating-details.module.css';

interface RatingDetailsProps {
  readonly rating: NonNullable<Proof['rating']>;
  readonly unit: string;
  readonly currency: string;
}

/** What the steps of the equation rest on: the tiers that the quantity went through, and what was counted month by month. */
export function RatingDetails({ rating, unit, currency }: RatingDetailsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { applied, counted, counter, steps } = rating;
  const hasTiers = (applied.tiers ?? []).length > 0;
  const isOfSeveral = counted.length > 1;
  if (!hasTiers && !isOfSeveral) return null;
  const hit = new Map(steps.map(({ tier, quantity, amount }) => [tier, { quantity, amount }]));
  const day = (date: string): string => format.date(`${date}T12:00:00Z`, 'UTC');
  return (
    <div className={classes.details}>
      {hasTiers ? (
        <>
          <h3 className={classes.title}>
            {rating.charge.countsBy === 'year'
              ? t('proof.tiersOfYear', { from: day(counter.from) })
              : t('proof.tiers')}
          </h3>
          <TierTable pricing={applied} unit={unit} currency={currency} hit={hit} />
        </>
      ) : null}
      {isOfSeveral ? (
        <>
          <h3 className={classes.title}>{t('proof.counted')}</h3>
          <ul className={classes.counted}>
            {counted.map((part) => (
              <li key={`${part.device} ${part.signalKey} ${part.from}`}>
                <span>{format.month(`${part.from}T12:00:00Z`, 'UTC')}</span>
                <span className={classes.device}>{part.serial ?? part.device}</span>
                <b>{part.quantity === null ? '—' : format.quantity(part.quantity, part.unit)}</b>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
