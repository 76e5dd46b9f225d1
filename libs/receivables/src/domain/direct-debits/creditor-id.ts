import { mod97 } from '#platform/domain';

const FORM = /^[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$/;

/**
 * Returns whether a text is a SEPA creditor identifier (EPC262-08): country, two check digits, a business code of three
 * characters, and a national identifier. The check digits don't cover the business code, which the creditor can choose.
 *
 * @param text in capitals, without spaces
 */
export function isCreditorId(text: string): boolean {
  return FORM.test(text) && mod97(`${text.slice(7)}${text.slice(0, 4)}`) === 1;
}
