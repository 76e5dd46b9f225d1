import { useTranslation } from 'react-i18next';
import type { Contract, UsageToDate } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { Money } from '../../../ui/values/money.js';
import { Quantity } from '../../../ui/values/quantity.js';
import { UsageAlerts } from '../../usage/alerts/usage-alerts.js';
import { MonthAhead } from '../../usage/forecast/month-ahead.js';

interface CurrentUsageProps {
  readonly contract: Contract;
  readonly cost: UsageToDate;
}

/** The current month of a contract: chart, cost so far, forecast, and usage alert thresholds. */
export function CurrentUsage({ contract, cost }: CurrentUsageProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const unit = cost.unit ?? '';
  const { forecast } = cost;
  return (
    <Section title={t('maker:contract.soFar')} aside={format.billingMonth(cost.period.from, cost.period.to)}>
      <MonthAhead cost={cost} />
      <Facts
        items={[
          [t('maker:usage.quantity'), <Quantity key="q" value={cost.quantity} unit={unit} />],
          [t('maker:contract.included'), <Quantity key="i" value={cost.included} unit={unit} />],
          [t('state.held'), <Quantity key="h" value={cost.heldQuantity} unit={unit} />],
          [
            t('maker:contract.amount'),
            <Money key="a" amount={cost.amount.amount} currency={cost.amount.currency} strong />,
          ],
          ...(forecast === null
            ? []
            : ([
                [
                  t('ahead.amountExpected'),
                  <Money
                    key="e"
                    amount={forecast.expected.amount}
                    currency={forecast.expected.currency}
                    about
                  />,
                ],
                [
                  t('ahead.eightOfTen'),
                  t('ahead.amountRange', {
                    low: format.number(forecast.low.amount, 0),
                    high: format.number(forecast.high.amount, 0),
                    currency: contract.currency,
                  }),
                ],
              ] as const)),
        ]}
      />
      <UsageAlerts
        contract={contract}
        since={cost.period.from}
        hasAllowance={cost.included !== null && Number(cost.included) > 0}
      />
    </Section>
  );
}
