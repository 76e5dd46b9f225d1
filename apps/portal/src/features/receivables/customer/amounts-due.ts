import type { Amount, OpenItem } from '../../../api/types.js';
import { amountOf, minorOf } from '../amounts.js';
import { isCredit, isOverdue } from '../open-items/item-badge.js';

/** Amounts due from a customer in one currency. `open` is negative if credit notes exceed the invoices. */
export interface AmountsDue {
  readonly open: Amount;
  readonly overdue: Amount;
  /** Due date of the earliest overdue document; null if nothing is overdue. */
  readonly overdueSince: string | null;
}

/** Adds open invoices by currency, less open credit notes. */
export function sumDue(items: readonly OpenItem[]): AmountsDue[] {
  const currencies = [...new Set(items.map(({ open }) => open.currency))].sort();
  return currencies.map((currency) => {
    const own = items.filter(({ open }) => open.currency === currency);
    const overdue = own.filter((item) => !isCredit(item) && isOverdue(item));
    const sum = (of: readonly OpenItem[]): Amount =>
      amountOf(
        of.reduce((all, { open }) => all + minorOf(open), 0n),
        currency,
      );
    return {
      open: sum(own),
      overdue: sum(overdue),
      overdueSince: overdue.map(({ dueOn }) => dueOn).sort()[0] ?? null,
    };
  });
}
