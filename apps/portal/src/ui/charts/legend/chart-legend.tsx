import { HUES, symbolOf } from '../chart-symbols.js';
import classes from './chart-legend.module.css';

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  /** Number of the colour and symbol, from 1. */
  readonly hue: number;
  /** Last value, or the dates of an earlier period. */
  readonly note?: string;
  /** Shows a dashed line, for an earlier period. */
  readonly isEarlier?: boolean;
  /** Shows the line with its symbol. */
  readonly hasSymbol?: boolean;
}

interface ChartLegendProps {
  readonly label: string;
  readonly entries: readonly LegendEntry[];
}

/** Colour of a series as a CSS value. */
export const hueColour = (hue: number): string => `var(--series-${((hue - 1) % HUES) + 1})`;

/** Names of a chart's lines, each with its colour, symbol and dash. */
export function ChartLegend({ label, entries }: ChartLegendProps) {
  return (
    <ul className={classes.legend} aria-label={label}>
      {entries.map(({ key, label: name, hue, note, isEarlier = false, hasSymbol = false }) => (
        <li key={key}>
          <svg width="26" height="12" viewBox="-13 -6 26 12" aria-hidden className={classes.line}>
            <g style={{ stroke: hueColour(hue) }}>
              <path d="M-13 0H13" strokeDasharray={isEarlier ? '5 3' : undefined} />
              {hasSymbol ? <path d={symbolOf(hue)} className={classes.symbol} /> : null}
            </g>
          </svg>
          <span>{name}</span>
          {note === undefined ? null : <span className={classes.note}>{note}</span>}
        </li>
      ))}
    </ul>
  );
}
