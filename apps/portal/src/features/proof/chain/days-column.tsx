import { useTranslation } from 'react-i18next';
import type { ProofDay } from '../../../api/types.js';
import { maxDecimals } from '../../../format/number.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './days-column.module.css';
import { ChainRow } from './evidence-chain.js';

interface DaysColumnProps {
  readonly days: readonly ProofDay[];
  readonly chosen: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** Days of the month: bar, quantity on hold and quantity. */
export function DaysColumn({ days, chosen, onChoose }: DaysColumnProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const largest = Math.max(1e-9, ...days.map((day) => Number(day.quantity) + Number(day.heldQuantity)));
  const decimals = maxDecimals(days.map((day) => day.quantity));
  const heldDecimals = maxDecimals(days.map((day) => day.heldQuantity));
  return days.map((day) => {
    const held = Number(day.heldQuantity);
    return (
      <ChainRow key={day.day} chosen={day.day === chosen} onChoose={() => onChoose(day.day)}>
        <span className={classes.day}>
          <span className={classes.name}>{dayName(day.day, format.locale)}</span>
          <svg className={classes.bar} height="10" aria-hidden>
            <rect
              className={classes.measured}
              width={`${(Number(day.quantity) / largest) * 100}%`}
              height="10"
            />
            {held > 0 ? (
              <rect
                className={classes.held}
                x={`${(Number(day.quantity) / largest) * 100}%`}
                y="0.5"
                width={`${Math.max(2, (held / largest) * 100)}%`}
                height="9"
              />
            ) : null}
          </svg>
          <span className={classes.note}>
            {held > 0
              ? t('proof.heldShort', { quantity: format.number(day.heldQuantity, heldDecimals) })
              : ''}
          </span>
          <span className={classes.quantity}>{format.number(day.quantity, decimals)}</span>
        </span>
      </ChainRow>
    );
  });
}

function dayName(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', timeZone: 'UTC' })
    .format(new Date(`${day}T00:00:00Z`))
    .replace(',', '');
}
