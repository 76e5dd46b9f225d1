/** Matches unpaired surrogates, which aren't valid UTF-8. */
const UNPAIRED = /\p{Surrogate}/gu;
const NUL = '\0';

export function isStorableText(text: string): boolean {
  return text.search(UNPAIRED) < 0 && !text.includes(NUL);
}

/** Replaces characters that can't be stored with U+FFFD, for display. */
export function toStorableText(text: string): string {
  return text.replace(UNPAIRED, '\ufffd').replaceAll(NUL, '\ufffd');
}

/**
 * Returns the number of characters in a string. A code point beyond the Basic Multilingual Plane, such as an emoji,
 * counts as one.
 */
export function characters(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) if (text.codePointAt(i - 1)! > 0xffff) count--;
  return count;
}
