import type { LineTax } from './invoice/invoice-taxes.js';

/** What is supplied, as far as taxes tell it apart: a machine's service, or a thing that is sent. */
export const SUPPLIES = ['service', 'goods'] as const;
export type Supply = (typeof SUPPLIES)[number];

export const TAX_CATEGORIES = ['standard', 'reverse_charge', 'export', 'exempt'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

/** A buyer's country that has no rule of its own. */
export const ANY_COUNTRY = '*';

/** A seller's rule for what it supplies to a country on the days [from, to). Decimals are strings. */
export interface TaxRuleFacts {
  readonly buyerCountry: string;
  readonly supply: Supply;
  readonly category: TaxCategory;
  readonly percent: string;
  /** What a tax is rounded to by the regime, in major units; the currency's own step where null. */
  readonly taxStep: string | null;
  /** Printed where nothing is charged. */
  readonly reason: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A rule as a line keeps it for good. */
export type AppliedTax = Omit<TaxRuleFacts, 'buyerCountry'>;

/**
 * The rule of a supply on a day: the one for the buyer's country, else the one for any country.
 * @param taxPoint local day, `YYYY-MM-DD`
 */
export function taxRuleOn<Rule extends TaxRuleFacts>(
  rules: readonly Rule[],
  {
    country,
    supply,
    taxPoint,
  }: { readonly country: string; readonly supply: Supply; readonly taxPoint: string },
): Rule | undefined {
  const valid = rules.filter(
    (rule) =>
      rule.supply === supply &&
      rule.validFrom <= taxPoint &&
      (rule.validTo === null || rule.validTo > taxPoint),
  );
  return (
    valid.find(({ buyerCountry }) => buyerCountry === country) ??
    valid.find(({ buyerCountry }) => buyerCountry === ANY_COUNTRY)
  );
}

/** What a kind of line supplies: kits and parts are things; all else is the machine's service. */
export function supplyOf(lineKind: string): Supply {
  return lineKind === 'kit' ? 'goods' : 'service';
}

/** As the document's tax groups name it. */
export function toLineTax({ category, percent }: Pick<TaxRuleFacts, 'category' | 'percent'>): LineTax {
  return { code: category, percent };
}
