import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Today } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { Money } from '../../ui/money.js';
import { StateBadge } from '../../ui/state-badge.js';
import classes from './money-at-risk.module.css';

/** What is held back, by contract and currency, and what is not billed yet; no sum over currencies. */
export function MoneyAtRisk({ today }: { readonly today: Today }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  return (
    <div className={classes.money}>
      <div>
        <h3 className={classes.head}>
          <StateBadge state="held" plain>
            {t('maker:today.held')}
          </StateBadge>
          <span className={classes.amounts}>
            {today.money.held.map((one) => (
              <Money key={one.currency} minor={one.amountMinor} currency={one.currency} strong />
            ))}
          </span>
        </h3>
        <ul>
          {today.heldUsage.map((held) => (
            <li key={`${held.contract.id} ${held.periodFrom}`} className={classes.row}>
              <Link to="/contracts/$contractId" params={{ contractId: held.contract.id }}>
                {held.contract.number}
              </Link>
              <span className={classes.why}>
                {held.reasons[0] === undefined ? '' : text('common:usageReason', held.reasons[0].code)}
              </span>
              <b>{format.quantity(held.heldQuantity, held.unit)}</b>
            </li>
          ))}
          {today.heldUsage.length === 0 ? (
            <li className={classes.none}>{t('maker:today.nothingHeld')}</li>
          ) : null}
        </ul>
      </div>
      <div>
        <h3 className={classes.head}>{t('maker:today.unbilled')}</h3>
        <ul>
          {today.money.unbilled.map((one) => (
            <li key={one.currency} className={classes.row}>
              <span className={classes.why}>{t('maker:today.inDrafts')}</span>
              <Money amount={one.amount} currency={one.currency} to="/billing" about />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
