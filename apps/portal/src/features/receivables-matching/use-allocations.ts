import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { NewAllocation, PaymentDetail, Suggestion } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { faultText, problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';
import { RECEIVABLES } from '../receivables/amounts.js';
import type { PaymentQueue } from './queue/use-payment-queue.js';

/** Allocations of one payment that were made together on this page. */
interface Made {
  readonly paymentId: string;
  readonly payer: string | null;
  /** IDs of the allocations, in the order in which they were made. */
  readonly allocationIds: readonly string[];
  readonly numbers: readonly string[];
}

export interface Allocations {
  readonly busy: boolean;
  /** Reason why the last attempt failed, as a text. */
  readonly failure: string | undefined;
  /** The last allocations that were not undone; undefined if there are none. */
  readonly last: Made | undefined;
  /** Number of payments that were allocated on this page, without undone ones. */
  readonly count: number;
  /** Allocates a payment to documents. @returns false if the request failed, or another one is in progress */
  readonly allocate: (
    payment: PaymentDetail,
    allocations: readonly NewAllocation[],
    reasons?: Suggestion['reasons'],
  ) => Promise<boolean>;
  /** Undoes the last allocations. */
  readonly undo: () => Promise<void>;
}

/** Allocates payments of a queue to documents, and undoes these allocations, the last ones first. */
export function useAllocations(queue: PaymentQueue): Allocations {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const [made, setMade] = useState<readonly Made[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const work = async (action: () => Promise<void>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setFailure(undefined);
    try {
      await action();
      return true;
    } catch (error) {
      const problem = problemOf(error);
      const faults = (problem.fields ?? []).map((fault) => faultText(fault, t, i18n));
      setFailure([problemText(problem, t, i18n), ...new Set(faults)].join(' '));
      return false;
    } finally {
      setBusy(false);
      // The request can fail because another person has allocated the payment or settled the document.
      void stale(...RECEIVABLES);
    }
  };
  return {
    busy,
    failure,
    last: made.at(-1),
    count: made.length,
    allocate: (payment, allocations, reasons) =>
      work(async () => {
        const after = await request('POST', '/payments/{id}/allocations', {
          path: { id: payment.id },
          body: { allocations, ...(reasons !== undefined && { reasons }) },
          idempotencyKey: crypto.randomUUID(),
        });
        const before = new Set(payment.allocations.map(({ id }) => id));
        const added = after.allocations.filter(({ id }) => !before.has(id));
        setMade((all) => [
          ...all,
          {
            paymentId: payment.id,
            payer: payment.payerName,
            allocationIds: added.map(({ id }) => id),
            numbers: added.map(({ document }) => document.number),
          },
        ]);
        queue.update(after);
      }),
    undo: async () => {
      const last = made.at(-1);
      if (last === undefined) return;
      await work(async () => {
        const why = t('maker:matching.undoReason');
        for (const id of last.allocationIds.toReversed())
          await request('POST', '/allocations/{id}/undo', { path: { id }, body: { why } });
        setMade((all) => all.slice(0, -1));
        queue.show(await request('GET', '/payments/{id}', { path: { id: last.paymentId } }));
      });
    },
  };
}
