import { useTranslation } from 'react-i18next';
import type { ExitPrice } from '../../../api/types.js';
import { formatAmount } from '../../../format/money/money.js';
import { formatNumber } from '../../../format/number.js';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import classes from './exit-card.module.css';

/** Inputs of a step that are amounts; the others are counts and percentages. */
const AMOUNTS = ['payment', 'book', 'market', 'value'];

/** A calculation, one step per line: label, inputs and result. */
export function ExitSteps({ price }: { readonly price: ExitPrice }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const { method, amount, steps } = price;
  /** Counts stay numbers, because they select the plural form; other values are formatted. */
  const written = (name: string, value: unknown): string | number => {
    if (AMOUNTS.includes(name)) return formatAmount(String(value), amount.currency, locale);
    return typeof value === 'number' ? value : formatNumber(String(value), locale);
  };
  const paramsOf = (params: ExitPrice['steps'][number]['params']): Record<string, string | number> =>
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, written(name, value)]));
  return (
    <div className={classes.steps}>
      <p className={classes.method}>{t(`exit.method.${method}`)}</p>
      <ol>
        {steps.map((step) => (
          <li key={step.code} className={classes.step}>
            <span>{t(`exit.step.${step.code}`, paramsOf(step.params))}</span>
            <Money amount={step.amount.amount} currency={step.amount.currency} withoutCode />
          </li>
        ))}
        <li className={classes.step} data-total>
          <span>{t('exit.step.total')}</span>
          <Money amount={amount.amount} currency={amount.currency} strong />
        </li>
      </ol>
    </div>
  );
}
