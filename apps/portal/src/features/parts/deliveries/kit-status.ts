import type { KitDelivery } from '../../../api/types.js';

/**
 * Returns true if the kit has neither arrived nor been cancelled, although the machine has passed the running hours at
 * which it was due.
 */
export function isOverdue(delivery: Pick<KitDelivery, 'hoursLeft' | 'state'>): boolean {
  if (delivery.state === 'received' || delivery.state === 'cancelled') return false;
  return delivery.hoursLeft !== null && Number(delivery.hoursLeft) < 0;
}
