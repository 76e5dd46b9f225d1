import { type AgreedDiscount, countDays } from '#contracts/domain';
import {
  applyDiscounts,
  discountKey,
  type DraftLine,
  type InvoiceDiscount,
  isDiscountable,
  stepOf,
  type Supply,
  supplyOf,
} from '#invoicing/domain';
import { Exact, fromMinor, toMinor, sumOf } from '#platform/domain';
import type { DraftInput } from './draft-input.js';

const SUPPLIES = ['service', 'goods'] as const satisfies readonly Supply[];

/** Returns the discounts that apply on the last day of an invoice, in order. */
export function discountsOn(discounts: readonly AgreedDiscount[], lastDay: string): AgreedDiscount[] {
  return discounts.filter(
    ({ from, until }) => (from === null || from <= lastDay) && (until === null || until >= lastDay),
  );
}

/**
 * Calculates the discounts on the whole invoice, in order. Each percentage applies to the amount that remains after
 * earlier discounts, and the total never drops below zero. Invoice previews use the same function. Each discount has
 * one line for services and one line for parts, because their tax rates can differ. Discounts apply to the amounts of
 * the month itself, without deposits, guarantees and lines on hold, and without corrections of other months, which
 * already include those months' discounts.
 * @param lines the month's lines as billed
 */
export function discountLines(lines: readonly DraftLine[], input: DraftInput): DraftLine[] {
  const { discounts = [], currency, month } = input;
  if (discounts.length === 0) return [];
  const discountable = lines.filter(
    (line) => line.amountMinor !== null && isDiscountable(line, month.from.date),
  );
  const sums = SUPPLIES.map((supply) =>
    sumOf(
      discountable
        .filter(({ kind }) => supplyOf(kind) === supply)
        .map(({ amountMinor }) => new Exact(fromMinor(amountMinor ?? 0n, currency))),
    ),
  );
  const inOrder = discounts.map(asDiscount);
  const upTo = (count: number) => applyDiscounts(sums, inOrder.slice(0, count), stepOf(currency));
  return discounts.flatMap((discount, position) => {
    const before = upTo(position);
    const after = upTo(position + 1);
    const left = sumOf(sums).minus(before.discount);
    return SUPPLIES.flatMap((supply, index) => {
      const amount = before.shares[index]!.minus(after.shares[index]!);
      if (amount.isZero()) return [];
      return [lineOf(input, { discount, position, supply, amount, left, sums, inOrder })];
    });
  });
}

/** Converts a discount to the form that invoice previews use. */
export function asDiscount({ percent, amount }: AgreedDiscount): InvoiceDiscount {
  return percent === null ? { amount: amount ?? '0' } : { percent };
}

interface DiscountOnBill {
  readonly discount: AgreedDiscount;
  readonly position: number;
  readonly supply: Supply;
  /** Amount of the discount; negative. */
  readonly amount: Exact;
  /** Remaining amount of the invoice after the previous discounts. */
  readonly left: Exact;
  /** Totals of the invoice's services and parts. */
  readonly sums: readonly Exact[];
  readonly inOrder: readonly InvoiceDiscount[];
}

function lineOf(
  { month, currency }: DraftInput,
  { discount, position, supply, amount, left, sums, inOrder }: DiscountOnBill,
): DraftLine {
  const { percent, clause } = discount;
  const service = { from: month.from.date, to: month.to.date };
  const key = discountKey(position, supply);
  return {
    // A discount on parts is taxed like parts.
    kind: supply === 'goods' ? 'kit' : 'base',
    params: {
      component: 'discount',
      percent,
      amount: percent === null ? discount.amount : null,
      left: left.toFixed(),
      supply,
    },
    clause,
    quantity: null,
    unit: '',
    unitPrice: null,
    amountMinor: toMinor(amount, currency),
    state: 'fixed',
    usagePeriodIds: [],
    kitDeliveryId: null,
    place: {
      chargeKey: key,
      component: 'discount',
      counterFrom: month.from.date,
      partFrom: null,
      machineId: null,
    },
    service,
    snapshot: {
      charge: {
        key,
        nameI18n: {},
        due: 'arrears',
        countsBy: 'month',
        perMachine: false,
        pricing: { model: 'flat' },
      },
      applied: { model: 'flat' },
      counter: {
        ...service,
        used: countDays(service.from, service.to),
        of: countDays(month.period.from, month.period.to),
        isFinal: true,
      },
      counted: [],
      ofBill: {
        discounts: inOrder.slice(0, position + 1),
        services: sums[0]!.toFixed(),
        parts: sums[1]!.toFixed(),
      },
      billable: null,
      steps: [],
      gross: amount.toFixed(),
      discount: '0',
      capDiscount: '0',
      exact: amount.toFixed(),
      standing: amount.toFixed(),
      billedBefore: '0',
    },
  };
}
