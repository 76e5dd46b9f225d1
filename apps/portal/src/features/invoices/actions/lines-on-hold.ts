import type { Invoice, InvoiceLine } from '../../../api/types.js';

/** Lines that wait for data or a decision, partly or entirely. */
export function linesOnHold({ lines }: Pick<Invoice, 'lines'>): readonly InvoiceLine[] {
  return lines.filter(({ amount, params }) => amount === null || Number(params['holds'] ?? 0) > 0);
}
