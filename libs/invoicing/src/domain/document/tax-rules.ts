import type { LineTax } from '../calculation/invoice-taxes.js';

/** The kinds of supply that taxes distinguish: a machine's service, or goods. */
export const SUPPLIES = ['service', 'goods'] as const;
export type Supply = (typeof SUPPLIES)[number];

export const TAX_CATEGORIES = ['standard', 'reverse_charge', 'export', 'exempt'] as const;
export type RuleCategory = (typeof TAX_CATEGORIES)[number];

/** The tax category of a line: a rule's category, or outside of scope because nothing is supplied. */
export type TaxCategory = RuleCategory | 'outside_scope';

/** Any buyer's country without a rule of its own. */
export const ANY_COUNTRY = '*';

/** A seller's rule for supplies to a country on the days [from, to). Decimals are strings. */
export interface TaxRuleFacts {
  readonly buyerCountry: string;
  readonly supply: Supply;
  readonly category: RuleCategory;
  readonly percent: string;
  /** The regime's rounding increment for taxes, in major units; null for the currency's own. */
  readonly taxStep: string | null;
  /** Printed if no tax is charged. */
  readonly reason: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A rule as a line stores it permanently. */
export type AppliedTax = Omit<TaxRuleFacts, 'buyerCountry' | 'category'> & { readonly category: TaxCategory };

/**
 * The rule for a supply on a day: the buyer's country has precedence over any country.
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

/** The fields of a line that determine its tax. */
export interface TaxedLineFacts {
  readonly kind: string;
  /** The charge's component; null if no charge prices the line. */
  readonly component: string | null;
  /** The buyer's country. */
  readonly country: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly taxPoint: string;
}

/**
 * The rule for a line. A deposit supplies nothing and is outside the scope of tax; every other line follows the rule
 * for its supply.
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

/** The supply of a kind of line: kits and parts are goods, everything else is the machine's service. */
export function supplyOf(lineKind: string): Supply {
  return lineKind === 'kit' ? 'goods' : 'service';
}

/** Converts a rule to the form of the document's tax groups. */
export function toLineTax({ category, percent }: Pick<AppliedTax, 'category' | 'percent'>): LineTax {
  return { code: category, percent };
}
