import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ContractRow } from '../../../../api/types.js';
import { useOne } from '../../../../api/use-one.js';
import { UsageAlertNotices } from '../../../../features/usage/alerts/usage-alert-notices.js';
import { UsageAlerts } from '../../../../features/usage/alerts/usage-alerts.js';
import { MonthAhead } from '../../../../features/usage/forecast/month-ahead.js';
import { useFormat } from '../../../../format/use-format.js';
import { useLocalised } from '../../../../i18n/localised.js';
import { ErrorState } from '../../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../../ui/feedback/skeleton.js';
import { Money } from '../../../../ui/values/money.js';
import { QuantityBar } from '../../../../ui/values/quantity-bar.js';
import { StateBadge } from '../../../../ui/values/state-badge.js';
import { Answer } from './answer.js';
import classes from './cost-answer.module.css';
import { monthName } from './month-name.js';

/** The expected cost of the current month for a contract: range of the total, usage so far, and usage on hold. */
export function CostAnswer({
  contract,
  withPicture = false,
}: {
  readonly contract: ContractRow;
  /** Shows the daily chart and the usage alert settings. */
  readonly withPicture?: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const localised = useLocalised();
  const cost = useOne('cost', '/contracts/{id}/cost-so-far', {
    path: { id: contract.id },
    refetchInterval: 300_000,
  });
  if (cost.isLoadingError) {
    return (
      <ErrorState
        error={cost.error}
        title={t('customer:plant.costFailed')}
        onRetry={() => void cost.refetch()}
      />
    );
  }
  if (cost.data === undefined) return <SkeletonBlock height={180} />;
  const { amount, forecast, quantity, included, heldQuantity, period } = cost.data;
  const unit = cost.data.unit ?? '';
  const month = monthName(period.from, period.to, format.locale);
  const held = Number(heldQuantity ?? 0);
  const used = Number(quantity ?? 0);
  const total = Math.max(used + held, Number(included ?? 0), 1e-9);
  const round = (money: { readonly amount: string }): string => format.number(money.amount, 0);
  return (
    <Answer
      question={t('customer:plant.ask.cost', { month })}
      tone="plain"
      answer={
        forecast !== null
          ? forecast.low.amount === forecast.high.amount
            ? t('customer:plant.cost.one', { amount: round(forecast.low), currency: contract.currency })
            : t('customer:plant.cost.range', {
                low: round(forecast.low),
                high: round(forecast.high),
                currency: contract.currency,
              })
          : t('customer:plant.cost.noForecast')
      }
    >
      <p className={classes.line}>
        <span>{t('customer:plant.cost.soFar')}</span>
        <Money amount={amount.amount} currency={amount.currency} to="/plant/costs" strong />
      </p>
      {withPicture ? (
        <MonthAhead cost={cost.data} />
      ) : (
        <>
          <div className={classes.track}>
            <QuantityBar
              shares={
                quantity === null && held === 0
                  ? [{ kind: 'unknown', share: 1 }]
                  : [
                      { kind: 'measured', share: used / total },
                      { kind: 'held', share: held / total },
                    ]
              }
            />
          </div>
          <p className={classes.note}>
            {quantity === null
              ? t('customer:plant.cost.unknown')
              : included === null || Number(included) === 0
                ? t('customer:plant.cost.used', { quantity: format.quantity(quantity, unit, 0) })
                : t('customer:plant.cost.usedOf', {
                    quantity: format.quantity(quantity, unit, 0),
                    included: format.quantity(included, unit, 0),
                  })}
          </p>
        </>
      )}
      {held > 0 ? (
        <p className={classes.held}>
          <StateBadge state="held" plain>
            <Link to="/plant/costs">
              {t('customer:plant.cost.held', { quantity: format.quantity(heldQuantity ?? '0', unit, 0) })}
            </Link>
          </StateBadge>
        </p>
      ) : null}
      <p className={classes.note}>{`${contract.number}, ${localised(contract.plan.name)}`}</p>
      {withPicture ? (
        <div className={classes.note}>
          <UsageAlerts
            contract={contract}
            since={period.from}
            hasAllowance={included !== null && Number(included) > 0}
          />
        </div>
      ) : (
        <p className={classes.note}>
          <UsageAlertNotices contractId={contract.id} since={period.from} to="/plant/costs" />
        </p>
      )}
    </Answer>
  );
}
