import type { ReactNode } from 'react';
import { Money } from '../../ui/values/money.js';
import classes from './amounts-table.module.css';

interface AmountsColumn {
  readonly key: string;
  readonly header: ReactNode;
  /** Exact decimal sums by currency. */
  readonly sums: ReadonlyMap<string, string>;
  readonly strong?: boolean;
}

/** Amounts by currency, one row each, so that currencies are never added. */
export function AmountsTable({
  title,
  columns,
}: {
  readonly title: string;
  readonly columns: readonly AmountsColumn[];
}) {
  const currencies = [...new Set(columns.flatMap(({ sums }) => [...sums.keys()]))].sort();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={title}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {columns.map(({ key, header }) => (
              <th key={key} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {currencies.map((currency) => (
            <tr key={currency}>
              <th scope="row">{currency}</th>
              {columns.map(({ key, sums, strong }) => (
                <td key={key}>
                  <Money amount={sums.get(currency)} currency={currency} withoutCode strong={strong} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
