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
import { SHA256 } from '../../http/fields/sha256.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** Maximum number of contracts on a document. It is larger than any customer needs. */
const MAX_CONTRACTS = 200;

export class BillGroupQueryDto {
  @IsOptional()
  @IsUUID()
  customerId?: string;

  /** Returns groups that contained, contain or will contain this contract. */
  @IsOptional()
  @IsUUID()
  contractId?: string;
}

export class NewBillGroupDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  /** Name of the group, unique among the customer's groups. The customer can see it. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /**
   * Whether the document is on hold while one of its contracts is on hold (`wait`, the default), or proceeds without
   * that contract (`go_on`).
   */
  @MayBeAbsent()
  @IsIn(WHEN_HELD)
  whenHeld?: WhenHeld;

  /**
   * Contracts of one customer. All contracts must have the same legal entities, currency, terms and calendar as the
   * first one.
   */
  @IsArray()
  @ArrayMaxSize(MAX_CONTRACTS)
  @IsUUID(undefined, { each: true })
  contractIds: string[];

  /** The first month that is billed on the group's document, `YYYY-MM`. */
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

  /** The first month that is billed on the group's document, `YYYY-MM`. */
  @Matches(MONTH)
  from: string;
}

export class LeavingContractDto {
  /** The first month that is billed separately again, `YYYY-MM`. */
  @Matches(MONTH)
  from: string;
}

export class GroupMemberDto {
  contract: InvoicedContractDto;
  /** The first month in the group, `YYYY-MM`. */
  from: string;
  /** The first month outside the group; null if the contract stays in the group. */
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
  /** Whether corrections are billed as lines of the next document (`line`) or as separate documents (`document`). */
  corrections: 'line' | 'document';
  /** Contracts sorted by number. */
  members: GroupMemberDto[];
  /** The latest 24 documents, newest first. */
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

/** Contract of the group that is not on the document. */
export class LeftOutContractDto {
  contract: InvoicedContractDto;
  /** Separate invoice for the contract's month; null if there is none. */
  invoiceId: string | null;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited' | null;
}

/**
 * Document for a month of a billing group: one number and one tax summary, with the lines and tax shares of each
 * contract.
 */
export class GroupDocumentDto {
  group: GroupOfDocumentDto;
  month: string;
  /** `held` if any of its contracts is on hold; `approved` once all of them are approved. */
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  /**
   * Type under which the document is issued. It determines the number series. A month with a negative amount is issued
   * as a credit note; its amounts keep their signs.
   */
  documentType: 'invoice' | 'credit_note' | 'correction';
  number: string | null;
  currency: string;
  net: AmountDto;
  tax: AmountDto;
  gross: AmountDto;
  /** Part of the gross amount that is paid from the deposits of ending contracts; null if no deposit is used. */
  deposit: AmountDto | null;
  /**
   * Rounding difference between the gross amount less `deposit` and the amount to pay, negative if it reduces the
   * amount; null if the amount to pay is not rounded.
   */
  rounding: AmountDto | null;
  /** Amount to pay. */
  payable: AmountDto;
  credited: AmountDto;
  /** Taxes, rounded once per rate and allocated to the contracts. */
  taxes: InvoiceTaxDto[];
  /** Contracts sorted by number. */
  contracts: InvoiceDto[];
  /** Contracts that are not on the document. Only the maker sees them. */
  leftOut: LeftOutContractDto[];
}

/** Invoice of one contract on the document, as the user reviewed it. */
export class SeenInvoiceDto {
  @IsUUID()
  invoiceId: string;

  @IsInt()
  @Min(1)
  version: number;

  @Matches(SHA256)
  contentHash: string;
}

export class ApprovedInvoiceDto extends SeenInvoiceDto {
  /** Ids of all lines of the invoice that are on hold. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsUUID(undefined, { each: true })
  heldLineIds?: string[];
}

export class GroupApprovalDto {
  /**
   * All invoices that are currently on the document, including those that will be left out because they are on hold.
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_CONTRACTS)
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
  @ArrayMaxSize(MAX_CONTRACTS)
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
  @ArrayMaxSize(MAX_CONTRACTS)
  @ValidateNested({ each: true })
  @Type(() => SeenInvoiceDto)
  invoices: SeenInvoiceDto[];

  /**
   * Issue date: a local day of the seller, not before the last date in the number series, and not in the future.
   * Defaults to today.
   */
  @MayBeAbsent()
  @IsRealDay()
  issuedOn?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(1000)
  why?: string;
}
