import classes from './reason-list.module.css';

/** Reasons why a quantity is on hold, or notes about it, one line each. */
export function ReasonList({ reasons }: { readonly reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason, index) => (
        <li key={`${index} ${reason}`}>{reason}</li>
      ))}
    </ul>
  );
}
