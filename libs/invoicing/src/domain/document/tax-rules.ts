import type { LineTax } from '../calculation/invoice-taxes.js';

/** What is supplied, as far as taxes tell it apart: a machine's service, or a thing that is sent. */
export const SUPPLIES = ['service', 'goods'] as const;
export type Supply = (typeof SUPPLIES)[number];

export const TAX_CATEGORIES = ['standard', 'reverse_charge', 'export', 'exempt'] as const;
export type RuleCategory = (typeof TAX_CATEGORIES)[number];

/** What a line is taxed as: by a rule, or not at all because nothing is supplied. */
export type TaxCategory = RuleCategory | 'outside_scope';

/** A buyer's country that has no rule of its own. */
export const ANY_COUNTRY = '*';

/** A seller's rule for what it supplies to a country on the days [from, to). Decimals are strings. */
export interface TaxRuleFacts {
  readonly buyerCountry: string;
  readonly supply: Supply;
  readonly category: RuleCategory;
  readonly percent: string;
  /** What a tax is rounded to by the regime, in major units; the currency's own step where null. */
  readonly taxStep: string | null;
  /** Printed where nothing is charged. */
  readonly reason: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A rule as a line keeps it for good. */
export type AppliedTax = Omit<TaxRuleFacts, 'buyerCountry' | 'category'> & { readonly category: TaxCategory };

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

/** A line, as far as its tax goes by it. */
export interface TaxedAs {
  readonly kind: string;
  /** Of a charge; null of what no charge prices. */
  readonly component: string | null;
  /** Of the buyer. */
  readonly country: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly taxPoint: string;
}

/** What taxes a line: a deposit supplies nothing and is outside of tax, everything else goes by the rule of what it supplies. */
export function taxOn(
  rules: readonly TaxRuleFacts[],
  { kind, component, country, taxPoint }: TaxedAs,
): AppliedTax | undefined {
  if (component === 'deposit')
    return {
      ...{ supply: 'service', category: 'outside_scope', percent: '0', taxStep: null, reason: '' },
      ...{ validFrom: taxPoint, validTo: null },
    };
  return taxRuleOn(rules, { country, supply: supplyOf(kind), taxPoint });
}

/** What a kind of line supplies: kits and parts are things; all else is the machine's service. */
export function supplyOf(lineKind: string): Supply {
  return lineKind === 'kit' ? 'goods' : 'service';
}

/** As the document's tax groups name it. */
export function toLineTax({ category, percent }: Pick<AppliedTax, 'category' | 'percent'>): LineTax {
  return { code: category, percent };
}
