import type { IndexedItem } from './indexed-item.js';
import type { Allocation, MatchReason } from './proposal.js';
import { fromUnits, toUnits } from './units.js';

/** Facts of a line that explain a difference. */
export interface PaidAmount {
  readonly paid: bigint;
  readonly currency: string;
  readonly date: string;
  /** Charges that the bank states. */
  readonly charges: bigint;
  readonly maxFee: (open: bigint, currency: string) => bigint;
}

/** Explanation of a line's amount by one or several items. */
export interface AmountFit {
  readonly reason: MatchReason;
  readonly allocations: readonly Allocation[];
  readonly unapplied: bigint;
  /** True if the amount is explained completely: a difference was agreed, or the bank stated it. */
  readonly isExact: boolean;
  /** From 0 to 1, for ranking. */
  readonly weight: number;
}

type Difference = Pick<Allocation, 'discount' | 'withheld' | 'fee'>;

const NONE: Difference = { discount: null, withheld: null, fee: null };

/** Explains the amount of a line as payment of one item. The item is in the currency of the line. */
export function fitOne(indexed: IndexedItem, line: PaidAmount): AmountFit {
  const { item, open, afterWithholding } = indexed;
  const { paid, currency } = line;
  const text = (units: bigint): string => fromUnits(units, currency);
  const fit = (
    reason: MatchReason,
    weight: number,
    isExact: boolean,
    difference: Partial<Difference> = {},
  ): AmountFit => ({
    reason,
    allocations: [{ itemId: item.id, amount: text(paid < open ? paid : open), ...NONE, ...difference }],
    unapplied: paid > open ? paid - open : 0n,
    isExact,
    weight,
  });
  const rest = open - paid;
  if (rest === 0n) return fit('exact_amount', 1, true);
  if (rest < 0n) return fit('overpayment', 0.3, false);
  if (discountedAmount(indexed, line.date) === paid)
    return fit('early_discount', 0.95, true, { discount: text(rest) });
  if (afterWithholding.includes(paid)) return fit('tax_withheld', 0.95, true, { withheld: text(rest) });
  if (rest === line.charges) return fit('bank_fee', 0.95, true, { fee: text(rest) });
  if (rest <= line.maxFee(open, currency)) return fit('bank_fee', 0.7, false, { fee: text(rest) });
  return fit('part_payment', 0.35, false);
}

/** Explains the amount of a line as payment of several items; null if there is no explanation. */
export function fitSeveral(items: readonly IndexedItem[], line: PaidAmount): AmountFit | null {
  const text = (units: bigint): string => fromUnits(units, line.currency);
  const sum = items.reduce((all, { open }) => all + open, 0n);
  const fit = (
    weight: number,
    isExact: boolean,
    allocations: readonly Allocation[],
    unapplied = 0n,
  ): AmountFit => ({
    reason: 'several_documents',
    allocations,
    unapplied,
    isExact,
    weight,
  });
  const whole = ({ item, open }: IndexedItem): Allocation => ({
    itemId: item.id,
    amount: text(open),
    ...NONE,
  });
  if (sum === line.paid) return fit(1, true, items.map(whole));
  if (sum < line.paid) return fit(0.3, false, items.map(whole), line.paid - sum);
  const reductions: readonly (readonly [
    'discount' | 'withheld',
    (item: IndexedItem) => readonly bigint[],
  ])[] = [
    ['discount', (item) => [discountedAmount(item, line.date) ?? item.open]],
    ['withheld', ({ afterWithholding }) => afterWithholding],
  ];
  for (const [kind, amountsOf] of reductions) {
    const reduced = items.map((item) => ({ item, amount: amountsOf(item)[0] ?? item.open }));
    if (reduced.reduce((all, { amount }) => all + amount, 0n) !== line.paid) continue;
    return fit(
      0.95,
      true,
      reduced.map(({ item, amount }) => ({
        itemId: item.item.id,
        amount: text(amount),
        ...NONE,
        [kind]: amount < item.open ? text(item.open - amount) : null,
      })),
    );
  }
  const short = sum - line.paid;
  const last = items.at(-1);
  if (!last || short >= last.open) return null;
  const isStated = short === line.charges;
  if (!isStated && short > line.maxFee(sum, line.currency)) return null;
  return fit(isStated ? 0.95 : 0.6, isStated, [
    ...items.slice(0, -1).map(whole),
    { ...whole(last), amount: text(last.open - short), fee: text(short) },
  ]);
}

/** Explains a payment in another currency. Only a person can decide which part of the item it settles. */
export function fitForeign(
  { item, open }: IndexedItem,
  original: { amount: string; currency: string } | null,
): AmountFit {
  const isOrdered = original?.currency === item.currency && toUnits(original.amount) === open;
  return {
    reason: 'other_currency',
    allocations: [{ itemId: item.id, amount: fromUnits(open, item.currency), ...NONE }],
    unapplied: 0n,
    isExact: false,
    weight: isOrdered ? 0.9 : 0.2,
  };
}

function discountedAmount({ item, discounted }: IndexedItem, date: string): bigint | null {
  return item.discount && date <= item.discount.until ? discounted : null;
}
