/** Bytes of a file that are read in the browser to show its first rows. */
export const SAMPLE_BYTES = 64 * 1024;
/** Maximum number of rows that are shown and used for guesses. */
export const SAMPLE_ROWS = 20;

export const ENCODINGS = ['utf-8', 'windows-1250', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Bytes of Polish letters in windows-1250, which are symbols or rare letters in windows-1252. */
const POLISH_BYTES: ReadonlySet<number> = new Set([0x9c, 0x9f, 0xa3, 0xa5, 0xaf, 0xb3, 0xb9, 0xbf]);

/**
 * Decodes the beginning of a file. A character that is cut at the end is omitted.
 * @returns null if the bytes are not text in the encoding
 */
export function decodeSample(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Returns UTF-8 if the bytes are valid UTF-8, and otherwise the encoding that their letters suggest. */
export function guessEncoding(bytes: Uint8Array): Encoding {
  if (decodeSample(bytes, 'utf-8') !== null) return 'utf-8';
  return bytes.some((byte) => POLISH_BYTES.has(byte)) ? 'windows-1250' : 'windows-1252';
}

/** Splits a CSV text into its first rows. Cells in quotes can contain delimiters and line breaks. */
export function splitRows(text: string, delimiter: Delimiter, limit = SAMPLE_ROWS): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = (): void => {
    rows.push([...row, cell.replace(/\r$/, '')]);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length && rows.length < limit; at++) {
    const character = text[at]!;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else isQuoted = false;
    } else if (character === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (character === delimiter) {
      row.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else cell += character;
  }
  if (rows.length < limit && (cell !== '' || row.length > 0)) endRow();
  return rows;
}

/** Returns the number of cells that most rows have, if it is more than one; ties go to the larger number. */
export function usualWidth(rows: readonly (readonly string[])[]): {
  readonly width: number;
  readonly rows: number;
} {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, count] = [...counts].sort(([a, x], [b, y]) => y - x || b - a)[0] ?? [1, 0];
  return { width, rows: count };
}

/** Returns the delimiter that divides most rows into the same number of cells. */
export function guessDelimiter(text: string): Delimiter {
  const rate = (delimiter: Delimiter): number => {
    const { width, rows } = usualWidth(splitRows(text, delimiter));
    return rows * 1000 + width;
  };
  return DELIMITERS.reduce((best, delimiter) => (rate(delimiter) > rate(best) ? delimiter : best));
}
