import { Exact, fromMinor, toMinor, sumOf } from '#platform/domain';
import { type InvoiceFigures, type InvoiceTerms, workOutInvoice } from '../calculation/invoice-figures.js';
import { positionsOf, type Prices } from '../calculation/invoice-taxes.js';
import type { HoldReason } from './invoice-state.js';
import {
  type AppliedTax,
  supplyOf,
  type TaxCategory,
  taxOn,
  type TaxRuleFacts,
  toLineTax,
} from './tax-rules.js';

export interface LineToTax {
  readonly kind: string;
  /** Of a charge; left out of what no charge prices. */
  readonly component?: string | null;
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

/** A line with the rule that it keeps; null where there is none. */
type RuledLine = LineToTax & { readonly rule: AppliedTax | null };

/**
 * Gives each line its tax rule by the tax point, and the document its totals by the rules of `workOutInvoice`. A line that waits
 * bears nothing; one without a rule counts at its amount, and the document is held.
 */
export function taxDraft(document: DocumentToTax): TaxedDocument {
  const { buyerCountry, taxPoint, lines, currency, prices } = document;
  const ruled = lines.map((line): RuledLine => {
    const { kind, component = null, amountMinor, taxPoint: own = taxPoint } = line;
    const facts = { kind, component, country: buyerCountry, taxPoint: own };
    const rule = amountMinor === null ? undefined : taxOn(document.rules, facts);
    return { ...line, rule: rule ? toApplied(rule) : null };
  });
  const [taxed] = taxTogether({ currency, prices }, [ruled]);
  return { ...taxed!, holds: missingRules(document, ruled) };
}

/**
 * What each of several contracts comes to that one document bills, by the rules that their lines keep: each tax is rounded once over
 * the document, and its contracts bear their shares of it (largest remainder), so that together they are the document.
 * @param contracts their lines, in the order of the document
 */
export function taxTogether(
  { currency, prices }: Pick<DocumentToTax, 'currency' | 'prices'>,
  contracts: readonly (readonly RuledLine[])[],
): TaxedDocument[] {
  const all = contracts.flatMap((lines, section) => lines.map((line) => ({ ...line, section })));
  const taxStep = stepOf(all.map(({ rule }) => rule));
  const figures = workOutInvoice(termsOf(currency, prices, taxStep, all));
  const places = new Map(billed(all).map((line, place) => [line, place]));
  const minor = (amount: Exact) => toMinor(amount, currency);
  let begun = 0;
  return contracts.map((lines) => {
    const first = begun;
    begun += lines.length;
    const own = lines.map(({ rule }, index) => ({ rule, place: places.get(first + index) }));
    const ownPlaces = new Set(own.flatMap(({ place }) => place ?? []));
    const taxes = figures.taxes.flatMap((group) => {
      const borne = group.lines.filter(({ line }) => ownPlaces.has(line));
      if (borne.length === 0) return [];
      const taxable = sumOf(positionsOf({ lines: borne }).map((line) => figures.lines[line]!.taxable));
      return [{ group, taxable, tax: sumOf(borne, ({ tax }) => tax) }];
    });
    const net = sumOf([...ownPlaces].map((place) => figures.lines[place]!.taxable));
    const tax = sumOf(taxes, (one) => one.tax);
    return {
      netMinor: minor(net),
      taxMinor: minor(tax),
      grossMinor: minor(net.plus(tax)),
      taxStep,
      lines: own.map(({ rule, place }) => {
        const figure = place === undefined ? undefined : figures.lines[place];
        return {
          netMinor: figure ? minor(figure.taxable) : null,
          taxMinor: figure ? minor(figure.tax) : null,
          rule,
        };
      }),
      taxes: taxes
        .filter((one) => taxes.length === 1 || !one.taxable.isZero() || !one.tax.isZero())
        .map((one) => ({
          category: one.group.code as TaxCategory,
          percent: one.group.percent!,
          taxableMinor: minor(one.taxable),
          taxMinor: minor(one.tax),
          reason: reasonOf(
            own.map(({ rule }) => rule),
            one.group.code,
          ),
        })),
      holds: [],
    };
  });
}

/** A line as it was issued, with what of the document's taxes fell to it. */
export type IssuedLine = RuledLine & { readonly netMinor: bigint | null; readonly taxMinor: bigint | null };

/**
 * The figures of a document that was issued, as its lines keep them: credit notes go by them. What a contract bore of the taxes of a
 * document with others is what its lines say, and may differ by a rounding from what it would have borne alone.
 */
export function figuresOfIssued(
  {
    currency,
    prices,
    taxStep,
  }: { readonly currency: string; readonly prices: Prices; readonly taxStep: string | null },
  lines: readonly IssuedLine[],
): { readonly figures: InvoiceFigures; readonly terms: InvoiceTerms; readonly places: readonly number[] } {
  const terms = termsOf(currency, prices, taxStep, lines);
  const places = billed(lines);
  const kept = places.map((place) => {
    const { netMinor, taxMinor } = lines[place]!;
    return {
      net: new Exact(fromMinor(netMinor ?? 0n, currency)),
      tax: new Exact(fromMinor(taxMinor ?? 0n, currency)),
    };
  });
  const figures = workOutInvoice(terms);
  const net = sumOf(kept, (line) => line.net);
  const tax = sumOf(kept, (line) => line.tax);
  return {
    figures: {
      ...figures,
      lines: figures.lines.map((line, place) => ({
        ...line,
        statedNet: kept[place]!.net,
        taxable: kept[place]!.net,
        tax: kept[place]!.tax,
      })),
      taxes: figures.taxes.map((group) => ({
        ...group,
        taxable: sumOf(positionsOf(group).map((place) => kept[place]!.net)),
        tax: sumOf(positionsOf(group).map((place) => kept[place]!.tax)),
        lines: group.lines.map(({ line }) => ({ line, tax: kept[line]!.tax })),
      })),
      net,
      tax,
      total: net.plus(tax),
      payable: net.plus(tax),
    },
    terms,
    places,
  };
}

/** Positions, from 0, of the lines that bill something or nothing, but do not wait. */
function billed(lines: readonly LineToTax[]): number[] {
  return lines.flatMap(({ amountMinor }, index) => (amountMinor === null ? [] : [index]));
}

function termsOf(
  currency: string,
  prices: Prices,
  taxIncrement: string | null,
  lines: readonly (RuledLine & { readonly section?: number })[],
): InvoiceTerms {
  return {
    currency,
    prices,
    taxIncrement,
    lines: billed(lines).map((index) => {
      const { amountMinor, rule, section = 0 } = lines[index]!;
      return {
        amount: fromMinor(amountMinor!, currency),
        discount: '0',
        taxes: rule ? [toLineTax(rule)] : [],
        section,
      };
    }),
    discounts: [],
    payableIncrement: null,
  };
}

/** One regime has one step; where rules name several, the coarsest holds for the document. */
function stepOf(rules: readonly (AppliedTax | null)[]): string | null {
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
}: AppliedTax): AppliedTax {
  return { supply, category, percent, taxStep, reason, validFrom, validTo };
}

/** Reasons of one category, each once. */
function reasonOf(rules: readonly (AppliedTax | null)[], category: string | null): string {
  const reasons = rules.flatMap((rule) =>
    rule && rule.category === category && rule.reason ? [rule.reason] : [],
  );
  return [...new Set(reasons)].join('\n');
}

function missingRules({ buyerCountry, taxPoint }: DocumentToTax, lines: readonly RuledLine[]): HoldReason[] {
  const supplies = lines.flatMap(({ kind, amountMinor, rule }) =>
    amountMinor !== null && amountMinor !== 0n && rule === null ? [supplyOf(kind)] : [],
  );
  return [...new Set(supplies)].map((supply) => ({
    code: 'tax_rule_missing',
    params: { supply, country: buyerCountry, taxPoint },
  }));
}
