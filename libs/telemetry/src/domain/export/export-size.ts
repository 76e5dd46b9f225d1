/** The maximum number of values for a direct download from the API's own process; a larger export needs a job. */
export const MAX_DIRECT_VALUES = 5_000_000;
/** The maximum number of packed segments that an estimate reads; an export that reaches this number needs a job. */
export const MAX_DIRECT_SEGMENTS = 20_000;

/** The estimated size of an export. */
export interface ExportSize {
  /** Number of values in the packed segments that were read and in readings that aren't packed yet. */
  readonly values: number;
  /** Number of packed segments that were read, at most `MAX_DIRECT_SEGMENTS`. */
  readonly stretches: number;
}

/** Returns true when an export is too large for a direct download. */
export function needsJob({ values, stretches }: ExportSize): boolean {
  return values > MAX_DIRECT_VALUES || stretches >= MAX_DIRECT_SEGMENTS;
}
