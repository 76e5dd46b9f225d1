import { useTranslation } from 'react-i18next';
import type { BillingRun } from '../../api/types.js';
import { Money } from '../../ui/money.js';
import { StateBadge } from '../../ui/state-badge.js';
import { countContracts, type RunOutcome } from './run-outcomes.js';
import classes from './currency-matrix.module.css';

const SHOWN: readonly RunOutcome[] = ['ready', 'held'];

/** What a run's drafts come to: rows currencies, columns ready and held. Of failed contracts no amount is known. */
export function RunTotals({ run }: { readonly run: BillingRun }) {
  const { t } = useTranslation();
  const drafted = run.totals.filter(({ outcome }) => outcome !== 'failed');
  const currencies = [...new Set(drafted.map(({ total }) => total.currency))].sort();
  if (currencies.length === 0) return null;
  const amountOf = (outcome: RunOutcome, currency: string) =>
    drafted.find((one) => one.outcome === outcome && one.total.currency === currency)?.total.amount;
  return (
    <table className={classes.matrix}>
      <thead>
        <tr>
          <th scope="col">{t('maker:run.byCurrency')}</th>
          {SHOWN.map((outcome) => (
            <th scope="col" key={outcome}>
              <StateBadge state={outcome} plain>
                {t(`maker:run.${outcome}Count`, { count: countContracts(run, outcome) })}
              </StateBadge>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {currencies.map((currency) => (
          <tr key={currency}>
            <th scope="row">{currency}</th>
            {SHOWN.map((outcome) => (
              <td key={outcome}>
                <Money
                  amount={amountOf(outcome, currency)}
                  currency={currency}
                  withoutCode
                  strong={outcome === 'ready'}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
