import { useTranslation } from 'react-i18next';
import type { Charge } from '../../../api/types.js';
import classes from './charge-list.module.css';
import { useChargeWords, type ChargedContract } from './charge-words.js';
import { TierTable } from './tier-table.js';

interface ChargeListProps {
  readonly charges: readonly Charge[];
  readonly contract: ChargedContract;
}

/** Charges of a contract in plain sentences, each charge with its clause; tiers as a small table. */
export function ChargeList({ charges, contract }: ChargeListProps) {
  const { t } = useTranslation();
  const wordsOf = useChargeWords();
  return (
    <ul className={classes.charges}>
      {charges.map((charge) => {
        const { title, unit, sentences } = wordsOf(charge, contract);
        return (
          <li key={charge.id} className={classes.charge}>
            <p className={classes.head}>
              <b>{title}</b>
              {charge.clause === '' ? null : (
                <span className={classes.clause}>{t('charge.clause', { clause: charge.clause })}</span>
              )}
            </p>
            {sentences.map((sentence) => (
              <p key={sentence} className={classes.sentence}>
                {sentence}
              </p>
            ))}
            <TierTable pricing={charge.pricing} unit={unit} currency={contract.currency} />
          </li>
        );
      })}
    </ul>
  );
}
