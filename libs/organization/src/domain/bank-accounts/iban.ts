import { countrySpecs, isValidIBAN } from 'ibantools';
import type { FieldFault } from '#platform/domain';

const IBAN_START = /^([A-Z]{2})\d{2}/;

/**
 * Returns the country of an account number that is written as an IBAN; null for other numbers.
 * @param account without spaces, in capitals
 */
export function ibanCountryOf(account: string): string | null {
  const country = IBAN_START.exec(account)?.[1];
  return country !== undefined && lengthIn(country) !== null ? country : null;
}

/** Returns the error of an IBAN: a wrong length, or wrong check digits or characters; null if it is valid. */
export function findIbanFault(iban: string): Omit<FieldFault, 'pointer'> | null {
  const country = iban.slice(0, 2);
  const length = lengthIn(country);
  if (length !== null && iban.length !== length)
    return { code: 'organization.iban_length_wrong', params: { country, length, given: iban.length } };
  return isValidIBAN(iban) ? null : { code: 'organization.iban_check_digits_wrong' };
}

/** Returns the length of a country's IBANs; null if it has none (SWIFT IBAN registry). */
function lengthIn(country: string): number | null {
  return countrySpecs[country]?.chars ?? null;
}
