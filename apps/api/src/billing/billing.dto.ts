import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
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
  SellerDto,
} from './invoices/document.dto.js';
import { WholeListDto } from '../http/whole-list.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** `?held=true`; anything else is left for the validator to refuse. */
const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class InvoiceQueryDto extends PageQueryDto {
  @IsOptional()
  @IsUUID()
  contractId?: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsIn(INVOICE_STATES)
  state?: InvoiceState;

  /** `YYYY-MM`: invoices whose period begins in it. */
  @IsOptional()
  @Matches(MONTH)
  month?: string;

  /** The seller's. */
  @IsOptional()
  @IsUUID()
  legalEntityId?: string;

  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currency?: string;

  /** Only those with (or without) a line that waits. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  held?: boolean;
}

export class InvoicedContractDto {
  id: string;
  number: string;
}

export class BillGroupOfInvoiceDto {
  id: string;
  name: string;
  /** Of the document, `YYYY-MM`. */
  month: string;
}

export class InvoiceRowDto {
  id: string;
  contract: InvoicedContractDto;
  customer: NamedDto;
  /** The maker's company that sells. */
  legalEntity: NamedDto;
  /** The customer's company that buys. */
  buyer: NamedDto;
  /** A correction adds what an issued month lacked; what it had too much is a credit note. Both are tied to their original. */
  kind: 'invoice' | 'credit_note' | 'correction';
  /** As what it is issued, and in whose series it is numbered. A month below zero is a credit note: amounts keep their signs. */
  documentType: 'invoice' | 'credit_note' | 'correction';
  /** Given at issue, without gaps. */
  number: string | null;
  currency: string;
  /** IANA; the period is in its days. */
  zone: string;
  /** The first day billed, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The last day billed. */
  periodEndsOn: string;
  /** The day after the last one. Use `periodEndsOn`, the last day. */
  @ApiProperty({ deprecated: true })
  periodTo: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  /** Why nobody may approve it yet, where it is `held`. */
  holdReasons: HoldReasonDto[];
  /** Whether prices contain the tax. */
  prices: 'exclusive' | 'inclusive';
  /** Sum of the lines that have an amount, as the prices are. */
  total: AmountDto;
  net: AmountDto;
  tax: AmountDto;
  /** Amount owed; below zero, the amount credited. Documents of the kind `credit_note` credit amounts above zero. */
  gross: AmountDto;
  /** What of it the contract's deposit pays, on its last bill; null where nothing is set off. */
  deposit: AmountDto | null;
  /** What rounds what is left of it to what can be paid, below zero what it takes; null where it is paid as it is. */
  rounding: AmountDto | null;
  /** Amount to pay; below zero, the amount credited. */
  payable: AmountDto;
  /** What credit notes gave back of it. */
  credited: AmountDto;
  /** The local day by which tax rules are chosen. */
  taxPoint: string;
  /** The first and the last local day of what was supplied. */
  serviceFrom: string;
  serviceTo: string;
  paymentDays: number;
  issuedOn: string | null;
  dueOn: string | null;
  /** Lines that wait for data or a decision, in whole or in part. */
  heldLines: number;
  /** Readings received at this instant or later are not in it. */
  knownUntil: Date;
  draftedAt: Date;
  /** Equal for equal content. */
  contentHash: string;
  version: number;
  /** Of a contract's month on a group's document: number, due day and PDF are that document's, amounts the contract's own. */
  billGroup: BillGroupOfInvoiceDto | null;
}

/** One contract of a group's document. */
export class InvoiceTogetherDto {
  invoiceId: string;
  contract: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  heldLines: number;
  gross: AmountDto;
}

/** A group's document, as a list has it. */
export class TogetherDto {
  /** Held while one of its contracts is, approved when all are. */
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  heldLines: number;
  gross: AmountDto;
  credited: AmountDto;
  /** By contract number. */
  contracts: InvoiceTogetherDto[];
}

export class ListedInvoiceDto extends InvoiceRowDto {
  /** Of a group's document, which the row of its first contract stands for: all of it. */
  together: TogetherDto | null;
}

export class InvoiceListDto {
  items: ListedInvoiceDto[];
  /** Cursor of the next page. */
  next: string | null;
}

/** A tax rule as a line keeps it. */
export class LineTaxRuleDto {
  supply: 'service' | 'goods';
  category: 'standard' | 'reverse_charge' | 'export' | 'exempt' | 'outside_scope';
  percent: string;
  taxStep: string | null;
  reason: string;
  validFrom: string;
  /** The first day on which it holds no more. */
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
  /** Of which charge or promise of the contract; null of a kit. */
  chargeKey: string | null;
  /** What it is of the charge: a credit is what the end of a contract leaves of a fee in advance, a true-up what is missing from a minimum. */
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
  /** The charge's name by locale, where it has one. */
  name: Record<string, string>;
  /** The first day that it is for, `YYYY-MM-DD`. */
  serviceFrom: string | null;
  /** The last day that it is for. */
  serviceEndsOn: string | null;
  /** The day after the last one. Use `serviceEndsOn`, the last day. */
  @ApiProperty({ deprecated: true })
  serviceTo: string | null;
  /**
   * What its text is made of. base: amount, due, days, of, serial; of an amount that sells prepaid units also sold,
   * soldUnit and soldUntil (null without a last day). usage: model, countsBy, signalKey, device, serial, included, prepaid and prepaidLeft (what the line drew on prepaid balances, and what is left of them), overage, heldQuantity, holds (how many reasons hold something), days, of, usedInYear, correctedPart; of a minimum: minimum,
   * minimumOf, reached. performance: model (the promise's type), its figures and what it was judged from: of energy kwhPerM3, kwhPrice, kwh, m3, actual, excessKwh, of delivery guaranteePercent, creditPerStartedHour, hours, unknownHours, minutesOutside, availabilityPercent, startedHours, of availability its figures, hours of all machines, supplierHours, plannedHours, customerHours, force_majeureHours, unknownHours, fee, availabilityPercent, baseHours, downHours, malus, bonus, factorPercent; pending while its month goes on. kit: kit, serial, delivery, sentOn, charge. Of a correction also: corrects (the number of the invoice), was and
   * is (amounts), wasQuantity, isQuantity, and givenBefore, what of the difference credit notes gave already.
   */
  params: Record<string, string | number | null>;
  /** Where the contract says so. */
  clause: string;
  /** Decimal. For usage what was measured, before what is included; of a minimum what is missing. */
  quantity: string | null;
  /** UCUM. */
  unit: string;
  /** Decimal; null where there is not one price for each unit. */
  unitPrice: string | null;
  /** Null while the line waits. */
  amount: AmountDto | null;
  /** Without tax; null while it waits. */
  net: AmountDto | null;
  /** What of the document's tax falls to it. */
  tax: AmountDto | null;
  /** The rule that applies at the tax point; null where there is none. */
  taxRule: LineTaxRuleDto | null;
  /**
   * `fixed`: no usage behind it. `declared`: an availability guarantee, judged from stops that people entered. `partly_held`: the
   * amount excludes `params.heldQuantity`, which is on hold. `held`, `unknown`: nothing may be billed.
   */
  state: 'measured' | 'declared' | 'partly_held' | 'held' | 'unknown' | 'fixed';
  /** Of a correction: the issued invoice that it changes, and the line of it, where it has one. */
  corrects: CorrectedLineDto | null;
}

export class InvoiceDto extends InvoiceRowDto {
  lines: InvoiceLineDto[];
  /** As it was at issue, or as it is now. */
  seller: SellerDto;
  buyerParty: BuyerOnInvoiceDto;
  taxes: InvoiceTaxDto[];
  creditNotes: RelatedDocumentDto[];
  /** What corrects it by what is known since; what is not issued yet comes last. */
  corrections: CorrectionDto[];
  /** Issued months that its lines correct. */
  corrected: CorrectedDto[];
  /** Of a credit note or a correction, what it changes. */
  original: RelatedDocumentDto | null;
  /** Of a credit note. */
  reason: string;
  /** How it is booked; null until it is issued. */
  booking: BookingDto | null;
  approvedAt: Date | null;
  issuedAt: Date | null;
  /** Since when a dispute keeps it out of dunning. */
  disputeBlockedAt: Date | null;
  /** Of the proof pack that was made of it as it was issued; null until the worker has made it. */
  proof: InvoiceProofDto | null;
}

export class CorrectionAnswerDto {
  /** What of the month, and of those issued after it that count on, differs from what is known now; empty where nothing does. */
  found: HoldReasonDto[];
  invoice: InvoiceDto;
}

export class DraftRequestDto {
  @IsUUID()
  contractId: string;

  /** `YYYY-MM`; the running month is drafted as far as it is known. */
  @Matches(MONTH)
  month: string;
}

export class JobDto {
  id: string;
  kind: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  /** 0 while it waits. */
  total: number;
  /** Of a billing run: `month`. What came of it tells `GET /billing-runs/:id`. */
  params: Record<string, unknown>;
  createdAt: Date;
  finishedAt: Date | null;
}

export class JobListDto extends WholeListDto {
  items: JobDto[];
}
