import { findIbanFault, ibanCountryOf } from '#organization/domain';

/** Countries and territories with their own IBAN in the SEPA scheme (EPC409-09). */
const SEPA = new Set(
  (
    'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO ' +
    'RS SE SI SK SM VA'
  ).split(' '),
);

/** Returns whether a country is in the SEPA scheme (ISO 3166-1 alpha-2). */
export function isSepaCountry(country: string): boolean {
  return SEPA.has(country);
}

/** Returns whether an account, in capitals and without spaces, is a valid IBAN of a country in the SEPA scheme. */
export function isSepaAccount(account: string): boolean {
  const country = ibanCountryOf(account);
  return country !== null && isSepaCountry(country) && findIbanFault(account) === null;
}
