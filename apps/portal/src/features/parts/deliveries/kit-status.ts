import type { KitDelivery } from '../../../api/types.js';

/**
 * Returns true if the kit has not arrived, although the machine has passed the operating hours at which it was due.
 */
export function isOverdue(delivery: Pick<KitDelivery, 'hoursLeft' | 'state'>): boolean {
  if (delivery.state === 'received' || delivery.state === 'cancelled') return false;
  return delivery.hoursLeft !== null && Number(delivery.hoursLeft) < 0;
}
