import { useTranslation } from 'react-i18next';
import type { Exit } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Money } from '../../../ui/values/money.js';
import classes from './exit-card.module.css';

const WIDTH = 240;
const HEIGHT = 56;

/** Buy-out price over the remaining months: one step per month, axis from zero. */
export function BuyoutChart({ priceSchedule }: { readonly priceSchedule: Exit['buyoutCourse'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [first, last] = [priceSchedule[0], priceSchedule.at(-1)];
  if (first === undefined || last === undefined || priceSchedule.length < 2) return null;
  const day = (on: string): string => format.date(`${on}T00:00:00Z`, 'UTC');
  const prices = priceSchedule.map(({ price }) => Number(price.amount));
  const highestPrice = Math.max(...prices) || 1;
  const x = (index: number): string => ((index / priceSchedule.length) * WIDTH).toFixed(1);
  const y = (price: number): string => (HEIGHT - (price / highestPrice) * (HEIGHT - 2)).toFixed(1);
  const line = prices.map((price, index) => `L${x(index)} ${y(price)}L${x(index + 1)} ${y(price)}`).join('');
  return (
    <figure className={classes.chart}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('exit.course', { from: day(first.on), to: day(last.on) })}
      >
        <path className={classes.area} d={`M0 ${HEIGHT}${line}L${WIDTH} ${HEIGHT}Z`} />
        <path className={classes.line} d={`M0 ${y(prices[0]!)}${line}`} />
      </svg>
      <figcaption className={classes.ends}>
        {[first, last].map(({ on, price }) => (
          <span key={on}>
            <span>{day(on)}</span>
            <Money amount={price.amount} currency={price.currency} />
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
