/** The formats of files with historical readings. */
export const HISTORY_FORMATS = ['csv', 'ndjson'] as const;
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

/**
 * Settings for reading a file. All except the zone are detected from the file's first rows, and each can be overridden.
 */
export interface HistoryDialect {
  readonly format: HistoryFormat;
  /** Delimiter of a CSV file. */
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  /** IANA name of the time zone for times without a zone. */
  readonly zone: string;
  /** Whether dates with slashes begin with the day (31/12/2026) and not the month (12/31/2026). */
  readonly dayFirst: boolean;
}

/** A column with the signal key of its values. */
export interface SignalColumn {
  readonly column: string;
  readonly signal: string;
  /** True if the signal is a state or an event with text values. */
  readonly isText: boolean;
}

/** Plan for converting the rows of a file to readings. Columns are identified by name. */
export interface HistoryPlan extends HistoryDialect {
  readonly time: string;
  /** Column of sequence numbers. Without one, readings of the same instant are distinguished by their content. */
  readonly seq: string | null;
  /** Column of machine serials or device codes, or the one device of the whole file. */
  readonly source: { readonly column: string } | { readonly deviceId: string };
  readonly signals: readonly SignalColumn[];
}
