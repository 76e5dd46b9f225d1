import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Name and value, hairline between; the value stands right. */
export function Facts({ items }: { readonly items: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {items.map(([name, value], index) => (
        <div key={index} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
