/** A signal whose past is loaded. */
export interface HistorySignal {
  readonly key: string;
  /** UCUM. */
  readonly unit: string;
  readonly kind: 'counter' | 'gauge';
}

/** A stretch of one device's past: times in epoch milliseconds, ascending, and a column of numbers a signal. */
export interface HistoryBlock {
  readonly device: string;
  readonly times: Float64Array;
  /** In the order of the data set's signals; NaN where a signal was not sent. */
  readonly columns: readonly Float64Array[];
}

/** A data set that every side of a comparison is given whole and in the same order; made again each time it is asked for. */
export interface History {
  readonly name: string;
  readonly signals: readonly HistorySignal[];
  blocks(): Iterable<HistoryBlock>;
}

/** Points of a stretch. */
export function countPoints({ columns }: HistoryBlock): number {
  let points = 0;
  for (const column of columns) for (const value of column) if (!Number.isNaN(value)) points++;
  return points;
}
