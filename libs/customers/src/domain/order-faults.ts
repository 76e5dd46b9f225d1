import { Exact, type FieldFault, minorDecimals } from '#platform/domain';

/** A purchase order. Dates are `YYYY-MM-DD`. */
export interface OrderFields {
  readonly number: string;
  readonly reference: string;
  readonly validFrom: string;
  /** The last day of validity, inclusive; null for no end. */
  readonly validTo: string | null;
  /** Net amount as a decimal; null for no limit. */
  readonly amount: string | null;
  /** Currency of the amount. */
  readonly currency: string | null;
}

/** Returns the faults of an order, each pointing at its field. */
export function findOrderFaults(order: OrderFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (order.number.trim() === '') faults.push({ pointer: '/number', code: 'customers.order_number_missing' });
  if (order.validTo !== null && order.validTo < order.validFrom) {
    const params = { validFrom: order.validFrom };
    faults.push({ pointer: '/validTo', code: 'customers.order_ends_before_start', params });
  }
  if ((order.amount === null) !== (order.currency === null)) {
    const pointer = order.amount === null ? '/amount' : '/currency';
    faults.push({ pointer, code: 'customers.order_amount_incomplete' });
  }
  if (order.amount !== null && order.currency !== null) {
    const decimals = minorDecimals(order.currency);
    if (new Exact(order.amount).decimalPlaces() > decimals)
      faults.push({ pointer: '/amount', code: 'customers.order_amount_too_fine', params: { decimals } });
  }
  return faults;
}

/**
 * Returns the order to print on an invoice: of the orders that are valid at the tax point, the order with the latest
 * start.
 * @param orders orders of the buyer, in any order
 * @param day the invoice's tax point
 */
export function findOrderOn<Order extends Pick<OrderFields, 'number' | 'validFrom' | 'validTo'>>(
  orders: readonly Order[],
  day: string,
): Order | undefined {
  return orders
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))
    .sort((a, b) =>
      a.validFrom === b.validFrom ? (a.number < b.number ? -1 : 1) : a.validFrom < b.validFrom ? 1 : -1,
    )[0];
}
