import type { KitDelivery } from '../../../api/types.js';

/** Whether the machine has exceeded the operating hours at which the kit was due, and the kit has not arrived. */
export function isOverdue(delivery: Pick<KitDelivery, 'hoursLeft' | 'state'>): boolean {
  if (delivery.state === 'received' || delivery.state === 'cancelled') return false;
  return delivery.hoursLeft !== null && Number(delivery.hoursLeft) < 0;
}
