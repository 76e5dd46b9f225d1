import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  BULK_ACTIONS,
  BULK_OUTCOMES,
  type BulkAction,
  type BulkOutcome,
  MAX_BULK_DOCUMENTS,
} from '#invoicing';
import { AmountDto } from '../../contracts/contracts.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { PageQueryDto } from '../../http/page-query.dto.js';
import { WholeListDto } from '../../http/whole-list.js';
import { InvoiceSelectionDto } from '../billing.dto.js';
import { HoldReasonDto } from '../invoices/document.dto.js';
import { SHA256 } from '../../http/fields/sha256.js';

/** Documents of a bulk decision. Set exactly one of `ids`, `filter` and `runId`. */
export class BulkSelectionDto {
  /** Ids of invoices. The id of an invoice on a billing group's document selects the whole document. */
  @MayBeAbsent()
  @IsUUID(undefined, { each: true })
  @ArrayUnique()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BULK_DOCUMENTS)
  ids?: string[];

  /** Filters of the list of invoices. Selects all documents that match. */
  @MayBeAbsent()
  @ValidateNested()
  @Type(() => InvoiceSelectionDto)
  filter?: InvoiceSelectionDto;

  /** Id of a billing run. Selects all drafts of the run with the outcome `ready`. */
  @MayBeAbsent()
  @IsUUID()
  runId?: string;
}

export class BulkPreviewRequestDto {
  @IsIn(BULK_ACTIONS)
  action: BulkAction;

  @IsDefined()
  @ValidateNested()
  @Type(() => BulkSelectionDto)
  selection: BulkSelectionDto;

  /**
   * True to approve documents with lines on hold; these lines are billed later. Otherwise, documents with lines on hold
   * are refused.
   */
  @MayBeAbsent()
  @IsBoolean()
  confirmsHeldLines?: boolean;
}

export class BulkDecisionRequestDto extends BulkPreviewRequestDto {
  /** `fingerprint` of the preview. If a document has changed since, the request is refused. */
  @Matches(SHA256)
  fingerprint: string;

  /** Comment that is recorded with each decision. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  why?: string;

  /** Issue date of the documents, for `issue`. Defaults to the day on which each document is issued. */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;
}

export class BulkTotalDto {
  documents: number;
  /** Gross amount. */
  total: AmountDto;
}

export class BulkExampleDto {
  invoiceId: string;
  /** Number of the contract, or name of the billing group. */
  name: string;
  customer: string;
}

export class BulkRefusalDto {
  /** Error code, with the parameters of the first refused document. */
  reason: HoldReasonDto;
  documents: number;
  /** Up to five documents that would be refused for this reason. */
  examples: BulkExampleDto[];
}

export class BulkPreviewDto {
  /** Number of documents that the action would be applied to. */
  ready: number;
  refused: number;
  /** Number of lines on hold in the documents that the action would be applied to. They are billed later. */
  heldLines: number;
  /** Amounts of the documents that the action would be applied to, by currency. */
  totals: BulkTotalDto[];
  /** Reasons why documents would be refused, most frequent first. */
  refusals: BulkRefusalDto[];
  fingerprint: string;
}

export class BulkDecisionDto {
  id: string;
  action: BulkAction;
  why: string;
  /** Name of the person who requested the decision. */
  requestedBy: string | null;
  requestedAt: Date;
  finishedAt: Date | null;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /**
   * Number of documents that are waiting to be processed. `done`, `refused` and `failed` count the processed documents
   * by result.
   */
  waiting: number;
  done: number;
  refused: number;
  failed: number;
}

export class BulkDecisionListDto extends WholeListDto {
  items: BulkDecisionDto[];
}

export class BulkItemQueryDto extends PageQueryDto {
  @IsOptional()
  @IsIn(BULK_OUTCOMES)
  outcome?: BulkOutcome;
}

export class BulkItemGroupDto {
  id: string;
  /** Month of the document, `YYYY-MM`. */
  month: string;
}

/** Result for a document. */
export class BulkItemDto {
  position: number;
  invoiceId: string;
  /** Number of the contract, or name of the billing group. */
  name: string;
  customer: string;
  billGroup: BulkItemGroupDto | null;
  /** Number of the document; null until it is issued. */
  number: string | null;
  /** Gross amount of the document. */
  gross: AmountDto;
  outcome: BulkOutcome;
  /** Reason why the document was refused or failed; null if it was not. */
  reason: HoldReasonDto | null;
}

export class BulkItemPageDto {
  items: BulkItemDto[];
  next: string | null;
}
