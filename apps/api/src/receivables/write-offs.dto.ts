import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import {
  WRITE_OFF_DECISIONS,
  WRITE_OFF_REASONS,
  WRITE_OFF_STATES,
  type WriteOffDecision,
  type WriteOffReason,
  type WriteOffState,
} from '#receivables';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { AllocatedDocumentDto } from './payments.dto.js';

/** Write-off of an open amount of a document. */
export class WriteOffDto {
  id: string;
  document: AllocatedDocumentDto;
  customer: NamedDto;
  amount: AmountDto;
  /** Tax that the amount contains: its share of the document's tax. No tax is claimed back automatically. */
  tax: AmountDto;
  reason: WriteOffReason;
  note: string;
  /** Only a `posted` write-off reduces the open amount. `pending` until a second person decides. */
  state: WriteOffState;
  /** Posting date of the journal entry; null unless the write-off was approved. */
  postingDate: string | null;
  requestedAt: Date;
  requestedBy: string | null;
  /** Time of the decision; null while the write-off is pending. */
  decidedAt: Date | null;
  decidedBy: string | null;
  decisionWhy: string | null;
  /** Time when the write-off was undone; null unless it was undone. */
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneWhy: string | null;
  /** Whether you may approve the write-off. The person who requested a write-off cannot approve it. */
  canApprove: boolean;
}

export class WriteOffListDto {
  items: WriteOffDto[];
  next: string | null;
}

export class WriteOffQueryDto extends PageQueryDto {
  @IsOptional()
  @IsIn(WRITE_OFF_STATES)
  state?: WriteOffState;

  @IsOptional()
  @IsUUID()
  customerId?: string;
}

export class NewWriteOffDto {
  /** Decimal, in the currency of the document. Defaults to the whole open amount. */
  @MayBeAbsent()
  @IsPositiveText()
  amount?: string;

  @IsIn(WRITE_OFF_REASONS)
  reason: WriteOffReason;

  /** Explanation for the second person and for auditors. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  note: string;
}

export class WriteOffDecisionDto {
  @IsIn(WRITE_OFF_DECISIONS)
  decision: WriteOffDecision;

  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  why?: string;
}
