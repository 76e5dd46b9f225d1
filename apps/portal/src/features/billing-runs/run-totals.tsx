import { useTranslation } from 'react-i18next';
import type { Amount, BillingRun } from '../../api/types.js';
import { currencyDecimals } from '../../format/money/money.js';
import { sumByCurrency } from '../../format/money/sum-by-currency.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { AmountsTable } from './amounts-table.js';
import { countDocuments, type RunOutcome } from './run-outcomes.js';
import classes from './run-totals.module.css';

const DRAFTED: readonly RunOutcome[] = ['ready', 'held'];

/**
 * Amounts of a run by currency: drafts, the value of quantities on hold, failed contracts at their previous amounts,
 * and corrections of issued months. Unknown amounts are counted separately and never treated as zero.
 */
export function RunTotals({ run }: { readonly run: BillingRun }) {
  const { t } = useTranslation();
  const { totals, corrections } = run;
  if (totals.length === 0 && corrections.length === 0) return null;
  const sum = (amounts: readonly Amount[]): Map<string, string> => sumByCurrency(amounts, currencyDecimals);
  const drafted = totals.filter(({ outcome }) => outcome !== 'failed');
  const failed = totals.filter(({ outcome }) => outcome === 'failed');
  const unknown = totals.reduce((count, { unknownStakes }) => count + unknownStakes, 0);
  const badge = (outcome: RunOutcome) => (
    <StateBadge state={outcome} plain>
      {t(`maker:run.${outcome}Count`, { count: countDocuments(run, outcome) })}
    </StateBadge>
  );
  return (
    <>
      <AmountsTable
        title={t('maker:run.byCurrency')}
        columns={[
          ...DRAFTED.map((outcome) => ({
            key: outcome as string,
            header: badge(outcome),
            sums: sum(drafted.filter((one) => one.outcome === outcome).map(({ total }) => total)),
          })),
          {
            key: 'quantities',
            header: t('maker:run.heldQuantities'),
            sums: sum(drafted.map(({ atStake }) => atStake)),
          },
          ...(failed.length === 0
            ? []
            : [{ key: 'failed', header: badge('failed'), sums: sum(failed.map(({ atStake }) => atStake)) }]),
          {
            key: 'together',
            header: t('maker:run.atStake'),
            sums: sum(totals.flatMap(({ total, atStake }) => [total, atStake])),
            strong: true,
          },
          ...(corrections.length === 0
            ? []
            : [
                {
                  key: 'corrections',
                  header: t('maker:run.corrections', {
                    count: corrections.reduce((count, one) => count + one.count, 0),
                  }),
                  sums: new Map(corrections.map(({ total }) => [total.currency, total.amount])),
                },
              ]),
        ]}
      />
      {failed.length === 0 && unknown === 0 ? null : (
        <p className={classes.note}>
          {[
            failed.length === 0 ? '' : t('maker:run.failedBefore'),
            unknown === 0 ? '' : t('maker:run.unknownStakes', { count: unknown }),
          ]
            .filter((text) => text !== '')
            .join(' ')}
        </p>
      )}
    </>
  );
}
