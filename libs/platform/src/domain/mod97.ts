const LETTER_A = 10;
const RADIX = 36;

/**
 * Computes the remainder modulo 97 of a text of capital letters and digits, in which letters count as 10 to 35 (ISO
 * 7064). For a valid IBAN or creditor reference, the remainder is 1 after its first four characters are moved to the
 * end.
 */
export function mod97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, RADIX);
    remainder = (remainder * (value < LETTER_A ? 10 : 100) + value) % 97;
  }
  return remainder;
}

/** Returns the two check digits for a country or scheme and the characters that follow them (ISO 13616, ISO 11649). */
export function checkDigits97(scheme: string, rest: string): string {
  return String(98 - mod97(`${rest}${scheme}00`)).padStart(2, '0');
}

/** Returns true if the check digits after the first two characters match the rest (ISO 13616, ISO 11649). */
export function hasValidCheckDigits97(text: string): boolean {
  return mod97(`${text.slice(4)}${text.slice(0, 4)}`) === 1;
}
