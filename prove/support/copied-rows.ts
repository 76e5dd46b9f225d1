/**
 * SQL expression of an id that is derived from numbers, so that copies can refer to each other.
 * @param prefix number of the kind, or an SQL expression of it
 * @param number SQL expression of the number of the copy
 */
export const copiedId = (prefix: number | string, number = 'i'): string =>
  `(lpad((${prefix})::text, 8, '0') || '-0000-7000-8000-' || lpad((${number})::text, 12, '0'))::uuid`;

/** Returns the id that `copiedId` derives from the same numbers. */
export const idOfCopy = (prefix: number, number: number): string =>
  `${String(prefix).padStart(8, '0')}-0000-7000-8000-${String(number).padStart(12, '0')}`;

/**
 * Returns a statement that copies the rows of a table in which the column `key` is $1. Columns that the database
 * generates get new values.
 * @param changes changed columns, as arguments of `jsonb_build_object` with the columns of `copies`
 * @param copies SQL with a row per copy; by default, $2 copies with the number `i`
 */
export const copyRows = (
  table: string,
  changes: string,
  { copies = 'generate_series(1, $2::int) i', key = 'id' } = {},
): string => `
  insert into ${table} overriding user value
  select (jsonb_populate_record(t, jsonb_build_object(${changes}))).*
    from ${table} t cross join ${copies} where t.${key} = $1`;
