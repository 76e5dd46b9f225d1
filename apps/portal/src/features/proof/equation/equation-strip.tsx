import type { ReactNode } from 'react';
import classes from './equation-strip.module.css';

export interface EquationTerm {
  readonly key: string;
  /** Sign before the term: "=", "+", "−", "×", "= (" or none. */
  readonly sign?: string;
  readonly value: ReactNode;
  readonly label: ReactNode;
  readonly tone?: 'held' | 'critical' | 'proven';
}

/** An equation from input to result, written out with large numbers and their names below. */
export function EquationStrip({
  terms,
  label,
}: {
  readonly terms: readonly EquationTerm[];
  readonly label: string;
}) {
  return (
    <dl className={classes.equation} aria-label={label}>
      {terms.map((term) => (
        <div key={term.key} className={classes.term} data-sign={term.sign}>
          <dt className={classes.label}>{term.label}</dt>
          <dd className={classes.value} data-tone={term.tone}>
            {term.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
