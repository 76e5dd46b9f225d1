import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { WHEN_HELD, type WhenHeld } from '#invoicing';
import { AmountDto, NamedDto } from '../../contracts/contracts.dto.js';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { InvoiceDto, InvoicedContractDto } from '../billing.dto.js';
import { InvoiceTaxDto } from './document.dto.js';
import { WholeListDto } from '../../http/whole-list.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** More than any customer has on one document. */
const MOST_CONTRACTS = 200;

export class BillGroupQueryDto {
  @IsOptional()
  @IsUUID()
  customerId?: string;

  /** Groups that it is in, was in or will be in. */
  @IsOptional()
  @IsUUID()
  contractId?: string;
}

export class NewBillGroupDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** Unique for the customer, who sees it. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** While a contract is held the document waits, or goes on without it. */
  @MayBeAbsent()
  @IsIn(WHEN_HELD)
  whenHeld?: WhenHeld;

  /** Of one customer, and equal in companies, currency, terms and calendar: the first one says what they are. */
  @IsArray()
  @ArrayMaxSize(MOST_CONTRACTS)
  @IsUUID(undefined, { each: true })
  contractIds: string[];

  /** The first month on one document. */
  @Matches(MONTH)
  from: string;
}

export class BillGroupChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsIn(WHEN_HELD)
  whenHeld?: WhenHeld;
}

export class JoiningContractDto {
  @IsUUID()
  contractId: string;

  /** The first month that is billed on the group's document. */
  @Matches(MONTH)
  from: string;
}

export class LeavingContractDto {
  /** The first month that is billed alone again. */
  @Matches(MONTH)
  from: string;
}

export class GroupMemberDto {
  contract: InvoicedContractDto;
  /** The first month, `YYYY-MM`. */
  from: string;
  /** The first month that is not; null while it stays. */
  to: string | null;
}

export class DocumentOfGroupDto {
  month: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  contracts: number;
  number: string | null;
  gross: AmountDto;
}

export class BillGroupDto {
  id: string;
  name: string;
  whenHeld: WhenHeld;
  customer: NamedDto;
  legalEntity: NamedDto;
  buyer: NamedDto;
  currency: string;
  zone: string;
  paymentDays: number;
  prices: 'exclusive' | 'inclusive';
  /** How what comes late reaches whoever pays. */
  corrections: 'line' | 'document';
  /** By contract number. */
  members: GroupMemberDto[];
  /** The newest first, two years of them. */
  documents: DocumentOfGroupDto[];
  version: number;
}

export class BillGroupListDto extends WholeListDto {
  items: BillGroupDto[];
}

export class GroupOfDocumentDto {
  id: string;
  name: string;
  whenHeld: WhenHeld;
}

/** In the group, and not on the document. */
export class LeftOutContractDto {
  contract: InvoicedContractDto;
  /** What bills its month alone; null while there is nothing. */
  invoiceId: string | null;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited' | null;
}

/** What bills a group's month: one document, number and tax summary, and of each contract its lines and its shares of the taxes. */
export class GroupDocumentDto {
  group: GroupOfDocumentDto;
  month: string;
  /** Held while one of its contracts is, approved when all are. */
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  /** As what it is issued, and in whose series it is numbered. A month below zero is a credit note: amounts keep their signs. */
  documentType: 'invoice' | 'credit_note' | 'correction';
  number: string | null;
  currency: string;
  net: AmountDto;
  tax: AmountDto;
  gross: AmountDto;
  /** What of it the deposits of contracts that end pay; null where nothing is set off. */
  deposit: AmountDto | null;
  /** What rounds what is left of it to what can be paid, below zero what it takes; null where it is paid as it is. */
  rounding: AmountDto | null;
  /** What is to be paid. */
  payable: AmountDto;
  credited: AmountDto;
  /** Rounded once per rate; each contract bears its share. */
  taxes: InvoiceTaxDto[];
  /** By contract number. */
  contracts: InvoiceDto[];
  /** For the maker alone. */
  leftOut: LeftOutContractDto[];
}

/** One contract's invoice of the document, as the person had it before them. */
export class SeenInvoiceDto {
  @IsUUID()
  invoiceId: string;

  @IsInt()
  @Min(1)
  version: number;

  @Matches(/^[0-9a-f]{64}$/)
  contentHash: string;
}

export class ApprovedInvoiceDto extends SeenInvoiceDto {
  /** Every line of it that waits, by its id. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsUUID(undefined, { each: true })
  heldLineIds?: string[];
}

export class GroupApprovalDto {
  /** All that are on the document, also those that it goes on without. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CONTRACTS)
  @ValidateNested({ each: true })
  @Type(() => ApprovedInvoiceDto)
  invoices: ApprovedInvoiceDto[];

  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  why?: string;
}

export class ReopenedInvoiceDto {
  @IsUUID()
  invoiceId: string;

  @IsInt()
  @Min(1)
  version: number;
}

export class GroupReopeningDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CONTRACTS)
  @ValidateNested({ each: true })
  @Type(() => ReopenedInvoiceDto)
  invoices: ReopenedInvoiceDto[];

  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  why: string;
}

export class GroupIssuingDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CONTRACTS)
  @ValidateNested({ each: true })
  @Type(() => SeenInvoiceDto)
  invoices: SeenInvoiceDto[];

  /** Local day of the seller, not before the last one of its series and not in the future; today when it is left out. */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  why?: string;
}
