/** The most values that are downloaded directly, from the API's own process. A larger export needs a job. */
export const MOST_DIRECT_VALUES = 5_000_000;
/** The most packed stretches that an estimate looks at; an export that touches more of them needs a job. */
export const MOST_DIRECT_STRETCHES = 20_000;

/** The estimated size of an export. */
export interface ExportSize {
  /** Values of the packed stretches that were looked at, and of readings that are not packed yet. */
  readonly values: number;
  /** Packed stretches that were looked at, at most `MOST_DIRECT_STRETCHES`. */
  readonly stretches: number;
}

/** Whether an export is too large for a direct download. */
export function needsJob({ values, stretches }: ExportSize): boolean {
  return values > MOST_DIRECT_VALUES || stretches >= MOST_DIRECT_STRETCHES;
}
