import { useState } from 'react';
import { useMay } from '../../api/session.js';
import type { NewAllocation, PaymentDetail } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { allocationsOfSuggestion, type DraftRow, rowsOf } from './by-hand/draft-rows.js';
import { type PaymentQueue, type QueueFilter, usePaymentQueue } from './queue/use-payment-queue.js';
import { type Allocations, useAllocations } from './use-allocations.js';

/** The user's choice for a payment. It is ignored for every other payment. */
interface Choice {
  readonly paymentId: string;
  readonly suggestion: number;
  readonly byHand: ByHand | undefined;
}

interface ByHand {
  readonly rows: readonly DraftRow[];
  readonly customerId: string | undefined;
}

export interface Matching {
  readonly queue: PaymentQueue;
  readonly allocations: Allocations;
  readonly detail: ReturnType<typeof useOne<'/payments/{id}'>>;
  /** The current payment with its suggestions; undefined until it is loaded. */
  readonly payment: PaymentDetail | undefined;
  /** Whether the user may match payments. Without the permission, the actions do nothing. */
  readonly canUse: boolean;
  /** Index of the chosen suggestion. */
  readonly chosen: number;
  readonly choose: (index: number) => void;
  /** Allocates the payment as the selected suggestion proposes. */
  readonly accept: () => void;
  readonly skip: () => void;
  readonly undo: () => void;
  /** Initial values of the form for documents; undefined while suggestions are shown. */
  readonly byHand: ByHand | undefined;
  /** @param fromSuggestion whether the form begins with the documents of the chosen suggestion */
  readonly openByHand: (fromSuggestion: boolean) => void;
  readonly closeByHand: () => void;
  readonly sendByHand: (allocations: readonly NewAllocation[]) => void;
}

/** Matches payments with documents, one payment at a time. */
export function useMatching(filter: QueueFilter): Matching {
  const canUse = useMay()('payments.match');
  const queue = usePaymentQueue(filter);
  const allocations = useAllocations(queue);
  const currentId = queue.current?.id;
  const detail = useOne('payments', '/payments/{id}', { path: { id: currentId } });
  const payment = detail.data?.id === currentId ? detail.data : undefined;
  const [made, setMade] = useState<Choice>();
  const choice = made?.paymentId === currentId ? made : undefined;
  const chosen = Math.min(choice?.suggestion ?? 0, Math.max(0, (payment?.suggestions.length ?? 0) - 1));
  const suggestion = payment?.suggestions[chosen];
  const set = (change: Partial<Choice>): void => {
    if (currentId !== undefined)
      setMade({ paymentId: currentId, suggestion: chosen, byHand: choice?.byHand, ...change });
  };
  const use = (
    sent: readonly NewAllocation[],
    ...more: [] | [PaymentDetail['suggestions'][number]['reasons']]
  ): void => {
    if (payment === undefined || !canUse) return;
    void allocations.allocate(payment, sent, ...more).then((isDone) => {
      if (isDone) setMade(undefined);
    });
  };
  return {
    queue,
    allocations,
    detail,
    payment,
    canUse,
    chosen,
    choose: (index) => {
      if (payment?.suggestions[index] !== undefined) set({ suggestion: index });
    },
    accept: () => {
      if (suggestion !== undefined) use(allocationsOfSuggestion(suggestion), suggestion.reasons);
    },
    skip: queue.skip,
    undo: () => void allocations.undo(),
    byHand: choice?.byHand,
    openByHand: (fromSuggestion) => {
      if (!canUse || payment === undefined) return;
      set({
        byHand:
          fromSuggestion && suggestion !== undefined
            ? { rows: rowsOf(suggestion), customerId: suggestion.customer.id }
            : { rows: [], customerId: payment.customer?.id },
      });
    },
    closeByHand: () => set({ byHand: undefined }),
    sendByHand: (sent) => use(sent),
  };
}
