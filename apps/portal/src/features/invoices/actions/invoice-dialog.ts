import { useCallback } from 'react';
import type { Invoice } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';

export interface InvoiceDialogProps {
  readonly invoice: Invoice;
  readonly onClose: () => void;
}

/** Returns a function that marks as stale all data that a decision about an invoice changes. */
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
 * Waits for a decision about an invoice and refetches the invoice in any case: a decision is rejected if the invoice
 * has changed, and the user must then see its new version.
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
        // Rethrows the error immediately, without waiting for the refetch.
        void stale();
        throw error;
      }
    },
    [stale],
  );
}
