import type { ApprovalState } from '../domain/ledger/approval.js';

/** Request, decision and undo of a change of receivables. */
export interface ApprovalView {
  readonly note: string;
  readonly state: ApprovalState;
  /** Null unless the change was approved. */
  readonly postingDate: string | null;
  readonly requestedAt: Date;
  readonly requestedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decisionWhy: string | null;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
  readonly undoneWhy: string | null;
  /** Whether the current user may approve the change, because another person requested it. */
  readonly canApprove: boolean;
}

/** Filter of a list of changes that may need a second person. */
export interface ApprovalFilter {
  readonly state?: ApprovalState;
  readonly customerId?: string;
  readonly legalEntityId?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}
