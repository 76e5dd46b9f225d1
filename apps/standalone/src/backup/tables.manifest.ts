/** Where the ORM notes which migrations ran. Its rows are the target's own. */
export const MIGRATION_TABLE = 'schema_migration';

/** One table of a portable backup; its rows are the entries `tables/<index>.<part>`. */
export interface SavedTable {
  name: string;
  /** Has no rows of its own: they are its partitions'. */
  isPartitioned: boolean;
  partitionOf: string | null;
  /** `FOR VALUES FROM (…) TO (…)`, of a partition. */
  bound: string | null;
  /** All but generated columns, in the order of the rows' values. */
  columns: string[];
}

export interface SavedSequence {
  name: string;
  lastValue: string;
}

/** The archive's `tables.json`. */
export interface TablesManifest {
  migrations: string[];
  tables: SavedTable[];
  sequences: SavedSequence[];
}

/** @returns index and part in an entry's name, or undefined for an entry that holds no rows */
export function parseTableEntry(name: string): { index: number; part: number } | undefined {
  const match = /^tables\/(\d+)\.(\d{6})$/.exec(name);
  return match ? { index: Number(match[1]), part: Number(match[2]) } : undefined;
}

/** The day that a partition of days begins with; undefined for any other bound. */
export function dayOfBound(bound: string): string | undefined {
  return /^FOR VALUES FROM \('(\d{4}-\d{2}-\d{2}) 00:00:00\+00'\) TO/.exec(bound)?.[1];
}
