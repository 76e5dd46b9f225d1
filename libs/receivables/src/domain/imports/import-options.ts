import type { ColumnMap } from '../statements/csv/column-map.js';
import type { StatementEncoding } from '../statements/encodings.js';

/** A person's choices for reading a file. */
export interface ImportOptions {
  /** Makes the file a CSV file. */
  readonly columnMap?: ColumnMap | undefined;
  /** Name under which the column map is offered for later files. */
  readonly columnMapName?: string | undefined;
  readonly encoding?: StatementEncoding | undefined;
  readonly reversalDirection?: 'booked' | 'original' | undefined;
}
