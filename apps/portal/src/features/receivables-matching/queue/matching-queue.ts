import type { Payment } from '../../../api/types.js';
import { isPositive } from '../amounts.js';

/**
 * Returns the unapplied payments that were not skipped. Changes made on this page apply before the list is refetched.
 */
export function queueOf(
  listed: readonly Payment[],
  changed: ReadonlyMap<string, Payment>,
  skipped: ReadonlySet<string>,
): Payment[] {
  const added = [...changed.values()].filter(({ id }) => !listed.some((payment) => payment.id === id));
  return [...listed.map((payment) => changed.get(payment.id) ?? payment), ...added].filter(
    ({ id, unapplied }) => isPositive(unapplied.amount) && !skipped.has(id),
  );
}

/** Returns the payment to show when the current one leaves the queue: the next one, or the previous one at the end. */
export function followerOf(queue: readonly Pick<Payment, 'id'>[], currentId: string): string | undefined {
  const at = queue.findIndex(({ id }) => id === currentId);
  return (queue[at + 1] ?? queue[at - 1])?.id;
}

/** Returns the next or previous payment, or the current one if there is none in that direction. */
export function neighbourOf(
  queue: readonly Pick<Payment, 'id'>[],
  currentId: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = queue.findIndex(({ id }) => id === currentId);
  return (queue[at + step] ?? queue[at])?.id;
}
