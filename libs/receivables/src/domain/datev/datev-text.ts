import { escapeFormula } from '#platform/domain';
import { toSepaText } from '../payment-files/sepa-text.js';

/** Matches the printable characters that Latin-1 and Windows-1252 write as the same byte. */
const PRINTABLE = /^[\x20-\x7E\u00A0-\u00FF]$/;
/** Matches the characters that DATEV rejects in a document number. */
const NOT_IN_NUMBER = /[^a-zA-Z0-9$&%*+/-]/g;

/**
 * Writes a text in the characters of Windows-1252. Other letters lose their accents; characters without a basic letter
 * become question marks, and control characters become spaces. Escapes formulas, because people open the file in a
 * spreadsheet too.
 */
export function toDatevText(text: string, maxLength: number): string {
  const written = [...text.normalize('NFC')].map((character) => {
    if (PRINTABLE.test(character)) return character;
    if (/^[\p{C}\p{Z}]$/u.test(character)) return ' ';
    return toSepaText(character, maxLength) || '?';
  });
  return escapeFormula(written.join('')).slice(0, maxLength);
}

/** Writes a document number in the characters that DATEV accepts, at most 36. */
export function toDatevNumber(number: string): string {
  return toDatevText(number, number.length + 1)
    .replaceAll(NOT_IN_NUMBER, '')
    .slice(0, 36);
}
