import type { Invoice, InvoiceLine } from '../../../api/types.js';

/** Lines that are partly or entirely on hold. */
export function linesOnHold({ lines }: Pick<Invoice, 'lines'>): readonly InvoiceLine[] {
  return lines.filter(({ amount, params }) => amount === null || Number(params['holds'] ?? 0) > 0);
}
