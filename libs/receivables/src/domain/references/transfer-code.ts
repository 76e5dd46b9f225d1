import { Exact } from '#platform/domain';
import { oneLine } from '../one-line.js';
import { isSepaAccount, isSepaCountry } from './sepa-account.js';

/** Largest amount of a SEPA transfer. */
const MAX_AMOUNT = '999999999.99';
const MAX_NAME = 70;
const MAX_TEXT = 140;
/** Maximum size of the code's content in bytes. */
const MAX_BYTES = 331;

/** A transfer that a banking app fills in from the code. */
export interface Transfer {
  readonly currency: string;
  /** Amount in major units, as a decimal. */
  readonly amount: string;
  readonly beneficiary: string;
  /** Without spaces, in capitals. */
  readonly account: string;
  readonly bic: string;
  /** Country of the payer (ISO 3166-1 alpha-2). */
  readonly payerCountry: string;
  readonly creditorReference: string | null;
  /** Text for the beneficiary, if there is no creditor reference. */
  readonly text: string;
}

/**
 * Returns the content of the QR code for a SEPA credit transfer (EPC069-12, version 002, UTF-8).
 * @returns null if the transfer is not in euros, not between countries of SEPA, or outside the scheme's limits
 */
export function transferCode(transfer: Transfer): string | null {
  const { currency, amount, account, bic, payerCountry, creditorReference, text } = transfer;
  const isSepa = currency === 'EUR' && isSepaAccount(account) && isSepaCountry(payerCountry);
  const euros = new Exact(amount);
  if (!isSepa || euros.lte(0) || euros.gt(MAX_AMOUNT)) return null;
  const beneficiary = oneLine(transfer.beneficiary, MAX_NAME);
  if (beneficiary === '') return null;
  const lines = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    beneficiary,
    account,
    `EUR${euros.toFixed(2)}`,
    '',
    creditorReference ?? '',
    creditorReference === null ? oneLine(text, MAX_TEXT) : '',
  ];
  // Empty elements at the end are omitted, together with their line breaks.
  const code = lines.join('\n').trimEnd();
  return new TextEncoder().encode(code).length > MAX_BYTES ? null : code;
}
