import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Payment } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { sumByCurrency } from '../../../format/money/sum-by-currency.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { followerOf, neighbourOf, queueOf } from './matching-queue.js';

const PAGE_SIZE = 200;

export interface PaymentQueue {
  readonly payments: readonly Payment[];
  readonly current: Payment | undefined;
  /** Position of the current payment, from 1. */
  readonly position: number;
  /** Unapplied amounts by currency. */
  readonly sums: ReadonlyMap<string, string>;
  /** Whether all payments are loaded, so that count and sums are complete. */
  readonly isComplete: boolean;
  readonly skippedCount: number;
  readonly list: ReturnType<typeof useList<'/payments'>>;
  readonly choose: (id: string) => void;
  readonly next: () => void;
  readonly previous: () => void;
  readonly skip: () => void;
  readonly showSkipped: () => void;
  /** Applies a changed payment, and moves to the next one if the payment is fully allocated. */
  readonly update: (payment: Payment) => void;
  /** Applies a payment after its allocations were undone, and shows it. */
  readonly show: (payment: Payment) => void;
}

/** Filters of the queue. Without filters, the queue contains all payments with an unapplied amount. */
export interface QueueFilter {
  /** ID of the payment that is shown first. */
  readonly payment?: string;
  readonly legalEntityId?: string;
  /** True for payments from imported bank statements only. */
  readonly isImported?: boolean;
}

/** The queue of payments with an unapplied amount, oldest first, and the current payment. */
export function usePaymentQueue({ payment: firstId, legalEntityId, isImported }: QueueFilter): PaymentQueue {
  const list = useList('payments', '/payments', {
    query: {
      unapplied: true,
      sort: 'received',
      limit: PAGE_SIZE,
      legalEntityId,
      ...(isImported === true ? { imported: true } : {}),
    },
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list.query;
  const [changed, setChanged] = useState<ReadonlyMap<string, Payment>>(new Map());
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const [currentId, setCurrentId] = useState(firstId);
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const payments = useMemo(() => queueOf(list.items, changed, skipped), [list.items, changed, skipped]);
  const at = Math.max(
    0,
    payments.findIndex(({ id }) => id === currentId),
  );
  const current = payments[at];
  const sums = useMemo(
    () =>
      sumByCurrency(
        payments.map(({ unapplied }) => unapplied),
        currencyDecimals,
      ),
    [payments],
  );
  const remember = useCallback(
    (payment: Payment) => setChanged((before) => new Map(before).set(payment.id, payment)),
    [],
  );
  return {
    payments,
    current,
    position: at + 1,
    sums,
    isComplete: !hasNextPage && !list.waiting,
    skippedCount: skipped.size,
    list,
    choose: setCurrentId,
    next: () => setCurrentId(neighbourOf(payments, current?.id, 1)),
    previous: () => setCurrentId(neighbourOf(payments, current?.id, -1)),
    skip: () => {
      if (current === undefined) return;
      setCurrentId(followerOf(payments, current.id));
      setSkipped((before) => new Set(before).add(current.id));
    },
    showSkipped: () => setSkipped(new Set()),
    update: (payment) => {
      const follower = followerOf(payments, payment.id);
      const isLeft = queueOf([payment], new Map(), skipped).length > 0;
      setCurrentId(isLeft ? payment.id : follower);
      remember(payment);
    },
    show: (payment) => {
      setSkipped((before) => new Set([...before].filter((id) => id !== payment.id)));
      remember(payment);
      setCurrentId(payment.id);
    },
  };
}
