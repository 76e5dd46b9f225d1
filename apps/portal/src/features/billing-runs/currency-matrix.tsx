import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../api/types.js';
import { currencyDecimals } from '../../format/money/money.js';
import { sumByCurrency } from '../../format/money/sum-by-currency.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { AmountsTable } from './amounts-table.js';

const STATES = ['held', 'draft', 'approved', 'issued', 'credited'] as const;

/**
 * Gross amounts by currency and state. They match the exact totals of the list below; credit notes count as negative.
 */
export function CurrencyMatrix({ invoices }: { readonly invoices: readonly InvoiceRow[] }) {
  const { t } = useTranslation();
  const columns = STATES.map((state) => {
    const rows = invoices.filter((invoice) => invoice.state === state);
    const amounts = rows.map(({ gross, kind, currency }) => ({
      amount: kind === 'credit_note' ? `-${gross.amount}` : gross.amount,
      currency,
    }));
    return { state, count: rows.length, sums: sumByCurrency(amounts, currencyDecimals) };
  }).filter(({ count }) => count > 0);
  return (
    <AmountsTable
      title={t('maker:billing.grossByCurrency')}
      columns={columns.map(({ state, count, sums }) => ({
        key: state,
        header: (
          <StateBadge state={state} plain>
            {t('maker:billing.stateCount', { state: t(`state.${state}`), count })}
          </StateBadge>
        ),
        sums,
      }))}
    />
  );
}
