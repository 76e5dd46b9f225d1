import { ActionIcon } from '@mantine/core';
import { IconCircleDashed, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContractRevenue, UsageHistory, SimulationOutcome } from '../../../api/types.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import { sumMonth } from '../past-usage/usage-of-months.js';
import { marginOfPlan, type PlanMargin } from '../plans/plan-margin.js';
import { type SimulatedMeter, LETTERS, type UnsavedPlan, toShownCharge } from '../plans/simulated-plan.js';
import classes from './outcome-table.module.css';

interface OutcomeTableProps {
  readonly plans: readonly UnsavedPlan[];
  /** One result per plan; undefined until the first response. */
  readonly outcome: SimulationOutcome | undefined;
  /** Measured quantities, in the order of the usage histories. */
  readonly counters: readonly SimulatedMeter[];
  readonly pasts: readonly UsageHistory[];
  /** Known costs of the months, which are the same for every plan. */
  readonly costs: ContractRevenue['months'];
  readonly usagePercent: number;
  readonly currency: string;
  readonly onEdit: (plan: UnsavedPlan) => void;
  readonly onRemove: (plan: UnsavedPlan) => void;
  /** Turns the plan into an offer; undefined without permission. */
  readonly onSave: ((plan: UnsavedPlan) => void) | undefined;
}

/** Compares plans: terms, totals, margins and months. A month without data is unknown rather than zero. */
export function OutcomeTable(props: OutcomeTableProps) {
  const { plans, outcome, counters, pasts, costs, usagePercent, currency, onEdit, onRemove, onSave } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useChargeWords();
  const asOf = {
    meters: counters.map(({ id, signalKey, method, deducts }, index) => ({
      ...{ id, signalKey, method, deducts },
      unit: pasts[index]?.unit ?? '',
      device: { code: pasts[index]?.serial ?? pasts[index]?.code ?? '' },
    })),
    machines: [],
    currency,
  };
  const margins = outcome?.plans.map(({ months }) => marginOfPlan(months, costs, currency)) ?? [];
  const margin = margins[0];
  const first = outcome?.plans[0];
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('maker:simulator.table')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('maker:simulator.plan')}</th>
            {plans.map((plan, index) => (
              <th key={plan.id} scope="col">
                <span className={classes.head}>
                  <span
                    className={classes.sign}
                    style={{ background: `var(--series-${index + 1})` }}
                    aria-hidden
                  />
                  <span className={classes.name}>{`${LETTERS[index]} · ${plan.name}`}</span>
                  <ActionIcon
                    variant="subtle"
                    aria-label={t('maker:simulator.edit', { name: plan.name })}
                    onClick={() => onEdit(plan)}
                  >
                    <IconPencil size={16} stroke={1.75} />
                  </ActionIcon>
                  {onSave === undefined ? null : (
                    <ActionIcon
                      variant="subtle"
                      aria-label={t('maker:simulator.savePlan', { name: plan.name })}
                      title={t('maker:simulator.savePlanTitle')}
                      onClick={() => onSave(plan)}
                    >
                      <IconDeviceFloppy size={16} stroke={1.75} />
                    </ActionIcon>
                  )}
                  <ActionIcon
                    variant="subtle"
                    aria-label={t('maker:simulator.remove', { name: plan.name })}
                    onClick={() => onRemove(plan)}
                  >
                    <IconTrash size={16} stroke={1.75} />
                  </ActionIcon>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('maker:simulator.prices')}</th>
            {plans.map((plan) => (
              <td key={plan.id} className={classes.words}>
                <ul>
                  {plan.charges.map((charge) => {
                    const { title, sentences } = wordsOf(toShownCharge(charge, counters), asOf);
                    return (
                      <li key={charge.row}>
                        <p>{title}</p>
                        {sentences.map((sentence) => (
                          <p key={sentence} className={classes.quiet}>
                            {sentence}
                          </p>
                        ))}
                      </li>
                    );
                  })}
                </ul>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('maker:simulator.total', { count: outcome?.knownMonths ?? 0 })}</th>
            {plans.map((plan, index) => {
              const total = outcome?.plans[index]?.total;
              return (
                <td key={plan.id} className={classes.amount}>
                  <p className={classes.total}>
                    <Money
                      amount={outcome?.knownMonths === 0 ? undefined : total?.amount}
                      currency={currency}
                      strong
                    />
                  </p>
                  {index === 0 || total === undefined || first === undefined ? null : (
                    <p className={classes.than}>
                      <Difference amount={total.amount} than={first.total.amount} currency={currency} />
                    </p>
                  )}
                </td>
              );
            })}
          </tr>
          {margin === undefined ? null : (
            <tr>
              <th scope="row">
                {t('maker:simulator.margin', { count: margin.months })}
                <p className={classes.quiet}>
                  {t('maker:simulator.marginOf', { cost: format.money(margin.cost, currency) })}
                </p>
              </th>
              {plans.map((plan, index) => (
                <td key={plan.id} className={classes.amount}>
                  <MarginCell margin={margins[index]} currency={currency} />
                </td>
              ))}
            </tr>
          )}
          {first?.months.map(({ month, amount }, monthIndex) => (
            <tr key={month}>
              <th scope="row">
                {format.month(`${month}-01T12:00:00Z`, 'UTC')}
                <p className={classes.quiet}>
                  {amount === null ? (
                    <span className={classes.unknown}>
                      <IconCircleDashed size={14} stroke={1.75} aria-hidden />
                      {t('maker:simulator.unknown')}
                    </span>
                  ) : (
                    format.listed(
                      sumMonth(counters, pasts, monthIndex).map(({ unit, sum }) =>
                        format.quantity(sum * (usagePercent / 100), unit, 0),
                      ),
                    )
                  )}
                </p>
              </th>
              {plans.map((plan, index) => {
                const bill = outcome?.plans[index]?.months[monthIndex];
                return (
                  <td key={plan.id} className={classes.amount}>
                    {bill === undefined || bill.amount === null ? (
                      <span className={classes.unknown}>{t('maker:simulator.unknown')}</span>
                    ) : (
                      <Fragment>
                        <Money amount={bill.amount.amount} currency={currency} withoutCode />{' '}
                        {bill.waits ? (
                          <StateBadge state="held" plain>
                            {t('maker:simulator.waits')}
                          </StateBadge>
                        ) : null}
                      </Fragment>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Margin of a plan. */
function MarginCell({
  margin,
  currency,
}: {
  readonly margin: PlanMargin | undefined;
  readonly currency: string;
}) {
  const format = useFormat();
  if (margin === undefined) return <>—</>;
  const isUpperBound = margin.isUpperBound ? '≤ ' : '';
  return (
    <>
      <Money amount={margin.margin} currency={currency} withoutCode strong />
      {margin.share === null ? null : (
        <p className={classes.than}>{`${isUpperBound}${format.percent(margin.share, 1)}`}</p>
      )}
    </>
  );
}

/** Difference as an amount and in percent. */
function Difference({
  amount,
  than,
  currency,
}: {
  readonly amount: string;
  readonly than: string;
  readonly currency: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const more = Number(amount) - Number(than);
  const sign = more < 0 ? '−' : '+';
  const share = Number(than) === 0 ? null : Math.abs(more) / Math.abs(Number(than));
  return (
    <>
      {t('maker:simulator.than', {
        amount: `${sign} ${format.money(Math.abs(more).toFixed(currencyDecimals(currency)), currency)}`,
        share: share === null ? '' : `${sign} ${format.percent(share, 1)}`,
      })}
    </>
  );
}
