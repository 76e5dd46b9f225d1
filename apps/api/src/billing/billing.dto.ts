import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { INVOICE_STATES, type InvoiceState } from '#invoicing';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import {
  BookingDto,
  BuyerOnInvoiceDto,
  CorrectedDto,
  CorrectionDto,
  HoldReasonDto,
  InvoiceProofDto,
  InvoiceTaxDto,
  RelatedDocumentDto,
  PaymentReferenceDto,
  SellerDto,
} from './invoices/document.dto.js';
import { WholeListDto } from '../http/whole-list.js';
import { toBoolean } from '../http/fields/query-boolean.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Filters of the list of invoices. */
export class InvoiceSelectionDto {
  @IsOptional()
  @IsUUID()
  contractId?: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsIn(INVOICE_STATES)
  state?: InvoiceState;

  /** Returns invoices with a period that begins in this month, `YYYY-MM`. */
  @IsOptional()
  @Matches(MONTH)
  month?: string;

  /** Returns invoices of this legal entity of the maker. */
  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currency?: string;

  /** Returns only invoices with (`true`) or without (`false`) a line on hold. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  held?: boolean;

  /** Part of the document's number, the contract's number or the customer's name. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  search?: string;
}

export class InvoiceQueryDto extends IntersectionType(PageQueryDto, InvoiceSelectionDto) {}

/** Total of the documents with the same state and currency. */
export class InvoiceTotalDto {
  state: InvoiceState;
  /** Number of documents. The document of a billing group counts once. */
  documents: number;
  /** Gross amount; credit notes count as negative. */
  gross: AmountDto;
}

export class InvoiceSummaryDto {
  totals: InvoiceTotalDto[];
  /** Months of all visible invoices, `YYYY-MM`, newest first. */
  months: string[];
  /** Currencies of all visible invoices. */
  currencies: string[];
  /** Legal entities of all visible invoices. */
  legalEntities: NamedDto[];
}

export class InvoicedContractDto {
  id: string;
  number: string;
}

export class InvoiceBillGroupDto {
  id: string;
  name: string;
  /** Month of the document, `YYYY-MM`. */
  month: string;
}

export class InvoiceRowDto {
  id: string;
  contract: InvoicedContractDto;
  customer: NamedDto;
  /** The seller: one of the maker's legal entities. */
  legalEntity: NamedDto;
  /** The buyer: one of the customer's legal entities. */
  buyer: NamedDto;
  /**
   * `correction` adds an amount that is missing from an issued month. `credit_note` credits an amount that was
   * overcharged in an issued month. Both refer to their original document.
   */
  kind: 'invoice' | 'credit_note' | 'correction';
  /**
   * Type under which the document is issued. It determines the number series. A month with a negative amount is issued
   * as a credit note; its amounts keep their signs.
   */
  documentType: 'invoice' | 'credit_note' | 'correction';
  /** Number in a series without gaps; null until the document is issued. */
  number: string | null;
  currency: string;
  /** IANA time zone of the period's days. */
  zone: string;
  /** The first day billed, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The last day billed, inclusive. */
  periodEndsOn: string;
  /** Deprecated: the day after the last day. Use `periodEndsOn` instead. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  /** Reasons why the invoice cannot be approved yet; empty unless its state is `held`. */
  holdReasons: HoldReasonDto[];
  /** Whether prices include tax (`inclusive`) or exclude it (`exclusive`). */
  prices: 'exclusive' | 'inclusive';
  /** Sum of the lines that have an amount. `prices` states whether it includes tax. */
  total: AmountDto;
  net: AmountDto;
  tax: AmountDto;
  /**
   * Amount including tax. A negative amount is a credit. Documents of the kind `credit_note` state the credited amount
   * as a positive number.
   */
  gross: AmountDto;
  /** Part of the last invoice's gross amount that is paid from the contract's deposit; null if no deposit is used. */
  deposit: AmountDto | null;
  /**
   * Rounding difference between the gross amount less `deposit` and the amount to pay, negative if it reduces the
   * amount; null if the amount to pay is not rounded.
   */
  rounding: AmountDto | null;
  /** Amount to pay. A negative amount is credited. */
  payable: AmountDto;
  /** Gross amount credited by issued credit notes. */
  credited: AmountDto;
  /** Local day that determines the tax rules. */
  taxPoint: string;
  /** The first local day of the supply. `serviceTo` is its last local day. */
  serviceFrom: string;
  serviceTo: string;
  paymentDays: number;
  issuedOn: string | null;
  dueOn: string | null;
  /** Number of lines that are on hold, in whole or in part. */
  heldLines: number;
  /** Cutoff. The invoice excludes readings that were received at this instant or later. */
  knownUntil: Date;
  draftedAt: Date;
  /** Hash of the content. Invoices with equal content have the same hash. */
  contentHash: string;
  version: number;
  /**
   * Billing group with the document that bills the contract's month; null if the contract is billed separately. The
   * number, due date and PDF belong to the document, and the amounts belong to the contract.
   */
  billGroup: InvoiceBillGroupDto | null;
}

/** One contract on a billing group's document. */
export class GroupInvoiceSummaryDto {
  invoiceId: string;
  contract: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  heldLines: number;
  gross: AmountDto;
}

/** Document of a billing group, as shown in a list. */
export class GroupDocumentSummaryDto {
  /** `held` if any of its contracts is on hold; `approved` once all of them are approved. */
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  heldLines: number;
  gross: AmountDto;
  credited: AmountDto;
  /** Contracts sorted by number. */
  contracts: GroupInvoiceSummaryDto[];
}

export class ListedInvoiceDto extends InvoiceRowDto {
  /**
   * Whole document of a billing group; null for a contract that is billed separately. The row is that of the first
   * contract that matches the filter. If the list is filtered by contract, it is the row of that contract.
   */
  together: GroupDocumentSummaryDto | null;
}

export class InvoiceListDto {
  items: ListedInvoiceDto[];
  /** Cursor of the next page; null on the last page. */
  next: string | null;
}

/** Tax rule, as stored with the line. */
export class LineTaxRuleDto {
  supply: 'service' | 'goods';
  category: 'standard' | 'reverse_charge' | 'export' | 'exempt' | 'outside_scope';
  percent: string;
  taxStep: string | null;
  reason: string;
  validFrom: string;
  /** The day after the last day on which the rule applies; null if the rule has no end date. */
  validTo: string | null;
}

export class CorrectedLineDto {
  invoiceId: string;
  lineId: string | null;
}

export class InvoiceLineDto {
  id: string;
  position: number;
  kind: 'base' | 'usage' | 'kit' | 'performance';
  /** Key of the charge or guarantee in the contract; null for a kit. */
  chargeKey: string | null;
  /**
   * Component of the charge. A `credit` credits the unused part of a fee that was billed in advance; a `true_up` bills
   * the shortfall of a minimum.
   */
  component:
    | 'fee'
    | 'credit'
    | 'deposit'
    | 'discount'
    | 'usage'
    | 'true_up'
    | 'instalment'
    | 'commitment'
    | 'performance'
    | null;
  /** Name of the charge by locale, if it has one. */
  name: Record<string, string>;
  /** The first day of service, `YYYY-MM-DD`. */
  serviceFrom: string | null;
  /** The last day of service, inclusive. */
  serviceEndsOn: string | null;
  /** Deprecated: the day after the last day. Use `serviceEndsOn` instead. */
  @ApiProperty({ deprecated: true })
  serviceTo: string | null;
  /**
   * Values for the line's text. The values depend on `kind`; these are the main ones. `base`: amount, due, days, of,
   * serial; also sold, soldUnit and soldUntil (null if there is no last day) for an amount that sells prepaid credits.
   * `usage`: model, countsBy, signalKey, device, serial, included, prepaid and prepaidLeft (credits that the line used,
   * and those left), overage, heldQuantity, holds (number of reasons for holds), days, of, usedInYear, correctedPart;
   * for a minimum: minimum, minimumOf, reached. `performance`: model (type of the guarantee), the terms of the
   * guarantee, and the basis of the evaluation; for energy: kwhPerM3, kwhPrice, kwh, m3, actual, excessKwh; for
   * delivery: guaranteePercent, creditPerStartedHour, hours, unknownHours, minutesOutside, availabilityPercent,
   * startedHours; for availability: hours (of all machines), supplierHours, plannedHours, customerHours,
   * force_majeureHours, unknownHours, fee, availabilityPercent, baseHours, downHours, malus, bonus, factorPercent;
   * while the month is not over, also pending. `kit`: kit, serial, delivery, sentOn, charge. Also for a correction:
   * corrects (number of the invoice), was and is (amounts), wasQuantity, isQuantity, and givenBefore (part of the
   * difference that credit notes have already credited).
   */
  params: Record<string, string | number | null>;
  /** Clause of the contract. */
  clause: string;
  /**
   * Decimal. Measured quantity before allowances; for a minimum, the shortfall; for a correction, the difference. Null
   * if no quantity is billed.
   */
  quantity: string | null;
  /** UCUM unit code. */
  unit: string;
  /** Decimal. Price of one unit; null if units have different prices. */
  unitPrice: string | null;
  /** Amount of the line; null while the line is on hold. */
  amount: AmountDto | null;
  /** Amount without tax; null while the line is on hold. */
  net: AmountDto | null;
  /** Share of the document's tax. */
  tax: AmountDto | null;
  /** Tax rule that applies at the tax point; null if no rule applies. */
  taxRule: LineTaxRuleDto | null;
  /**
   * `fixed`: not based on usage. `declared`: an availability guarantee, based on recorded downtime. `partly_held`: the
   * amount excludes `params.heldQuantity`, which is on hold. `held`, `unknown`: not billable yet.
   */
  state: 'measured' | 'declared' | 'partly_held' | 'held' | 'unknown' | 'fixed';
  /**
   * Issued invoice that the line corrects, and the corrected line if there is one; null unless the line is a
   * correction.
   */
  corrects: CorrectedLineDto | null;
}

export class InvoiceDto extends InvoiceRowDto {
  lines: InvoiceLineDto[];
  /** Seller as of the date of issue or, for a draft, as of now. */
  seller: SellerDto;
  /** References to quote in a transfer; null for drafts, credit notes and documents without an amount to pay. */
  paymentReference: PaymentReferenceDto | null;
  buyerParty: BuyerOnInvoiceDto;
  taxes: InvoiceTaxDto[];
  creditNotes: RelatedDocumentDto[];
  /**
   * Corrections of this invoice, in the order of issue. Corrections that are not issued come last; customers do not see
   * them.
   */
  corrections: CorrectionDto[];
  /** Issued months that the lines of this document correct. */
  corrected: CorrectedDto[];
  /** Document that this credit note or correction refers to; null for an invoice. */
  original: RelatedDocumentDto | null;
  /** Reason for a credit note; empty for other documents. */
  reason: string;
  /** Exchange rate and posting; null until the invoice is issued. */
  booking: BookingDto | null;
  approvedAt: Date | null;
  issuedAt: Date | null;
  /** Time from which open disputes exclude the invoice from dunning; null if no dispute is open. */
  disputeBlockedAt: Date | null;
  /** Proof pack of the invoice as issued; null until the worker has created it. */
  proof: InvoiceProofDto | null;
}

export class CorrectionAnswerDto {
  /**
   * Differences between current data and the issued month, and later issued months that depend on it. Empty if there
   * are no differences.
   */
  found: HoldReasonDto[];
  invoice: InvoiceDto;
}

export class DraftRequestDto {
  @IsUUID()
  contractId: string;

  /** Month, `YYYY-MM`. The current month is drafted with the usage that is known so far. */
  @Matches(MONTH)
  month: string;
}

export class JobDto {
  id: string;
  kind: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  /** Number of steps; 0 while the job is waiting. */
  total: number;
  /** Parameters of the job: `month` for a billing run. `GET /billing-runs/:id` returns the results of a run. */
  params: Record<string, unknown>;
  createdAt: Date;
  finishedAt: Date | null;
}

export class JobListDto extends WholeListDto {
  items: JobDto[];
}
