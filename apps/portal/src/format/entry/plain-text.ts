/** Characters that input methods and spreadsheets write instead of the ASCII ones, by the ASCII character. */
const VARIANTS: readonly (readonly [RegExp, string])[] = [
  [/[\u2212\u2010-\u2015\uff0d]/g, '-'],
  [/[\u3002\uff0e]/g, '.'],
  [/[\uff0c\u3001]/g, ','],
  [/\uff1a/g, ':'],
  [/\uff0f/g, '/'],
  [/\uff0b/g, '+'],
  [/\uff05/g, '%'],
];

/**
 * Replaces full-width digits and punctuation, other minus signs, and all kinds of spaces with their ASCII characters.
 */
export function plainText(text: string): string {
  const digits = text.replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
  return VARIANTS.reduce((plain, [variant, ascii]) => plain.replace(variant, ascii), digits)
    .replace(/\s+/g, ' ')
    .trim();
}
