import type { ColumnMap } from '../statements/csv/column-map.js';

/** How to read a file, chosen by a person. */
export interface ImportOptions {
  /** Makes the file a CSV file. */
  readonly columnMap?: ColumnMap | undefined;
  /** Name under which the column map is offered for later files. */
  readonly columnMapName?: string | undefined;
  readonly encoding?: 'utf-8' | 'windows-1250' | 'windows-1252' | undefined;
  readonly reversalDirection?: 'booked' | 'original' | undefined;
}
