/** Minimum length of a text that counts as a reference, followed by the minimum number of its digits. */
const MIN_LENGTH = 4;
const MIN_DIGITS = 3;
/** Minimum share of a truncated reference that must remain. */
const MIN_SHARE = 0.4;

/**
 * Returns true when one edit (Damerau-Levenshtein: replace, insert, remove, swap neighbours) turns one text into the
 * other.
 */
export function isOneEditApart(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let from = 0;
  while (from < short.length && short.charCodeAt(from) === long.charCodeAt(from)) from++;
  let end = 0;
  while (
    end < short.length - from &&
    short.charCodeAt(short.length - 1 - end) === long.charCodeAt(long.length - 1 - end)
  )
    end++;
  const different = short.length - from - end;
  if (long.length > short.length) return different === 0;
  if (different <= 1) return true;
  return (
    different === 2 &&
    short.charAt(from) === long.charAt(from + 1) &&
    short.charAt(from + 1) === long.charAt(from)
  );
}

/** Returns true when truncating or mistyping one number can result in the other. */
export function areConfusable(left: string, right: string): boolean {
  return left !== right && (left.startsWith(right) || right.startsWith(left) || isOneEditApart(left, right));
}

/** Returns true when a text can be a reference or a part of a reference. */
export function canBeReference(piece: string): boolean {
  return piece.length >= MIN_LENGTH && piece.replaceAll(/\D/g, '').length >= MIN_DIGITS;
}

/**
 * Returns the similarity of a text to a reference that may be truncated, mistyped or joined with other text: from 0
 * (unrelated) to 1 (equal).
 */
export function similarity(piece: string, key: string): number {
  if (piece === key) return 1;
  if (isOneEditApart(piece, key)) return key.length >= 6 ? 0.85 : 0.6;
  const share = piece.length / key.length;
  if (share > 1) return piece.includes(key) && key.length >= 6 ? 0.8 : 0;
  if (share < MIN_SHARE) return 0;
  if (key.startsWith(piece) || key.endsWith(piece)) return 0.3 + share / 2;
  return areTwoEditsApart(piece, key) ? 0.55 : 0;
}

/** Returns true for long texts of almost equal length that differ only in a short section. */
function areTwoEditsApart(piece: string, key: string): boolean {
  if (key.length < 9 || Math.abs(key.length - piece.length) > 2) return false;
  let from = 0;
  while (from < piece.length && piece.charCodeAt(from) === key.charCodeAt(from)) from++;
  let end = 0;
  while (end < piece.length - from && piece.at(-1 - end) === key.at(-1 - end)) end++;
  return Math.max(piece.length, key.length) - from - end <= 3;
}
