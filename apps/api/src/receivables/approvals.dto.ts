import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { APPROVAL_DECISIONS, APPROVAL_STATES, type ApprovalDecision, type ApprovalState } from '#receivables';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';

/** Request, decision and undo of a change that may need a second person. */
export class ApprovableChangeDto {
  note: string;
  /** Only a `posted` change has an effect. `pending` until a second person decides. */
  state: ApprovalState;
  /** Posting date of the journal entry; null unless it was approved. */
  postingDate: string | null;
  requestedAt: Date;
  requestedBy: string | null;
  /** Null until it is decided. */
  decidedAt: Date | null;
  decidedBy: string | null;
  decisionWhy: string | null;
  /** Null unless it was undone. */
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneWhy: string | null;
  /** Whether you may approve it. The person who requested it cannot approve it. */
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
