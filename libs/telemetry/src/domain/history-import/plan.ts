/** The formats of files with historical readings. */
export const HISTORY_FORMATS = ['csv', 'ndjson'] as const;
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

/** How a file is read; detected from its first rows, and each value can be overridden. */
export interface HistoryDialect {
  readonly format: HistoryFormat;
  /** CSV only. */
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  /** IANA name of the zone of times without one. */
  readonly zone: string;
  /** Whether dates with slashes are 31/12/2026 instead of 12/31/2026. */
  readonly dayFirst: boolean;
}

/** A column with the signal key of its values. */
export interface SignalColumn {
  readonly column: string;
  readonly signal: string;
  /** The signal is a state or an event with text values. */
  readonly isText: boolean;
}

/** How the rows of a file become readings. Columns are identified by name. */
export interface HistoryPlan extends HistoryDialect {
  readonly time: string;
  /** Column of sequence numbers; without one, readings of one instant are distinguished by their content. */
  readonly seq: string | null;
  /** Column of machine serials or device codes; or the one device of the whole file. */
  readonly source: { readonly column: string } | { readonly deviceId: string };
  readonly signals: readonly SignalColumn[];
}
