import { groupBy, sumMinor } from '#platform/domain';
import { type ExcludedDocument, findStopReason, type RemindableDocument } from './plan-reminders.js';

/**
 * Reasons to call a customer, the most urgent first. `promise_broken`: a promised day has passed without the payment.
 * `not_delivered`: the email with the latest reminder did not reach the buyer. `no_address`: there is no address for
 * emails. `all_sent`: all levels have been sent.
 */
export const CALL_REASONS = ['promise_broken', 'not_delivered', 'no_address', 'all_sent'] as const;
export type CallReason = (typeof CALL_REASONS)[number];

/** A document, with the facts that determine whether its customer is called. */
export interface CallableDocument extends RemindableDocument {
  /** The open amount in the accounting currency of the legal entity. */
  readonly booksOpenMinor: bigint;
  /** Latest day of a promise that was broken; null without one. */
  readonly brokenOn: string | null;
  /** True if the email with the latest reminder was refused or failed, or if its outcome is not known. */
  readonly isUndelivered: boolean;
}

/** A customer to call, with the documents to talk about. */
export interface PlannedCall {
  readonly customerId: string;
  readonly reasons: readonly CallReason[];
  readonly documents: readonly CallableDocument[];
  /** The open amounts in the accounting currency of the legal entity. */
  readonly booksOpenMinor: bigint;
  readonly oldestDueOn: string;
  /** Latest day of a broken promise; null without one. */
  readonly brokenOn: string | null;
}

/**
 * Returns the customers to call: the largest overdue amount first, then the earliest due date. Documents that are
 * disputed or promised, and those of customers with money that is not allocated, are left out.
 * @param excluded the documents that are left out of the letters of the day
 * @param on local day of the legal entity
 */
export function planCalls(
  documents: readonly CallableDocument[],
  excluded: readonly ExcludedDocument[],
  on: string,
): PlannedCall[] {
  const reasonOf = new Map(excluded.map(({ document, reason }) => [document.documentId, reason]));
  const toCall = documents.flatMap((document) => {
    if (on <= document.dueOn || findStopReason(document) !== undefined) return [];
    const { brokenOn, isUndelivered } = document;
    const exclusion = reasonOf.get(document.documentId);
    const reasons = CALL_REASONS.filter(
      (reason) =>
        reason === exclusion ||
        (reason === 'promise_broken' && brokenOn !== null) ||
        (reason === 'not_delivered' && isUndelivered),
    );
    return reasons.length === 0 ? [] : [{ document, reasons }];
  });
  return [...groupBy(toCall, ({ document }) => document.customerId)]
    .map(([customerId, ofCustomer]): PlannedCall => {
      const found = ofCustomer.map(({ document }) => document);
      return {
        customerId,
        reasons: CALL_REASONS.filter((reason) => ofCustomer.some(({ reasons }) => reasons.includes(reason))),
        documents: found,
        booksOpenMinor: sumMinor(found, ({ booksOpenMinor }) => booksOpenMinor),
        oldestDueOn: found.map(({ dueOn }) => dueOn).sort()[0]!,
        brokenOn:
          found
            .flatMap(({ brokenOn }) => brokenOn ?? [])
            .sort()
            .at(-1) ?? null,
      };
    })
    .sort(compareCalls);
}

function compareCalls(one: PlannedCall, other: PlannedCall): number {
  if (one.booksOpenMinor !== other.booksOpenMinor) return one.booksOpenMinor > other.booksOpenMinor ? -1 : 1;
  return one.oldestDueOn < other.oldestDueOn ? -1 : 1;
}
