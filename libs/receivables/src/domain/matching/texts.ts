/** Maximum length of a reference. A KSeF number without punctuation has 32 characters. */
const MAX_KEY = 40;
/** Maximum number of groups in which a reference is printed. */
const MAX_GROUPS = 8;
const MAX_TOKENS = 120;

/** Splits a text into its groups of letters and digits. */
export function tokensOf(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[^0-9A-Z]+/)
    .filter((token) => token !== '')
    .slice(0, MAX_TOKENS);
}

/** A part of a text: one token, or several consecutive tokens. */
export interface Piece {
  readonly key: string;
  readonly from: number;
  /** Index after the last token. */
  readonly to: number;
}

/** Yields all parts that can be references; for each first token, the longest part comes first. */
export function* piecesOf(tokens: readonly string[]): Generator<Piece> {
  for (let from = 0; from < tokens.length; from++) {
    const pieces: Piece[] = [];
    let key = '';
    for (let to = from; to < Math.min(tokens.length, from + MAX_GROUPS); to++) {
      key += tokens[to] ?? '';
      if (key.length > MAX_KEY) break;
      pieces.push({ key, from, to: to + 1 });
    }
    yield* pieces.reverse();
  }
}

/** Returns a name without legal forms and punctuation, for comparison. */
export function plainName(name: string): string {
  return (
    name
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[łŁ]/g, 'l')
      .toUpperCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      // Single letters are an abbreviation, with or without points.
      .replaceAll(/(?<= |^)(\p{L}) (?=\p{L}(?: |$))/gu, '$1')
      .replaceAll(/\b(SP ZOO|SPZOO|SA DE CV|GMBH|CO KG|AG|SA|SL|LTD|LLC|INC|PT|TBK|CO|BV|SRL|SPA)\b/g, ' ')
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}
