/** Unpaired surrogates are no valid UTF-8, and PostgreSQL keeps no NUL. */
const UNPAIRED = /\p{Surrogate}/gu;
const NUL = '\0';

export function isStorableText(text: string): boolean {
  return text.search(UNPAIRED) < 0 && !text.includes(NUL);
}

/** For what is only looked at: a mark (U+FFFD) stands for each letter that can't be kept. */
export function toStorableText(text: string): string {
  return text.replace(UNPAIRED, '\ufffd').replaceAll(NUL, '\ufffd');
}

/** How many characters a text has: a sign beyond Unicode's first plane, such as an emoji, is one. */
export function characters(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) if (text.codePointAt(i - 1)! > 0xffff) count--;
  return count;
}
