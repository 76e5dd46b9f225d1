import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { APPROVAL_DECISIONS, APPROVAL_STATES, type ApprovalDecision, type ApprovalState } from '#receivables';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';

/** Request, decision and undo of a change that may need a second person. */
export class ApprovableChangeDto {
  note: string;
  /**
   * State of the change. Only a `posted` change has an effect. A change that needs a second person is `pending` until
   * that person decides.
   */
  state: ApprovalState;
  /** Posting date of the journal entry; null unless the change was approved. */
  postingDate: string | null;
  requestedAt: Date;
  requestedBy: string | null;
  /** Time of the decision; null if there is none. */
  decidedAt: Date | null;
  decidedBy: string | null;
  decisionWhy: string | null;
  /** Time when the change was undone; null unless it was undone. */
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneWhy: string | null;
  /** Whether you may approve the change. The person who requested it cannot approve it. */
  canApprove: boolean;
}

export class ApprovalQueryDto extends PageQueryDto {
  @IsOptional()
  @IsIn(APPROVAL_STATES)
  state?: ApprovalState;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsUUID()
  legalEntityId?: string;
}

export class ApprovalDecisionDto {
  @IsIn(APPROVAL_DECISIONS)
  decision: ApprovalDecision;

  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  why?: string;
}
