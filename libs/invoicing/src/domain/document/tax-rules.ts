import type { LineTax } from '../calculation/invoice-taxes.js';

/** The kinds of supply that taxes distinguish: services, or goods. */
export const SUPPLIES = ['service', 'goods'] as const;
export type Supply = (typeof SUPPLIES)[number];

export const TAX_CATEGORIES = ['standard', 'reverse_charge', 'export', 'exempt'] as const;
export type RuleCategory = (typeof TAX_CATEGORIES)[number];

/** Tax category of a line: the category of a rule, or outside the scope of tax because nothing is supplied. */
export type TaxCategory = RuleCategory | 'outside_scope';

/** Buyer's country of a rule for all countries without a specific rule. */
export const ANY_COUNTRY = '*';

/** A seller's rule for supplies to a country on the days [from, to). Decimals are strings. */
export interface TaxRuleFacts {
  readonly buyerCountry: string;
  readonly supply: Supply;
  readonly category: RuleCategory;
  readonly percent: string;
  /**
   * Rounding increment of the regime for taxes, in major units; null if taxes are rounded to the currency's minor unit.
   */
  readonly taxStep: string | null;
  /** Reason that is printed if no tax is charged. */
  readonly reason: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A rule as it is stored permanently with a line. */
export type AppliedTax = Omit<TaxRuleFacts, 'buyerCountry' | 'category'> & { readonly category: TaxCategory };

/**
 * Finds the rule for a supply on a day: the buyer's country takes precedence over the rule for any country.
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

/** Fields of a line that determine its tax. */
export interface TaxedLineFacts {
  readonly kind: string;
  /** Component of the charge; null if no charge prices the line. */
  readonly component: string | null;
  /** Country of the buyer. */
  readonly country: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly taxPoint: string;
}

/**
 * Finds the rule for a line. A deposit is not a supply and is outside the scope of tax; every other line follows the
 * rule for its supply.
 */
export function taxOn(
  rules: readonly TaxRuleFacts[],
  { kind, component, country, taxPoint }: TaxedLineFacts,
): AppliedTax | undefined {
  if (component === 'deposit')
    return {
      ...{ supply: 'service', category: 'outside_scope', percent: '0', taxStep: null, reason: '' },
      ...{ validFrom: taxPoint, validTo: null },
    };
  return taxRuleOn(rules, { country, supply: supplyOf(kind), taxPoint });
}

/** Returns the supply of a kind of line: kits of parts are goods, all other lines are services. */
export function supplyOf(lineKind: string): Supply {
  return lineKind === 'kit' ? 'goods' : 'service';
}

/** Converts a rule to the form of the document's tax groups. */
export function toLineTax({ category, percent }: Pick<AppliedTax, 'category' | 'percent'>): LineTax {
  return { code: category, percent };
}
