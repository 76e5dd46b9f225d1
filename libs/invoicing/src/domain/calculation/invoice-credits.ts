import { Exact, sumOf } from '#platform/domain';
import type { InvoiceFigures, InvoiceSteps } from './invoice-figures.js';
import { positionsOf, type TaxGroup } from './invoice-taxes.js';
import { roundToStep, shareOut, within } from './precision.js';

/**
 * A requested credit of an invoice: a net amount, a fraction of the whole, or net amounts of one or several lines
 * (positions from 0), before discounts, as on the lines. Decimals are strings.
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

/** A fraction such as 29/30. An amount is multiplied before it is divided, so that the result is exact. */
export interface Fraction {
  readonly numerator: string;
  readonly denominator: string;
}

export interface CreditNoteFigures {
  /** Part of the discounts that the credit reverses, so that it doesn't exceed the amount paid. */
  readonly discountAdjustment: Exact;
  readonly net: Exact;
  /** Share of the net amount for each line of the invoice. */
  readonly lines: readonly Exact[];
  readonly tax: Exact;
  readonly total: Exact;
  readonly taxes: readonly Pick<TaxGroup, 'code' | 'percent' | 'taxable' | 'tax'>[];
}

/** Remaining amounts of an invoice after credit notes. */
export interface RemainingAmounts {
  /** Per line, net after discounts. */
  readonly net: readonly Exact[];
  /** Per line, net before discounts. */
  readonly stated: readonly Exact[];
  /** Amount of each tax. */
  readonly tax: readonly Exact[];
}

interface CreditedAmounts {
  readonly net: readonly Exact[];
  readonly stated: readonly Exact[];
  readonly discountAdjustment: Exact;
}

/**
 * Computes the credit notes of an invoice in the order of issue. Each is rounded separately, its tax follows from its
 * rounded net, and no credit note exceeds the amount left. The last credit note takes the remainder
 * (docs/rules/invoicing.md#credit-notes), so that together they add up to the invoice, including every tax.
 * @param steps the rounding steps of the invoice
 */
export function computeCreditNotes(
  invoice: InvoiceFigures,
  credits: readonly Credit[],
  steps: InvoiceSteps,
): CreditNoteFigures[] {
  return applyCredits(invoice, credits, steps).notes;
}

/** Returns the remaining amounts of each line and tax after the credit notes, applied in this order. */
export function remainingAfter(
  invoice: InvoiceFigures,
  credits: readonly Credit[],
  steps: InvoiceSteps,
): RemainingAmounts {
  return applyCredits(invoice, credits, steps).left;
}

function applyCredits(
  invoice: InvoiceFigures,
  credits: readonly Credit[],
  steps: InvoiceSteps,
): { readonly notes: CreditNoteFigures[]; readonly left: RemainingAmounts } {
  let remaining: RemainingAmounts = {
    net: invoice.lines.map(({ taxable }) => taxable),
    stated: invoice.lines.map(({ statedNet }) => statedNet),
    tax: invoice.taxes.map(({ tax }) => tax),
  };
  const notes = credits.map((credit) => {
    const credited = applyCredit(invoice, remaining, credit, steps.amounts);
    const net = subtractEach(remaining.net, credited.net);
    const taxes = invoice.taxes.map((group, index) =>
      taxOf(invoice, group, credited.net, net, remaining.tax[index]!, steps.taxes),
    );
    remaining = {
      net,
      stated: subtractEach(remaining.stated, credited.stated),
      tax: subtractEach(remaining.tax, taxes),
    };
    return toNote(invoice, credited, taxes);
  });
  return { notes, left: remaining };
}

function applyCredit(
  invoice: InvoiceFigures,
  remaining: RemainingAmounts,
  credit: Credit,
  step: Exact | null,
): CreditedAmounts {
  if ('lines' in credit) return creditLines(remaining, credit.lines, step);
  if ('line' in credit)
    return creditLine(remaining, credit.line, roundToStep(new Exact(credit.net), step), step);
  const requested =
    'net' in credit
      ? new Exact(credit.net)
      : invoice.net.times(credit.fraction.numerator).div(credit.fraction.denominator);
  return creditProportionally(remaining, roundToStep(requested, step), step);
}

/** Divides the credit among the lines in proportion to their remaining amounts. */
function creditProportionally(
  remaining: RemainingAmounts,
  requested: Exact,
  step: Exact | null,
): CreditedAmounts {
  const sum = sumOf(remaining.net);
  const net = within(sum, requested);
  const shares = net.eq(sum)
    ? remaining.net
    : shareOut(
        net,
        remaining.net.map((each) => net.times(each).div(sum)),
        step,
      );
  // A line's amount before discounts decreases in proportion to its amount after discounts.
  const stated = remaining.stated.map((each, line) => {
    const before = remaining.net[line]!;
    const after = before.minus(shares[line]!);
    return after.eq(before) ? new Exact(0) : each.minus(roundToStep(each.times(after).div(before), step));
  });
  return { net: shares, stated, discountAdjustment: new Exact(0) };
}

/** Credits lines in order, but as a single credit: the tax is calculated once from their sum. */
function creditLines(
  remaining: RemainingAmounts,
  lines: readonly CreditOfLine[],
  step: Exact | null,
): CreditedAmounts {
  const nothing = remaining.net.map(() => new Exact(0));
  let credited: CreditedAmounts = { net: nothing, stated: nothing, discountAdjustment: new Exact(0) };
  for (const { line, net } of lines) {
    const rest = {
      net: subtractEach(remaining.net, credited.net),
      stated: subtractEach(remaining.stated, credited.stated),
      tax: remaining.tax,
    };
    const next = creditLine(rest, line, roundToStep(new Exact(net), step), step);
    credited = {
      net: credited.net.map((amount, index) => amount.plus(next.net[index]!)),
      stated: credited.stated.map((amount, index) => amount.plus(next.stated[index]!)),
      discountAdjustment: credited.discountAdjustment.plus(next.discountAdjustment),
    };
  }
  return credited;
}

/**
 * Credits a line. The line's own discount applies before those of the invoice; both are reversed in proportion to the
 * credited amount.
 */
function creditLine(
  remaining: RemainingAmounts,
  position: number,
  requested: Exact,
  step: Exact | null,
): CreditedAmounts {
  const remainingStated = remaining.stated[position]!;
  const remainingNet = remaining.net[position]!;
  const stated = within(remainingStated, requested);
  const discount = roundToStep(partOf(remainingStated.minus(remainingNet), stated, remainingStated), step);
  const net = within(sumOf(remaining.net), within(remainingNet, stated.minus(discount)));
  const only = (amount: Exact): Exact[] =>
    remaining.net.map((_, line) => (line === position ? amount : new Exact(0)));
  return { net: only(net), stated: only(stated), discountAdjustment: stated.minus(net) };
}

/**
 * Returns the share of an amount in proportion to a part of a whole; the full amount if the part is the whole, even if
 * both are zero.
 */
function partOf(amount: Exact, part: Exact, whole: Exact): Exact {
  return part.eq(whole) ? amount : amount.times(part).div(whole);
}

/** Calculates tax from the rounded net, limited to the remaining tax. The last credit takes the remainder. */
function taxOf(
  invoice: InvoiceFigures,
  group: TaxGroup,
  credited: readonly Exact[],
  remaining: readonly Exact[],
  remainingTax: Exact,
  step: Exact | null,
): Exact {
  const positions = positionsOf(group);
  const isTouched = positions.some((line) => !credited[line]!.isZero());
  if (remaining.every((each) => each.isZero())) return remainingTax;
  if (isTouched && positions.every((line) => remaining[line]!.isZero())) return remainingTax;
  return within(remainingTax, roundToStep(exactTax(invoice, group, credited), step));
}

function exactTax(invoice: InvoiceFigures, group: TaxGroup, credited: readonly Exact[]): Exact {
  if (group.percent !== null) return taxableOf(group, credited).times(group.percent).div(100);
  return sumOf(
    group.lines.map(({ line, tax }) => {
      const { taxable } = invoice.lines[line]!;
      return taxable.isZero() ? taxable : tax.times(credited[line]!).div(taxable);
    }),
  );
}

function taxableOf(group: TaxGroup, credited: readonly Exact[]): Exact {
  return sumOf(positionsOf(group).map((line) => credited[line]!));
}

function toNote(
  invoice: InvoiceFigures,
  credited: CreditedAmounts,
  taxes: readonly Exact[],
): CreditNoteFigures {
  const net = sumOf(credited.net);
  const tax = sumOf(taxes);
  return {
    discountAdjustment: credited.discountAdjustment,
    net,
    lines: credited.net,
    tax,
    total: net.plus(tax),
    taxes: invoice.taxes
      .map((group, index) => ({
        code: group.code,
        percent: group.percent,
        taxable: taxableOf(group, credited.net),
        tax: taxes[index]!,
      }))
      .filter((each) => !each.taxable.isZero() || !each.tax.isZero()),
  };
}

function subtractEach(amounts: readonly Exact[], credited: readonly Exact[]): Exact[] {
  return amounts.map((amount, index) => amount.minus(credited[index]!));
}
