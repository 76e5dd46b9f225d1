import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatAmount, minorToDecimal } from '../../format/money/money.js';
import { formatNumber, UNIT_SPACE } from '../../format/number.js';
import { useFormat } from '../../format/use-format.js';
import classes from './money.module.css';

interface MoneyProps {
  /** Exact decimal as a string, for example "986.04". */
  readonly amount?: string | null;
  /** Integer minor units as a string, for example "98604" for 986.04 PLN; an alternative to `amount`. */
  readonly minor?: string | null;
  readonly currency: string;
  /** Link to the evidence of the amount. */
  readonly to?: string;
  /** Search parameters of the link. */
  readonly search?: Readonly<Record<string, string | undefined>>;
  /** Marks the amount as a forecast with ≈. */
  readonly about?: boolean;
  /** Omits the currency code, which the column already shows. */
  readonly withoutCode?: boolean;
  readonly strong?: boolean;
}

/**
 * An amount with its currency's decimals (a forecast without decimals), followed by the code; a link if `to` is set.
 */
export function Money(props: MoneyProps) {
  const { currency, to, search, about = false, withoutCode = false, strong = false } = props;
  const { locale } = useFormat();
  const decimal = props.amount ?? (props.minor == null ? null : minorToDecimal(props.minor, currency));
  if (decimal === null) return <span className={classes.none}>—</span>;
  const written = about ? formatNumber(decimal, locale, 0) : formatAmount(decimal, currency, locale);
  const amount: ReactNode = <span className={classes.amount}>{written}</span>;
  return (
    <span className={classes.money} data-strong={strong || undefined}>
      {about ? `≈${UNIT_SPACE}` : null}
      {to === undefined ? (
        amount
      ) : (
        <Link to={to} search={search} className={classes.link}>
          {amount}
        </Link>
      )}
      {withoutCode ? null : <span className={classes.code}>{`${UNIT_SPACE}${currency}`}</span>}
    </span>
  );
}
