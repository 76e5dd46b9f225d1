import { quantityDecimals } from '../../format/number.js';
import { unitDecimals, unitSuffix } from '../../format/unit.js';
import { useFormat } from '../../format/use-format.js';
import classes from './quantity.module.css';

interface QuantityProps {
  readonly value: string | number | null | undefined;
  readonly unit: string;
  readonly decimals?: number;
  /** Keeps every digit of a decimal string, as billed quantities and unit prices require. */
  readonly exact?: boolean;
  readonly strong?: boolean;
  readonly tone?: 'critical' | 'warning' | 'held';
}

/** A number with its unit in a muted colour; a dash without a value. */
export function Quantity({ value, unit, decimals, exact = false, strong = false, tone }: QuantityProps) {
  const format = useFormat();
  if (value === null || value === undefined || value === '') return <span className={classes.none}>—</span>;
  const suffix = unitSuffix(unit, format.locale);
  return (
    <span className={classes.quantity} data-strong={strong || undefined} data-tone={tone}>
      {format.number(value, exact ? quantityDecimals(value) : (decimals ?? unitDecimals(unit)))}
      {suffix === '' ? null : <span className={classes.unit}>{suffix}</span>}
    </span>
  );
}
