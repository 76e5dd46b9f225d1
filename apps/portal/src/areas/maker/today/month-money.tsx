import { useTranslation } from 'react-i18next';
import type { InvoiceTotal } from '../../../api/types.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { sumByCurrency } from '../../../format/money/sum-by-currency.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './month-money.module.css';

/** States in display order: those that need a decision come first. */
const STATES = ['held', 'draft', 'approved', 'issued', 'credited'] as const;

interface MonthMoneyProps {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Totals of the month's documents, which the billing page shows too. */
  readonly totals: readonly InvoiceTotal[];
}

/** The documents of a month by state: one bar per currency, with gross amounts that link to the documents. */
export function MonthMoney({ month, totals }: MonthMoneyProps) {
  const { t } = useTranslation();
  if (totals.length === 0) return <p className={classes.none}>{t('maker:today.noDocuments')}</p>;
  const sums = sumByCurrency(
    totals.map(({ gross }) => gross),
    currencyDecimals,
  );
  return (
    <ul className={classes.currencies}>
      {[...sums].map(([currency, sum]) => {
        const parts = STATES.flatMap((state) =>
          totals.filter((total) => total.state === state && total.gross.currency === currency),
        );
        return (
          <li key={currency}>
            <p className={classes.total}>
              <Money amount={sum} currency={currency} strong />
            </p>
            <div className={classes.bar} aria-hidden>
              {parts.map(({ state, gross }) => (
                <span
                  key={state}
                  className={classes[state]}
                  style={{ flexGrow: Math.max(0, Number(gross.amount)) }}
                />
              ))}
            </div>
            <ul className={classes.states}>
              {parts.map(({ state, documents, gross }) => (
                <li key={state}>
                  <StateBadge state={state} plain>
                    {t('maker:billing.stateCount', { state: t(`state.${state}`), count: documents })}
                  </StateBadge>
                  <Money
                    amount={gross.amount}
                    currency={currency}
                    to="/billing"
                    search={{ month, state, currency }}
                  />
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}
