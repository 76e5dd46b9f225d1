import { useTranslation } from 'react-i18next';
import type { InvoiceTotal } from '../../api/types.js';
import { currencyDecimals } from '../../format/money/money.js';
import { sumByCurrency } from '../../format/money/sum-by-currency.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { AmountsTable } from './amounts-table.js';

const STATES = ['held', 'draft', 'approved', 'issued', 'credited'] as const;

/** Gross amounts of all documents that match the filters, by currency and state; credit notes count as negative. */
export function CurrencyMatrix({ totals }: { readonly totals: readonly InvoiceTotal[] }) {
  const { t } = useTranslation();
  const columns = STATES.map((state) => {
    const ofState = totals.filter((total) => total.state === state);
    return {
      state,
      count: ofState.reduce((count, { documents }) => count + documents, 0),
      sums: sumByCurrency(
        ofState.map(({ gross }) => gross),
        currencyDecimals,
      ),
    };
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
