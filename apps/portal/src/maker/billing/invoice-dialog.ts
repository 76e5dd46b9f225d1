import { useCallback } from 'react';
import { useStale } from '../../api/use-stale.js';
import type { Invoice } from '../../api/types.js';

export interface InvoiceDialogProps {
  readonly invoice: Invoice;
  readonly onClose: () => void;
}

/** All that a decision about an invoice changes on the pages. */
export function useInvoiceStale(): () => Promise<void> {
  const stale = useStale();
  return useCallback(
    () =>
      stale('invoices', 'invoice-decisions', 'invoice-journal', 'disputes', 'today', 'accounting-periods'),
    [stale],
  );
}
