/** Format details of a CSV file. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly decimal: '.' | ',';
}

export const DELIMITERS = [';', '\t', '|', ','] as const;

/**
 * Detects the delimiter from the header and the decimal mark from the values of the first rows.
 * @param lines the first lines of the file, the header first
 */
export function recogniseDialect(lines: readonly string[]): CsvDialect {
  const [header = '', ...rows] = lines;
  const count = (text: string, delimiter: string): number =>
    text.replace(/"[^"]*"/g, '').split(delimiter).length - 1;
  const delimiter = DELIMITERS.reduce<string>(
    (best, candidate) => (count(header, candidate) > count(header, best) ? candidate : best),
    DELIMITERS[0],
  );
  if (delimiter === ',') return { delimiter, decimal: '.' };
  const values = rows
    .flatMap((row) => row.split(delimiter))
    .map((value) => value.replace(/^"|"$/g, '').trim());
  const withComma = values.filter((value) => /^[-+]?\d*,\d+(?:[eE][-+]?\d+)?$/.test(value)).length;
  const withPoint = values.filter((value) => /^[-+]?\d*\.\d+(?:[eE][-+]?\d+)?$/.test(value)).length;
  return { delimiter, decimal: withComma > withPoint ? ',' : '.' };
}
