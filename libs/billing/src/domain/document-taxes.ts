import { Exact, fromMinor, toMinor } from '#platform';
import { type InvoiceFigures, type InvoiceTerms, workOutInvoice } from './invoice/invoice-figures.js';
import type { Prices } from './invoice/invoice-taxes.js';
import type { HoldReason } from './invoice-state.js';
import {
  type AppliedTax,
  supplyOf,
  type TaxCategory,
  taxRuleOn,
  type TaxRuleFacts,
  toLineTax,
} from './tax-rules.js';

export interface LineToTax {
  readonly kind: string;
  /** As the prices are; null while it waits. */
  readonly amountMinor: bigint | null;
  /** Of a correction: that of what it corrects, in place of the document's. */
  readonly taxPoint?: string;
}

export interface DocumentToTax {
  readonly currency: string;
  readonly prices: Prices;
  readonly buyerCountry: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly taxPoint: string;
  /** Of the seller. */
  readonly rules: readonly TaxRuleFacts[];
  readonly lines: readonly LineToTax[];
}

export interface TaxedLineOfDocument {
  readonly netMinor: bigint | null;
  readonly taxMinor: bigint | null;
  readonly rule: AppliedTax | null;
}

/** What one rate of one category comes to. */
export interface TaxOfDocument {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
  readonly reason: string;
}

export interface TaxedDocument {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly taxStep: string | null;
  readonly lines: readonly TaxedLineOfDocument[];
  readonly taxes: readonly TaxOfDocument[];
  /** Supplies without a rule: nobody may approve what nobody knows the tax of. */
  readonly holds: readonly HoldReason[];
}

/**
 * Gives each line its tax rule by the tax point, and the document its totals by the rules of `workOutInvoice`. A line that waits
 * bears nothing; one without a rule counts at its amount, and the document is held.
 */
export function taxDraft(document: DocumentToTax): TaxedDocument {
  const { buyerCountry, taxPoint, lines, currency, prices } = document;
  const rules = lines.map(({ kind, amountMinor, taxPoint: own = taxPoint }) =>
    amountMinor === null
      ? null
      : (taxRuleOn(document.rules, { country: buyerCountry, supply: supplyOf(kind), taxPoint: own }) ?? null),
  );
  const taxStep = stepOf(rules);
  const figures = workOutInvoice(termsOf(currency, prices, taxStep, lines, rules));
  const places = new Map(billed(lines).map((line, place) => [line, place]));
  const minor = (amount: Exact) => toMinor(amount, currency);
  return {
    netMinor: minor(figures.net),
    taxMinor: minor(figures.tax),
    grossMinor: minor(figures.total),
    taxStep,
    lines: lines.map((_, index) => {
      const place = places.get(index);
      const figure = place === undefined ? undefined : figures.lines[place];
      const rule = rules[index];
      return {
        netMinor: figure ? minor(figure.taxable) : null,
        taxMinor: figure ? minor(figure.tax) : null,
        rule: rule ? toApplied(rule) : null,
      };
    }),
    taxes: figures.taxes
      .filter((group) => figures.taxes.length === 1 || !group.taxable.isZero() || !group.tax.isZero())
      .map((group) => ({
        category: group.code as TaxCategory,
        percent: group.percent!,
        taxableMinor: minor(group.taxable),
        taxMinor: minor(group.tax),
        reason: reasonOf(rules, group.code),
      })),
    holds: missingRules(document, rules),
  };
}

/** The figures of a document that was issued, from what its lines keep: credit notes go by them. */
export function figuresOfIssued(
  {
    currency,
    prices,
    taxStep,
  }: { readonly currency: string; readonly prices: Prices; readonly taxStep: string | null },
  lines: readonly (LineToTax & { readonly rule: AppliedTax | null })[],
): { readonly figures: InvoiceFigures; readonly terms: InvoiceTerms; readonly places: readonly number[] } {
  const terms = termsOf(
    currency,
    prices,
    taxStep,
    lines,
    lines.map(({ rule }) => rule),
  );
  return { figures: workOutInvoice(terms), terms, places: billed(lines) };
}

/** Positions, from 0, of the lines that bill something or nothing, but do not wait. */
function billed(lines: readonly LineToTax[]): number[] {
  return lines.flatMap(({ amountMinor }, index) => (amountMinor === null ? [] : [index]));
}

function termsOf(
  currency: string,
  prices: Prices,
  taxIncrement: string | null,
  lines: readonly LineToTax[],
  rules: readonly (Pick<TaxRuleFacts, 'category' | 'percent'> | null)[],
): InvoiceTerms {
  return {
    currency,
    prices,
    taxIncrement,
    lines: billed(lines).map((index) => {
      const rule = rules[index];
      return {
        amount: fromMinor(lines[index]!.amountMinor!, currency),
        discount: '0',
        taxes: rule ? [toLineTax(rule)] : [],
      };
    }),
    discounts: [],
    payableIncrement: null,
  };
}

/** One regime has one step; where rules name several, the coarsest holds for the document. */
function stepOf(rules: readonly (TaxRuleFacts | null)[]): string | null {
  const steps = rules.flatMap((rule) => (rule?.taxStep ? [new Exact(rule.taxStep)] : []));
  return steps.length === 0 ? null : Exact.max(...steps).toFixed();
}

function toApplied({
  supply,
  category,
  percent,
  taxStep,
  reason,
  validFrom,
  validTo,
}: TaxRuleFacts): AppliedTax {
  return { supply, category, percent, taxStep, reason, validFrom, validTo };
}

/** Reasons of one category, each once. */
function reasonOf(rules: readonly (TaxRuleFacts | null)[], category: string | null): string {
  const reasons = rules.flatMap((rule) =>
    rule && rule.category === category && rule.reason ? [rule.reason] : [],
  );
  return [...new Set(reasons)].join('\n');
}

function missingRules(
  { lines, buyerCountry, taxPoint }: DocumentToTax,
  rules: readonly (TaxRuleFacts | null)[],
): HoldReason[] {
  const supplies = lines.flatMap(({ kind, amountMinor }, index) =>
    amountMinor !== null && amountMinor !== 0n && rules[index] === null ? [supplyOf(kind)] : [],
  );
  return [...new Set(supplies)].map((supply) => ({
    code: 'tax_rule_missing',
    params: { supply, country: buyerCountry, taxPoint },
  }));
}
