import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../api/types.js';
import { currencyDecimals } from '../../format/money.js';
import { Money } from '../../ui/money.js';
import { StateBadge } from '../../ui/state-badge.js';
import { sumByCurrency } from './sum-by-currency.js';
import classes from './currency-matrix.module.css';

const STATES = ['held', 'draft', 'approved', 'issued', 'credited'] as const;

/** Gross amounts by currency: rows currencies, columns states. The list below sums to it, digit by digit; what was given back counts against. */
export function CurrencyMatrix({ invoices }: { readonly invoices: readonly InvoiceRow[] }) {
  const { t } = useTranslation();
  const currencies = [...new Set(invoices.map((invoice) => invoice.currency))].sort();
  const columns = STATES.map((state) => {
    const rows = invoices.filter((invoice) => invoice.state === state);
    const amounts = rows.map(({ gross, kind, currency }) => ({
      amount: kind === 'credit_note' ? `-${gross.amount}` : gross.amount,
      currency,
    }));
    return { state, count: rows.length, sums: sumByCurrency(amounts, currencyDecimals) };
  }).filter(({ count }) => count > 0);
  return (
    <div className={classes.scroll}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('maker:billing.grossByCurrency')}</th>
            {columns.map(({ state, count }) => (
              <th key={state} scope="col">
                <StateBadge state={state} plain>
                  {t('maker:billing.stateCount', { state: t(`state.${state}`), count })}
                </StateBadge>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {currencies.map((currency) => (
            <tr key={currency}>
              <th scope="row">{currency}</th>
              {columns.map(({ state, sums }) => (
                <td key={state}>
                  <Money amount={sums.get(currency)} currency={currency} withoutCode />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
