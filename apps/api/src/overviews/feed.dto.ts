import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { toCommaList } from '../http/fields/comma-list.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { MachineRefDto, NumberedDto } from '../revenue/costs.dto.js';
import { FoundTitleDto } from '../search/search.dto.js';
import { DOCUMENT_KINDS, type DocumentFeedKind } from './document-sources.sql.js';
import { TIMELINE_KINDS, type TimelineKind } from './timeline-sources.sql.js';

export class TimelineQueryDto extends PageQueryDto {
  /** Kinds of entries, separated by commas. Defaults to all kinds. */
  @IsOptional()
  @Transform(toCommaList)
  @IsIn(TIMELINE_KINDS, { each: true })
  kinds?: TimelineKind[];

  /** Sort order. Only `-at` is supported, because entries are always sorted newest first. */
  @IsOptional()
  @IsIn(['-at'])
  declare sort?: string;
}

export class DocumentsQueryDto extends PageQueryDto {
  /** Kinds of documents, separated by commas. Defaults to all kinds. */
  @IsOptional()
  @Transform(toCommaList)
  @IsIn(DOCUMENT_KINDS, { each: true })
  kinds?: DocumentFeedKind[];

  /** Sort order. Only `-at` is supported, because documents are always sorted newest first. */
  @IsOptional()
  @IsIn(['-at'])
  declare sort?: string;
}

export class FeedAmendmentDto {
  id: string;
  /** Number within the contract; null for a draft. */
  number: number | null;
  /** The first day of the new terms, `YYYY-MM-DD`. */
  effectiveOn: string;
}

/** Billing group with a document for several contracts. */
export class FeedGroupDto {
  id: string;
  /** Month of the document, `YYYY-MM`. */
  month: string;
}

export class FeedTicketDto extends FoundTitleDto {
  id: string;
  number: string;
}

export class FeedAlarmDto {
  id: string;
  /** Code of the rule. */
  code: string;
  severity: string;
  /** Name of the rule by locale; null if the caller cannot see the rule. */
  name: Record<string, string> | null;
}

export class FeedDisputeDto {
  id: string;
  /** Current state of the dispute. */
  state: string;
  subject: string;
}

export class FeedKitDto {
  /** Id of the delivery. */
  id: string;
  /** Code of the kit. */
  code: string;
}

export class FeedFileDto {
  name: string;
  bytes: number;
}

/** Event at a customer or site. Fields that do not apply to its kind are null. */
export class FeedEventDto {
  @ApiProperty({ enum: TIMELINE_KINDS })
  kind: TimelineKind;
  /** Id of the object, unique together with `kind`. */
  id: string;
  at: Date;
  machine: MachineRefDto | null;
  site: NamedDto | null;
  contract: NumberedDto | null;
  amendment: FeedAmendmentDto | null;
  invoice: NumberedDto | null;
  group: FeedGroupDto | null;
  /** Document that a credit note or correction refers to. */
  original: NumberedDto | null;
  ticket: FeedTicketDto | null;
  alarm: FeedAlarmDto | null;
  dispute: FeedDisputeDto | null;
  kit: FeedKitDto | null;
  /** Total of an issued document including taxes, negative for a credit note; net amount at stake in a dispute. */
  amount: AmountDto | null;
  /** The first day of an issued document's period, `YYYY-MM-DD`. */
  periodFrom: string | null;
  /** Name of the person at the customer who accepted a contract or an amendment. */
  person: string | null;
}

export class FeedEventListDto {
  items: FeedEventDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

/** Document of a customer or site. Fields that do not apply to its kind are null. */
export class DocumentEntryDto {
  @ApiProperty({ enum: DOCUMENT_KINDS })
  kind: DocumentFeedKind;
  /** Id of the invoice, amendment, proof pack or file. */
  id: string;
  /** Time at which the document was issued or stored. */
  at: Date;
  contract: NumberedDto | null;
  amendment: FeedAmendmentDto | null;
  invoice: NumberedDto | null;
  group: FeedGroupDto | null;
  original: NumberedDto | null;
  ticket: FeedTicketDto | null;
  machine: MachineRefDto | null;
  /** Stored file; null for documents that are rendered when they are requested. */
  file: FeedFileDto | null;
  /** Total of an issued document including taxes, negative for a credit note. */
  amount: AmountDto | null;
  periodFrom: string | null;
}

export class DocumentFeedDto {
  items: DocumentEntryDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}
