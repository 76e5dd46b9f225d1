import classes from './sparkline.module.css';

interface SparklineProps {
  /** Values in order; null breaks the line. */
  readonly values: readonly (number | null)[];
  readonly tone?: 'warning' | 'critical';
}

/** Recent values of a signal as a small line. It is decorative, because the current value is shown beside it. */
export function Sparkline({ values, tone }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className={classes.place} />;
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  let pen = 'M';
  const path = values
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const x = (index / (values.length - 1)) * 56;
      const y = 17 - ((value - low) / span) * 15;
      const step = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
      return step;
    })
    .join('');
  return (
    <svg className={classes.place} width="56" height="19" viewBox="0 0 56 19" aria-hidden data-tone={tone}>
      <path d={path} />
    </svg>
  );
}
