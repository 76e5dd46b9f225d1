import { useTranslation } from 'react-i18next';
import type { SimulationOutcome } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { LETTERS, type UnsavedPlan } from '../plans/simulated-plan.js';
import classes from '../simulator.module.css';

interface SimulationAnswerProps {
  readonly outcome: SimulationOutcome;
  readonly plans: readonly UnsavedPlan[];
  readonly currency: string;
  readonly unknown: readonly { readonly name: string; readonly months: number }[];
}

/** Summary: the cheapest plan, the difference, and what the comparison excludes. */
export function SimulationAnswer({ outcome, plans, currency, unknown }: SimulationAnswerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const ranked = outcome.plans
    .map(({ total }, index) => ({ index, total: Number(total.amount) }))
    .sort((a, b) => a.total - b.total);
  const [cheapest, next] = ranked;
  const named = (index: number): string => `${LETTERS[index]} · ${plans[index]?.name ?? ''}`;
  const waits = outcome.plans.flatMap(({ months }, index) =>
    months.some((month) => month.waits && month.amount !== null) ? [named(index)] : [],
  );
  if (cheapest === undefined || outcome.knownMonths === 0)
    return <p className={classes.answer}>{t('maker:simulator.nothingKnown')}</p>;
  return (
    <>
      <p className={classes.answer}>
        <b>
          {t(next === undefined ? 'maker:simulator.aloneComesTo' : 'maker:simulator.comesTo', {
            plan: named(cheapest.index),
            amount: format.number(cheapest.total, 0),
            currency,
            count: outcome.knownMonths,
          })}
        </b>{' '}
        {next === undefined ? null : (
          <span>
            {next.total === cheapest.total
              ? t('maker:simulator.alike', { plan: named(next.index) })
              : t('maker:simulator.nextCostsMore', {
                  plan: named(next.index),
                  amount: format.number(next.total - cheapest.total, 0),
                  currency,
                  share: cheapest.total === 0 ? '' : format.percent(next.total / cheapest.total - 1, 1),
                })}
          </span>
        )}
      </p>
      {unknown.map(({ name, months }) => (
        <p key={name} className={classes.notes}>
          {t('maker:simulator.unknownOf', { name, count: months })}
        </p>
      ))}
      {waits.length === 0 ? null : (
        <p className={classes.notes}>{t('maker:simulator.waitsIn', { plans: waits.join(', ') })}</p>
      )}
    </>
  );
}
