import classes from './reason-list.module.css';

/** Why a quantity is held or what to know about it, a line each. */
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
