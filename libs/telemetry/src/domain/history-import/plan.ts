/** What a file of the past is written as. */
export const HISTORY_FORMATS = ['csv', 'ndjson'] as const;
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

/** How a file is read; what is recognised by its first rows may be said otherwise. */
export interface HistoryDialect {
  readonly format: HistoryFormat;
  /** Of CSV. */
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  /** IANA name of the zone of times that have none. */
  readonly zone: string;
  /** Of dates with slashes: 31/12/2026 instead of 12/31/2026. */
  readonly dayFirst: boolean;
}

/** A column whose values are kept under a signal's key. */
export interface SignalColumn {
  readonly column: string;
  readonly signal: string;
  /** The signal is a state or an event: its values are texts. */
  readonly isText: boolean;
}

/** How the rows of a file become readings. Columns are known by their names. */
export interface HistoryPlan extends HistoryDialect {
  readonly time: string;
  /** Holds sequence numbers; without one, readings of one instant are told apart by their content. */
  readonly seq: string | null;
  /** Holds serial numbers of machines or codes of devices; or the one device that all of the file is from. */
  readonly source: { readonly column: string } | { readonly deviceId: string };
  readonly signals: readonly SignalColumn[];
}
