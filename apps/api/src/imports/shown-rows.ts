interface Row {
  readonly row: number;
  readonly cells: readonly string[];
}

const FIRST = 20;
const MOST = 200;

/** The rows that a preview shows: those with a fault, for they must be mended, and the first of the others, in file order. */
export function chooseShownRows(
  rows: readonly Row[],
  faulty: ReadonlySet<number>,
): { row: number; cells: string[] }[] {
  const first = new Set(rows.slice(0, FIRST).map(({ row }) => row));
  return rows
    .filter(({ row }) => faulty.has(row) || first.has(row))
    .slice(0, MOST)
    .map(({ row, cells }) => ({ row, cells: [...cells] }));
}
