interface Row {
  readonly row: number;
  readonly cells: readonly string[];
}

const FIRST_ROWS = 20;
const MAX_ROWS = 200;

/**
 * Chooses the rows of a preview: the first rows of the file, and rows with errors, which must be fixed. Returns them in
 * file order.
 */
export function chooseShownRows(
  rows: readonly Row[],
  faulty: ReadonlySet<number>,
): { row: number; cells: string[] }[] {
  const first = new Set(rows.slice(0, FIRST_ROWS).map(({ row }) => row));
  return rows
    .filter(({ row }) => faulty.has(row) || first.has(row))
    .slice(0, MAX_ROWS)
    .map(({ row, cells }) => ({ row, cells: [...cells] }));
}
