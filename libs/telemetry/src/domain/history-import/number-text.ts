import { EXACT_DIGITS, toDouble } from '../messages/decimal-text.js';

const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, decimals) => 10 ** decimals);
const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/;
const POINT = 46;
const COMMA = 44;
const MINUS = 45;
const PLUS = 43;
const ZERO = 48;

/** Parses the numbers of one file; the last parsed number is in its fields. */
export class NumberTexts {
  value = 0;
  /** The number's text if it has more significant digits than a double keeps. */
  exact: string | null = null;
  private readonly mark: number;

  constructor(private readonly decimal: '.' | ',') {
    this.mark = decimal === ',' ? COMMA : POINT;
  }

  /** @returns true when the text is a number within the range of a double */
  read(text: string): boolean {
    const { length } = text;
    if (length === 0 || length > EXACT_DIGITS) return this.readLong(text);
    let at = 0;
    const sign = text.charCodeAt(0);
    if (sign === MINUS || sign === PLUS) at = 1;
    const first = at;
    let [digits, places, hasDecimal] = [0, 0, false];
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.mark && !hasDecimal) {
        hasDecimal = true;
        continue;
      }
      const digit = code - ZERO;
      if (digit < 0 || digit > 9) return this.readLong(text);
      digits = digits * 10 + digit;
      if (hasDecimal) places++;
    }
    if (at === first || (hasDecimal && at === first + 1)) return false;
    // Both operands are exact and the quotient is rounded once, so it is the double nearest to the decimal. The
    // condition avoids minus zero.
    const size = places === 0 ? digits : digits / POWERS[places]!;
    this.value = sign === MINUS && size !== 0 ? -size : size;
    this.exact = null;
    return true;
  }

  private readLong(text: string): boolean {
    const match = NUMBER.exec(this.decimal === ',' ? text.replace(',', '.') : text);
    if (!match || (this.decimal === ',' && text.includes('.'))) return false;
    const [, sign, whole = '', fraction = '', exponent] = match;
    if (whole === '' && fraction === '') return false;
    const digits = whole.replace(/^0+(?=\d)/, '') || '0';
    const token = `${sign === '-' ? '-' : ''}${digits}${fraction === '' ? '' : `.${fraction}`}${exponent === undefined ? '' : `e${exponent}`}`;
    const number = toDouble(token);
    if (!number) return false;
    this.value = number.value + 0;
    this.exact = number.exact;
    return true;
  }
}
