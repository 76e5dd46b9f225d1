import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../api/types.js';
import { currencyDecimals } from '../../format/money.js';
import { Money } from '../../ui/money.js';
import { StateBadge } from '../../ui/state-badge.js';
import { sumByCurrency } from './sum-by-currency.js';
import classes from './currency-matrix.module.css';

/** Amounts by currency: rows currencies, columns states. The list below sums to it, digit by digit. */
export function CurrencyMatrix({ invoices }: { readonly invoices: readonly InvoiceRow[] }) {
  const { t } = useTranslation();
  const held = sumByCurrency(
    invoices.filter((invoice) => invoice.heldLines > 0).map((invoice) => invoice.total),
    currencyDecimals,
  );
  const ready = sumByCurrency(
    invoices.filter((invoice) => invoice.heldLines === 0).map((invoice) => invoice.total),
    currencyDecimals,
  );
  const currencies = [...new Set(invoices.map((invoice) => invoice.currency))].sort();
  const heldCount = invoices.filter((invoice) => invoice.heldLines > 0).length;
  return (
    <table className={classes.matrix}>
      <thead>
        <tr>
          <th scope="col">{t('maker:billing.netByCurrency')}</th>
          <th scope="col">
            <StateBadge state="ready" plain>
              {t('maker:billing.readyCount', { count: invoices.length - heldCount })}
            </StateBadge>
          </th>
          <th scope="col">
            <StateBadge state="held" plain>
              {t('maker:billing.heldCount', { count: heldCount })}
            </StateBadge>
          </th>
        </tr>
      </thead>
      <tbody>
        {currencies.map((currency) => (
          <tr key={currency}>
            <th scope="row">{currency}</th>
            <td>
              <Money amount={ready.get(currency)} currency={currency} withoutCode strong />
            </td>
            <td>
              <Money amount={held.get(currency)} currency={currency} withoutCode />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
