import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { InvoiceDisputes } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';

/** Disputes of an issued invoice, and the last day to dispute it. No request is sent for a draft. */
export function useInvoiceDisputes(invoiceId: string, isIssued: boolean): UseQueryResult<InvoiceDisputes> {
  return useOne('disputes', '/invoices/{id}/disputes', { path: { id: invoiceId }, enabled: isIssued });
}

/** Returns a function that marks as stale all data that a dispute changes. */
export function useDisputesStale(): () => Promise<void> {
  const stale = useStale();
  return useCallback(
    () => stale('disputes', 'invoices', 'invoice-decisions', 'invoice-journal', 'today'),
    [stale],
  );
}
