import { Exact, sumOf } from '#platform/domain';
import type { InvoiceFigures, InvoiceSteps } from './invoice-figures.js';
import { positionsOf, type TaxGroup } from './invoice-taxes.js';
import { roundToStep, shareOut, within } from './precision.js';

/**
 * Requested credit of an invoice: a net amount, a fraction of the whole, or net amounts of one or several lines
 * (positions from 0) as the lines state them, before discounts. Decimals are strings.
 */
export type Credit =
  | { readonly net: string }
  | { readonly fraction: Fraction }
  | CreditOfLine
  | { readonly lines: readonly CreditOfLine[] };

export interface CreditOfLine {
  readonly line: number;
  readonly net: string;
}

/** "29/30": multiplied before it is divided. */
export interface Fraction {
  readonly numerator: string;
  readonly denominator: string;
}

export interface CreditNoteFigures {
  /** The part of the discounts that the credit reverses, so that no more is credited than was paid. */
  readonly discountAdjustment: Exact;
  readonly net: Exact;
  /** The share of the net for each line of the invoice. */
  readonly lines: readonly Exact[];
  readonly tax: Exact;
  readonly total: Exact;
  readonly taxes: readonly Pick<TaxGroup, 'code' | 'percent' | 'taxable' | 'tax'>[];
}

/** Remainder of an invoice after credit notes. */
export interface Left {
  /** Per line, net after discounts. */
  readonly net: readonly Exact[];
  /** Per line, net before discounts. */
  readonly stated: readonly Exact[];
  /** Per tax. */
  readonly tax: readonly Exact[];
}

interface Taken {
  readonly net: readonly Exact[];
  readonly stated: readonly Exact[];
  readonly discountAdjustment: Exact;
}

/**
 * Computes the credit notes of an invoice in the order of issue. Each is rounded on its own, its tax follows from its
 * rounded net, and none exceeds what is left. The last one takes the rest (docs/rules/invoicing.md#credit-notes), so
 * all of them add up to the invoice, to the last unit of every tax.
 * @param steps the rounding steps of the invoice
 */
export function creditInOrder(
  invoice: InvoiceFigures,
  credits: readonly Credit[],
  steps: InvoiceSteps,
): CreditNoteFigures[] {
  return takeInOrder(invoice, credits, steps).notes;
}

/** Remainder of each line and tax after the credit notes, applied in this order. */
export function leftAfter(invoice: InvoiceFigures, credits: readonly Credit[], steps: InvoiceSteps): Left {
  return takeInOrder(invoice, credits, steps).left;
}

function takeInOrder(
  invoice: InvoiceFigures,
  credits: readonly Credit[],
  steps: InvoiceSteps,
): { readonly notes: CreditNoteFigures[]; readonly left: Left } {
  let left: Left = {
    net: invoice.lines.map(({ taxable }) => taxable),
    stated: invoice.lines.map(({ statedNet }) => statedNet),
    tax: invoice.taxes.map(({ tax }) => tax),
  };
  const notes = credits.map((credit) => {
    const taken = take(invoice, left, credit, steps.amounts);
    const net = minusEach(left.net, taken.net);
    const taxes = invoice.taxes.map((group, index) =>
      taxOf(invoice, group, taken.net, net, left.tax[index]!, steps.taxes),
    );
    left = { net, stated: minusEach(left.stated, taken.stated), tax: minusEach(left.tax, taxes) };
    return toNote(invoice, taken, taxes);
  });
  return { notes, left };
}

function take(invoice: InvoiceFigures, left: Left, credit: Credit, step: Exact | null): Taken {
  if ('lines' in credit) return takeOfLines(left, credit.lines, step);
  if ('line' in credit) return takeOfLine(left, credit.line, roundToStep(new Exact(credit.net), step), step);
  const asked =
    'net' in credit
      ? new Exact(credit.net)
      : invoice.net.times(credit.fraction.numerator).div(credit.fraction.denominator);
  return takeOfAll(left, roundToStep(asked, step), step);
}

/** Shares the credit over what is left of the lines. */
function takeOfAll(left: Left, asked: Exact, step: Exact | null): Taken {
  const sum = sumOf(left.net);
  const net = within(sum, asked);
  const shares = net.eq(sum)
    ? left.net
    : shareOut(
        net,
        left.net.map((each) => net.times(each).div(sum)),
        step,
      );
  // A line's amount before discounts decreases in proportion to its amount after discounts.
  const stated = left.stated.map((each, line) => {
    const before = left.net[line]!;
    const after = before.minus(shares[line]!);
    return after.eq(before) ? new Exact(0) : each.minus(roundToStep(each.times(after).div(before), step));
  });
  return { net: shares, stated, discountAdjustment: new Exact(0) };
}

/** Takes lines one after the other, but as one credit: its tax is calculated once from their sum. */
function takeOfLines(left: Left, lines: readonly CreditOfLine[], step: Exact | null): Taken {
  const nothing = left.net.map(() => new Exact(0));
  let taken: Taken = { net: nothing, stated: nothing, discountAdjustment: new Exact(0) };
  for (const { line, net } of lines) {
    const rest = {
      net: minusEach(left.net, taken.net),
      stated: minusEach(left.stated, taken.stated),
      tax: left.tax,
    };
    const next = takeOfLine(rest, line, roundToStep(new Exact(net), step), step);
    taken = {
      net: taken.net.map((amount, index) => amount.plus(next.net[index]!)),
      stated: taken.stated.map((amount, index) => amount.plus(next.stated[index]!)),
      discountAdjustment: taken.discountAdjustment.plus(next.discountAdjustment),
    };
  }
  return taken;
}

/** A line's own discount applies before those of the invoice; both are reversed in proportion to what is credited. */
function takeOfLine(left: Left, position: number, asked: Exact, step: Exact | null): Taken {
  const statedLeft = left.stated[position]!;
  const netLeft = left.net[position]!;
  const stated = within(statedLeft, asked);
  const discount = roundToStep(partOf(statedLeft.minus(netLeft), stated, statedLeft), step);
  const net = within(sumOf(left.net), within(netLeft, stated.minus(discount)));
  const only = (amount: Exact): Exact[] =>
    left.net.map((_, line) => (line === position ? amount : new Exact(0)));
  return { net: only(net), stated: only(stated), discountAdjustment: stated.minus(net) };
}

/** The share of an amount in proportion to a part of a whole; all of it if the part is the whole or zero. */
function partOf(amount: Exact, part: Exact, whole: Exact): Exact {
  return part.eq(whole) ? amount : amount.times(part).div(whole);
}

/** Calculates tax from the rounded net, limited to the tax that is left; the last credit takes the rest. */
function taxOf(
  invoice: InvoiceFigures,
  group: TaxGroup,
  taken: readonly Exact[],
  left: readonly Exact[],
  taxLeft: Exact,
  step: Exact | null,
): Exact {
  const positions = positionsOf(group);
  const isTouched = positions.some((line) => !taken[line]!.isZero());
  if (left.every((each) => each.isZero())) return taxLeft;
  if (isTouched && positions.every((line) => left[line]!.isZero())) return taxLeft;
  return within(taxLeft, roundToStep(exactTax(invoice, group, taken), step));
}

function exactTax(invoice: InvoiceFigures, group: TaxGroup, taken: readonly Exact[]): Exact {
  if (group.percent !== null) return taxableOf(group, taken).times(group.percent).div(100);
  return sumOf(
    group.lines.map(({ line, tax }) => {
      const { taxable } = invoice.lines[line]!;
      return taxable.isZero() ? taxable : tax.times(taken[line]!).div(taxable);
    }),
  );
}

function taxableOf(group: TaxGroup, taken: readonly Exact[]): Exact {
  return sumOf(positionsOf(group).map((line) => taken[line]!));
}

function toNote(invoice: InvoiceFigures, taken: Taken, taxes: readonly Exact[]): CreditNoteFigures {
  const net = sumOf(taken.net);
  const tax = sumOf(taxes);
  return {
    discountAdjustment: taken.discountAdjustment,
    net,
    lines: taken.net,
    tax,
    total: net.plus(tax),
    taxes: invoice.taxes
      .map((group, index) => ({
        code: group.code,
        percent: group.percent,
        taxable: taxableOf(group, taken.net),
        tax: taxes[index]!,
      }))
      .filter((each) => !each.taxable.isZero() || !each.tax.isZero()),
  };
}

function minusEach(amounts: readonly Exact[], taken: readonly Exact[]): Exact[] {
  return amounts.map((amount, index) => amount.minus(taken[index]!));
}
