import { Exact, fromMinor, toMinor, sumOf } from '#platform/domain';
import { type InvoiceFigures, type InvoiceTerms, computeInvoice } from '../calculation/invoice-figures.js';
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
  /** Component of the charge; absent if no charge prices the line. */
  readonly component?: string | null;
  /** Net or gross like the prices; null if the line is on hold. */
  readonly amountMinor: bigint | null;
  /** For a correction: the tax point of the corrected line, which replaces the document's. */
  readonly taxPoint?: string;
}

export interface DocumentToTax {
  readonly currency: string;
  readonly prices: Prices;
  readonly buyerCountry: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly taxPoint: string;
  /** The seller's tax rules. */
  readonly rules: readonly TaxRuleFacts[];
  readonly lines: readonly LineToTax[];
}

export interface TaxedLineOfDocument {
  readonly netMinor: bigint | null;
  readonly taxMinor: bigint | null;
  readonly rule: AppliedTax | null;
}

/** The totals of one rate of a category. */
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
  /** Holds for supplies without a tax rule, because a draft with unknown taxes must not be approved. */
  readonly holds: readonly HoldReason[];
}

/** A line with its stored rule; null if there is none. */
type RuledLine = LineToTax & { readonly rule: AppliedTax | null };

/**
 * Assigns each line its tax rule at the tax point, and calculates totals as `computeInvoice` does. A line on hold has
 * no tax. A line without a rule is included in the totals without tax, and the document is put on hold.
 */
export function taxDraft(document: DocumentToTax): TaxedDocument {
  const { buyerCountry, taxPoint, lines, currency, prices } = document;
  const linesWithRules = lines.map((line): RuledLine => {
    const { kind, component = null, amountMinor, taxPoint: own = taxPoint } = line;
    const facts = { kind, component, country: buyerCountry, taxPoint: own };
    const rule = amountMinor === null ? undefined : taxOn(document.rules, facts);
    return { ...line, rule: rule ? toApplied(rule) : null };
  });
  const [taxed] = taxTogether({ currency, prices }, [linesWithRules]);
  return { ...taxed!, holds: missingRules(document, linesWithRules) };
}

/**
 * Calculates the totals of each contract on a shared document, according to the rules that are stored with the lines.
 * Each tax is rounded once for the document and divided among its contracts by largest remainder, so that the shares
 * add up to the document's tax.
 * @param contracts the contracts' lines, in the order of the document
 */
export function taxTogether(
  { currency, prices }: Pick<DocumentToTax, 'currency' | 'prices'>,
  contracts: readonly (readonly RuledLine[])[],
): TaxedDocument[] {
  const all = contracts.flatMap((lines, section) => lines.map((line) => ({ ...line, section })));
  const taxStep = stepOf(all.map(({ rule }) => rule));
  const figures = computeInvoice(termsOf(currency, prices, taxStep, all));
  const places = new Map(billedIndexes(all).map((line, place) => [line, place]));
  const minor = (amount: Exact) => toMinor(amount, currency);
  let nextIndex = 0;
  return contracts.map((lines) => {
    const first = nextIndex;
    nextIndex += lines.length;
    const own = lines.map(({ rule }, index) => ({ rule, place: places.get(first + index) }));
    const ownPlaces = new Set(own.flatMap(({ place }) => place ?? []));
    const taxes = figures.taxes.flatMap((group) => {
      const ownTaxLines = group.lines.filter(({ line }) => ownPlaces.has(line));
      if (ownTaxLines.length === 0) return [];
      const taxable = sumOf(positionsOf({ lines: ownTaxLines }).map((line) => figures.lines[line]!.taxable));
      return [{ group, taxable, tax: sumOf(ownTaxLines, ({ tax }) => tax) }];
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

/** A line as issued, with its share of the document's taxes. */
export type IssuedLine = RuledLine & { readonly netMinor: bigint | null; readonly taxMinor: bigint | null };

/**
 * Returns the figures of an issued document from its stored lines. Credit notes are based on these figures. On a shared
 * document, the stored tax of a contract is its share, which can differ by a rounding difference from the tax of a
 * separate document.
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
  const places = billedIndexes(lines);
  const storedAmounts = places.map((place) => {
    const { netMinor, taxMinor } = lines[place]!;
    return {
      net: new Exact(fromMinor(netMinor ?? 0n, currency)),
      tax: new Exact(fromMinor(taxMinor ?? 0n, currency)),
    };
  });
  const figures = computeInvoice(terms);
  const net = sumOf(storedAmounts, (line) => line.net);
  const tax = sumOf(storedAmounts, (line) => line.tax);
  return {
    figures: {
      ...figures,
      lines: figures.lines.map((line, place) => ({
        ...line,
        statedNet: storedAmounts[place]!.net,
        taxable: storedAmounts[place]!.net,
        tax: storedAmounts[place]!.tax,
      })),
      taxes: figures.taxes.map((group) => ({
        ...group,
        taxable: sumOf(positionsOf(group).map((place) => storedAmounts[place]!.net)),
        tax: sumOf(positionsOf(group).map((place) => storedAmounts[place]!.tax)),
        lines: group.lines.map(({ line }) => ({ line, tax: storedAmounts[line]!.tax })),
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

/** Returns the positions, from 0, of lines with an amount, including zero. Lines on hold have no position. */
function billedIndexes(lines: readonly LineToTax[]): number[] {
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
    lines: billedIndexes(lines).map((index) => {
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

/**
 * Returns the rounding increment of taxes. A tax regime has only one increment; if rules differ, the coarsest one
 * applies to the document.
 */
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

/** Returns the reasons for one category, without duplicates. */
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
