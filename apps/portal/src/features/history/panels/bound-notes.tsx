import type { ChartBound } from '../../../ui/charts/chart-data.js';
import classes from './bound-notes.module.css';

/** Explains the dotted lines of charts once beside them, where no curve crosses the text. */
export function BoundNotes({ bounds }: { readonly bounds: readonly ChartBound[] }) {
  if (bounds.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {bounds.map(({ at, label }) => (
        <li key={at}>{label}</li>
      ))}
    </ul>
  );
}
