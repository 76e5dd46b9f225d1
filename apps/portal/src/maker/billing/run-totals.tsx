import { useTranslation } from 'react-i18next';
import type { BillingRun } from '../../api/types.js';
import { StateBadge } from '../../ui/state-badge.js';
import { AmountsTable } from './amounts-table.js';
import { countDocuments, type RunOutcome } from './run-outcomes.js';

const SHOWN: readonly RunOutcome[] = ['ready', 'held'];

/** What a run's drafts come to by currency, ready and held, and its corrections of issued months. Of failed contracts no amount is known. */
export function RunTotals({ run }: { readonly run: BillingRun }) {
  const { t } = useTranslation();
  const { corrections } = run;
  if (run.totals.every(({ outcome }) => outcome === 'failed') && corrections.length === 0) return null;
  return (
    <AmountsTable
      title={t('maker:run.byCurrency')}
      columns={[
        ...SHOWN.map((outcome) => ({
          key: outcome as string,
          header: (
            <StateBadge state={outcome} plain>
              {t(`maker:run.${outcome}Count`, { count: countDocuments(run, outcome) })}
            </StateBadge>
          ),
          sums: new Map(
            run.totals
              .filter((one) => one.outcome === outcome)
              .map(({ total }) => [total.currency, total.amount]),
          ),
          strong: outcome === 'ready',
        })),
        ...(corrections.length === 0
          ? []
          : [
              {
                key: 'corrections',
                header: t('maker:run.corrections', {
                  count: corrections.reduce((sum, { count }) => sum + count, 0),
                }),
                sums: new Map(corrections.map(({ total }) => [total.currency, total.amount])),
              },
            ]),
      ]}
    />
  );
}
