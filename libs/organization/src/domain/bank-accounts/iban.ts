import { type FieldFault, hasValidCheckDigits97 } from '#platform/domain';

/** Length of an IBAN by country (SWIFT IBAN registry). */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [15, 'NO'],
      [16, 'BE'],
      [18, 'DK FK FI FO GL NL SD'],
      [19, 'MK SI'],
      [20, 'AT BA EE KZ LT LU MN XK'],
      [21, 'CH HR LI LV'],
      [22, 'BG BH CR DE GB GE IE ME RS VA'],
      [23, 'AE GI IL IQ OM SO TL'],
      [24, 'AD CZ ES MD PK RO SA SE SK TN VG'],
      [25, 'LY PT ST'],
      [26, 'IS TR'],
      [27, 'BI DJ FR GR IT MC MR SM'],
      [28, 'AL AZ BY CY DO GT HU LB NI PL SV'],
      [29, 'BR EG PS QA UA'],
      [30, 'JO KW MU YE'],
      [31, 'MT SC'],
      [32, 'LC'],
      [33, 'RU'],
    ] as const
  ).flatMap(([length, countries]) => countries.split(' ').map((country) => [country, length])),
);

const IBAN_START = /^[A-Z]{2}\d{2}/;

/**
 * Returns the country of an account number that is written as an IBAN; null for other numbers.
 * @param account without spaces, in capitals
 */
export function ibanCountryOf(account: string): string | null {
  const country = account.slice(0, 2);
  return IBAN_START.test(account) && country in LENGTHS ? country : null;
}

/** Returns the error of an IBAN: a wrong length, invalid characters, or wrong check digits; null if it is valid. */
export function findIbanFault(iban: string): Omit<FieldFault, 'pointer'> | null {
  const country = iban.slice(0, 2);
  const length = LENGTHS[country]!;
  if (iban.length !== length)
    return { code: 'organization.iban_length_wrong', params: { country, length, given: iban.length } };
  const isValid = /^[A-Z0-9]+$/.test(iban) && hasValidCheckDigits97(iban);
  return isValid ? null : { code: 'organization.iban_check_digits_wrong' };
}
