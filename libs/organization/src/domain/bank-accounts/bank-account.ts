import type { FieldFault } from '#platform/domain';
import { findIbanFault, ibanCountryOf } from './iban.js';

/** The bank account for a buyer's payments. Omitted fields aren't printed. */
export interface BankAccount {
  readonly bank?: string;
  /** IBAN, CLABE or the bank's own number. */
  readonly account?: string;
  readonly bic?: string;
}

const LOCAL_ACCOUNT = /^[A-Z0-9]([A-Z0-9/.-]{0,32}[A-Z0-9])?$/;
const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/;
const CLABE_LENGTH = 18;
const CLABE_WEIGHTS = [3, 7, 1] as const;

/** Removes spaces and capitalizes letters, so that equal accounts are stored equally. */
export function normaliseAccount(account: string): string {
  return account.replaceAll(/\s/g, '').toUpperCase();
}

/**
 * Validates an account number and a BIC, and returns errors by field: an IBAN by its country's length and its check
 * digits, an account in Mexico as CLABE, and other accounts by their characters.
 * @param account as returned by `normaliseAccount`
 * @param country country of the account's holder (ISO 3166-1 alpha-2)
 */
export function findAccountFaults(
  { account = '', bic = '' }: BankAccount,
  country: string,
): readonly FieldFault[] {
  return [
    ...findNumberFaults(account, country),
    ...(bic === '' || BIC.test(bic) ? [] : [fault('/bic', 'bic_malformed')]),
  ];
}

function findNumberFaults(account: string, country: string): readonly FieldFault[] {
  if (account === '') return [fault('/account', 'account_missing')];
  if (ibanCountryOf(account) !== null) {
    const ibanFault = findIbanFault(account);
    return ibanFault === null ? [] : [{ pointer: '/account', ...ibanFault }];
  }
  if (!LOCAL_ACCOUNT.test(account)) return [fault('/account', 'account_malformed')];
  if (country === 'MX' && !isClabe(account)) return [fault('/account', 'clabe_wrong')];
  return [];
}

/** Returns whether a number is a CLABE: 18 digits that end with the correct check digit. */
function isClabe(account: string): boolean {
  if (account.length !== CLABE_LENGTH || !/^\d+$/.test(account)) return false;
  const digits = [...account].map(Number);
  const sum = digits
    .slice(0, -1)
    .reduce(
      (total, digit, index) => total + ((digit * CLABE_WEIGHTS[index % CLABE_WEIGHTS.length]!) % 10),
      0,
    );
  return (10 - (sum % 10)) % 10 === digits.at(-1);
}

const fault = (pointer: string, code: string): FieldFault => ({ pointer, code: `organization.${code}` });
