/** Formats rows of a name, a figure and a remark as aligned columns. */
export function formatTable(
  rows: readonly (readonly [name: string, figure: string, remark?: string])[],
): string {
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  const [names, figures] = [width(0), width(1)];
  return rows
    .map(([name, figure, remark = '']) =>
      `${name.padEnd(names)}  ${figure.padStart(figures)}  ${remark}`.trimEnd(),
    )
    .join('\n');
}

export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}

export function formatMs(value: number | null): string {
  return value === null ? '-' : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
