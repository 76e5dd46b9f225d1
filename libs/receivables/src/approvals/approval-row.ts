import type { Transaction } from '#platform';
import type { ApprovalDecision } from '../domain/ledger/approval.js';
import type { ApprovedChange } from '../entities/approved-change.js';

type Requested = Omit<ApprovedChange, 'requestedByName' | 'decidedByName' | 'undoneByName'>;

/** Returns the columns of a requested change. */
export function toRequested(tx: Transaction, note: string): Requested {
  return {
    note,
    requestedAt: tx.now,
    requestedBy: tx.scope.userId,
    decision: null,
    decidedAt: null,
    decidedBy: null,
    decisionWhy: null,
    postingDate: null,
    undoneAt: null,
    undoneBy: null,
    undoneWhy: null,
  };
}

/** Returns the columns of a decision that the current user takes. */
export function toDecided(
  tx: Transaction,
  decision: ApprovalDecision,
  why: string,
): Pick<Requested, 'decision' | 'decidedAt' | 'decidedBy' | 'decisionWhy'> {
  return { decision, decidedAt: tx.now, decidedBy: tx.scope.userId, decisionWhy: why };
}

/** Returns the columns of a change that the current user undoes. */
export function toUndone(
  tx: Transaction,
  why: string,
): Pick<Requested, 'undoneAt' | 'undoneBy' | 'undoneWhy'> {
  return { undoneAt: tx.now, undoneBy: tx.scope.userId, undoneWhy: why };
}
