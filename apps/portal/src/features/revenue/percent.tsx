import { useFormat } from '../../format/use-format.js';
import classes from './revenue.module.css';

/** A share calculated by the server, or the reason why there is none. */
export function Percent({
  value,
  fallback,
  isUpperBound = false,
}: {
  readonly value: string | null;
  readonly fallback: string;
  /** Marks the share as an upper bound, because further costs can follow. */
  readonly isUpperBound?: boolean;
}) {
  const format = useFormat();
  if (value === null) return <span className={classes.quiet}>{fallback}</span>;
  return (
    <span
      className={classes.share}
    >{`${isUpperBound ? '≤ ' : ''}${format.percent(Number(value) / 100, 1)}`}</span>
  );
}
