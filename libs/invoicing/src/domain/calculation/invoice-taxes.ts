import { Exact, sumOf } from '#platform/domain';
import { roundToStep, shareOut } from './precision.js';

/** A tax on a line: a rate, or a stated amount. `code` is the tax category; null if there is only one category. */
export type LineTax =
  | { readonly code: string | null; readonly percent: string }
  | { readonly code: string | null; readonly amount: string };

export type Prices = 'exclusive' | 'inclusive';

export interface TaxedLine {
  /** Rounded amount of the line after all discounts; net or gross like the prices. */
  readonly amount: Exact;
  readonly taxes: readonly LineTax[];
  /** Index of the line's contract on the document. */
  readonly section: number;
}

/** A rate of a category on the whole document. */
export interface TaxGroup {
  readonly code: string | null;
  /** Null if the amounts were stated. */
  readonly percent: string | null;
  readonly taxable: Exact;
  readonly tax: Exact;
  /**
   * Lines that are taxed at this rate, by position, with each line's share of the tax; the shares add up to the tax.
   */
  readonly lines: readonly { readonly line: number; readonly tax: Exact }[];
}

export interface TaxFigures {
  readonly groups: readonly TaxGroup[];
  /** Taxable amount of each line, net of tax. */
  readonly taxable: readonly Exact[];
  /** Sum of the taxes of each line. */
  readonly lineTaxes: readonly Exact[];
}

/**
 * Computes the taxes of a document. A tax is rounded once per rate and category (EN 16931, BR-CO-17). It is divided
 * among the document's contracts by largest remainder, and each contract's share is divided among its lines in the same
 * way. With inclusive prices, the tax is gross × rate
 * (100 + rates), and the net is the remainder (docs/rules/invoicing.md#tax).
 * @param step rounding step of the tax regime, which can differ from the currency's
 */
export function taxDocument(lines: readonly TaxedLine[], prices: Prices, step: Exact | null): TaxFigures {
  const groups = groupsOf(lines).map((group) => {
    const parts = group.lines.map(({ line, tax }) => exactTax(lines[line]!, tax, prices));
    const tax = roundToStep(sumOf(parts), step);
    const shares = shareBySection(
      tax,
      group.lines.map(({ line }, index) => ({ section: lines[line]!.section, part: parts[index]! })),
      step,
    );
    return { ...group, tax, lines: group.lines.map(({ line }, index) => ({ line, tax: shares[index]! })) };
  });
  const lineTaxes = lines.map(() => new Exact(0));
  for (const { line, tax } of groups.flatMap((group) => group.lines))
    lineTaxes[line] = lineTaxes[line]!.plus(tax);
  const taxable = lines.map(({ amount }, position) =>
    prices === 'inclusive' ? amount.minus(lineTaxes[position]!) : amount,
  );
  return {
    groups: groups.map((group) => ({
      ...group,
      taxable: sumOf(positionsOf(group).map((line) => taxable[line]!)),
    })),
    taxable,
    lineTaxes,
  };
}

/**
 * Shares an amount among sections, and each section's share among its parts. The result is in the order of the parts.
 */
function shareBySection(
  whole: Exact,
  parts: readonly { readonly section: number; readonly part: Exact }[],
  step: Exact | null,
): Exact[] {
  const sections = [...new Set(parts.map(({ section }) => section))];
  const partsOf = (section: number): Exact[] =>
    parts.flatMap((one) => (one.section === section ? [one.part] : []));
  const shares = shareOut(
    whole,
    sections.map((section) => sumOf(partsOf(section))),
    step,
  );
  const left = new Map(
    sections.map((section, index) => [section, shareOut(shares[index]!, partsOf(section), step)]),
  );
  return parts.map(({ section }) => left.get(section)!.shift()!);
}

/** Returns the positions of the lines that a tax applies to, without duplicates. */
export function positionsOf({ lines }: { readonly lines: readonly { readonly line: number }[] }): number[] {
  return [...new Set(lines.map(({ line }) => line))];
}

/** Returns the sum of a line's rates, in percent. */
export function rateOf(taxes: readonly LineTax[]): Exact {
  return sumOf(taxes.flatMap((tax) => ('percent' in tax ? [new Exact(tax.percent)] : [])));
}

interface Group {
  readonly code: string | null;
  readonly percent: string | null;
  readonly lines: { readonly line: number; readonly tax: LineTax }[];
}

/** Groups taxes by category and rate, in the order in which they occur on the lines. */
function groupsOf(lines: readonly TaxedLine[]): Group[] {
  const groups = new Map<string, Group>();
  lines.forEach(({ taxes }, line) => {
    for (const tax of taxes) {
      const percent = 'percent' in tax ? new Exact(tax.percent).toFixed() : null;
      const key = JSON.stringify([tax.code, percent]);
      const group = groups.get(key) ?? { code: tax.code, percent, lines: [] };
      group.lines.push({ line, tax });
      groups.set(key, group);
    }
  });
  return [...groups.values()];
}

function exactTax({ amount, taxes }: TaxedLine, tax: LineTax, prices: Prices): Exact {
  if ('amount' in tax) return new Exact(tax.amount);
  return prices === 'exclusive'
    ? amount.times(tax.percent).div(100)
    : withoutStatedTaxes(amount, taxes).times(tax.percent).div(rateOf(taxes).plus(100));
}

function withoutStatedTaxes(gross: Exact, taxes: readonly LineTax[]): Exact {
  return gross.minus(sumOf(taxes.flatMap((tax) => ('amount' in tax ? [new Exact(tax.amount)] : []))));
}
