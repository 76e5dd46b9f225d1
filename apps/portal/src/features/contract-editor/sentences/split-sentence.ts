/** A part of a sentence: words, or the path of the form's field that is edited there. */
export type SentencePart = { readonly text: string } | { readonly path: string };

/** Encloses the path of a field in a sentence. No text of the product contains these signs. */
const [OPEN, CLOSE] = ['\u27e6', '\u27e7'];

/** Returns the parameter of a translated sentence at whose place a field is edited. */
export const fieldAt = (path: string): string => `${OPEN}${path}${CLOSE}`;

/** Splits a translated sentence at its fields, in the order of the language. */
export function splitSentence(sentence: string): SentencePart[] {
  return sentence
    .split(new RegExp(`(${OPEN}[^${CLOSE}]*${CLOSE})`))
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(OPEN) ? { path: part.slice(1, -1) } : { text: part }));
}
