/** Kinds of direct debits that can be offered to a payer, by the currency that they collect. */
const DEBITS = {
  EUR: 'sepa_debit',
  USD: 'us_bank_account',
  GBP: 'bacs_debit',
  AUD: 'au_becs_debit',
  CAD: 'acss_debit',
} as const;

export type OfferedMethod = 'card' | (typeof DEBITS)[keyof typeof DEBITS];

/** Returns the kinds of methods with which amounts in these currencies can be collected, cards first. */
export function offeredMethods(currencies: readonly string[]): OfferedMethod[] {
  const debits = Object.entries(DEBITS).flatMap(([currency, kind]) =>
    currencies.includes(currency) ? [kind] : [],
  );
  return ['card', ...debits];
}
