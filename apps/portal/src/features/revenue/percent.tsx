import { useFormat } from '../../format/use-format.js';
import classes from './revenue.module.css';

/** A share calculated by the server, or the reason why there is none. */
export function Percent({
  value,
  otherwise,
  atMost = false,
}: {
  readonly value: string | null;
  readonly otherwise: string;
  /** Set if further costs can follow. */
  readonly atMost?: boolean;
}) {
  const format = useFormat();
  if (value === null) return <span className={classes.quiet}>{otherwise}</span>;
  return (
    <span className={classes.share}>{`${atMost ? '≤ ' : ''}${format.percent(Number(value) / 100, 1)}`}</span>
  );
}
