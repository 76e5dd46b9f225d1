/** Table in which the ORM records migrations. A restore keeps the target's rows. */
export const MIGRATION_TABLE = 'schema_migration';

/** Table of a portable backup. Its rows are in the entries `tables/<index>.<part>`. */
export interface SavedTable {
  name: string;
  /** Whether the table is partitioned, and thus has no rows of its own. */
  isPartitioned: boolean;
  partitionOf: string | null;
  /** `FOR VALUES FROM (…) TO (…)` of a partition; null for other tables. */
  bound: string | null;
  /** All columns except generated ones, in the order of the rows' values. */
  columns: string[];
}

export interface SavedSequence {
  name: string;
  lastValue: string;
}

/** Content of the archive's `tables.json`. */
export interface TablesManifest {
  migrations: string[];
  tables: SavedTable[];
  sequences: SavedSequence[];
}

/** @returns index and part in an entry's name, or undefined if the entry contains no rows */
export function parseTableEntry(name: string): { index: number; part: number } | undefined {
  const match = /^tables\/(\d+)\.(\d{6})$/.exec(name);
  return match ? { index: Number(match[1]), part: Number(match[2]) } : undefined;
}

/** Returns the first day of a partition by days; undefined for any other bound. */
export function dayOfBound(bound: string): string | undefined {
  return /^FOR VALUES FROM \('(\d{4}-\d{2}-\d{2}) 00:00:00\+00'\) TO/.exec(bound)?.[1];
}
