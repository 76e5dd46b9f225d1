import { useCallback } from 'react';
import type { Invoice } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';

export interface InvoiceDialogProps {
  readonly invoice: Invoice;
  readonly onClose: () => void;
}

/** All that a decision about an invoice changes on the pages. */
export function useInvoiceStale(): () => Promise<void> {
  const stale = useStale();
  return useCallback(
    () =>
      stale(
        'invoices',
        'invoice-previews',
        'invoice-decisions',
        'invoice-journal',
        'disputes',
        'today',
        'accounting-periods',
      ),
    [stale],
  );
}

/**
 * Waits for a decision about an invoice. Refused or not, the pages then show the invoice as it now is: that it changed
 * meanwhile is a reason to refuse, and who is to look at it again must find it before them.
 */
export function useDecided(): <T>(decision: Promise<T>) => Promise<T> {
  const stale = useInvoiceStale();
  return useCallback(
    async (decision) => {
      try {
        const made = await decision;
        await stale();
        return made;
      } catch (error) {
        // The refusal is told at once, whatever the pages take.
        void stale();
        throw error;
      }
    },
    [stale],
  );
}
