/** Letters of European languages that Unicode does not decompose into a basic letter and an accent. */
const BASIC_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  '&': '+',
};
const ACCENTS = /\p{M}/gu;
const NOT_IN_SEPA = /[^a-zA-Z0-9/?:().,'+ -]/g;

/**
 * Writes a text in the characters of the SEPA schemes (EPC217-08), without accents, and cuts it to a number of
 * characters. Other characters become spaces. The result doesn't begin or end with a slash, and doesn't contain two
 * consecutive slashes.
 */
export function toSepaText(text: string, max: number): string {
  const basic = [...text]
    .map((letter) => BASIC_LETTERS[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .replaceAll(NOT_IN_SEPA, ' ')
    .replaceAll(/\/+/g, '/');
  return trim(trim(basic.replaceAll(/ +/g, ' ')).slice(0, max));
}

const trim = (text: string): string => text.replaceAll(/^[ /]+|[ /]+$/g, '');
