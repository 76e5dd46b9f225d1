import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { InvoiceDisputes } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';

/** Disputes of an issued invoice, and until when it may be disputed; nothing is asked about a draft. */
export function useInvoiceDisputes(invoiceId: string, isIssued: boolean): UseQueryResult<InvoiceDisputes> {
  return useOne('disputes', '/invoices/{id}/disputes', { path: { id: invoiceId }, enabled: isIssued });
}

/** All that a dispute changes on the pages. */
export function useDisputesStale(): () => Promise<void> {
  const stale = useStale();
  return useCallback(
    () => stale('disputes', 'invoices', 'invoice-decisions', 'invoice-journal', 'today'),
    [stale],
  );
}
