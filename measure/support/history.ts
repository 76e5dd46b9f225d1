/** A signal with historical data. */
export interface HistorySignal {
  readonly key: string;
  /** UCUM unit. */
  readonly unit: string;
  readonly kind: 'counter' | 'gauge';
}

/**
 * A segment of one device's history: times in epoch milliseconds, ascending, and one column of numbers per signal.
 */
export interface HistoryBlock {
  readonly device: string;
  readonly times: Float64Array;
  /** In the order of the data set's signals; NaN for a signal that wasn't sent. */
  readonly columns: readonly Float64Array[];
}

/**
 * A data set that each system in a comparison gets completely and in the same order. It is generated again for each
 * use.
 */
export interface History {
  readonly name: string;
  readonly signals: readonly HistorySignal[];
  blocks(): Iterable<HistoryBlock>;
}

/** Returns the number of points in a segment. */
export function countPoints({ columns }: HistoryBlock): number {
  let points = 0;
  for (const column of columns) for (const value of column) if (!Number.isNaN(value)) points++;
  return points;
}
