/** A part of a sentence: words, or the path of the form's field that is edited there. */
export type SentencePart = { readonly text: string } | { readonly path: string };

/** Characters that enclose the path of a field in a sentence. No text of the product contains them. */
const [OPEN, CLOSE] = ['\u27e6', '\u27e7'];

/** Returns a parameter for a translated sentence that marks the position of the field at a path. */
export const fieldAt = (path: string): string => `${OPEN}${path}${CLOSE}`;

/** Splits a translated sentence at its fields, in the order of the language. */
export function splitSentence(sentence: string): SentencePart[] {
  return sentence
    .split(new RegExp(`(${OPEN}[^${CLOSE}]*${CLOSE})`))
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(OPEN) ? { path: part.slice(1, -1) } : { text: part }));
}
