import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { INVOICE_STATES, type InvoiceState } from '#billing';
import { AmountDto, NamedDto } from '../contracts/contracts.dto.js';
import { PageQueryDto } from '../http/page-query.dto.js';

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

export class InvoiceRowDto {
  id: string;
  contract: InvoicedContractDto;
  customer: NamedDto;
  legalEntity: NamedDto;
  currency: string;
  /** IANA; the period is in its days. */
  zone: string;
  /** The first day billed, `YYYY-MM-DD`. */
  periodFrom: string;
  /** The day after the last one billed. */
  periodTo: string;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited';
  /** Sum of the lines that have an amount. */
  total: AmountDto;
  /** Lines that wait for data or a decision, in whole or in part. */
  heldLines: number;
  /** Readings received at this instant or later are not in it. */
  knownUntil: Date;
  draftedAt: Date;
  /** Equal for equal content. */
  contentHash: string;
  version: number;
}

export class InvoiceListDto {
  items: InvoiceRowDto[];
  /** Cursor of the next page. */
  next: string | null;
}

export class InvoiceLineDto {
  id: string;
  position: number;
  kind: 'base' | 'usage' | 'kit';
  /** Of which charge of the contract; null of a kit. */
  chargeKey: string | null;
  /** What it is of the charge: a credit is what the end of a contract leaves of a fee in advance, a true-up what is missing from a minimum. */
  component: 'fee' | 'credit' | 'usage' | 'true_up' | 'instalment' | 'commitment' | null;
  /** The charge's name by locale, where it has one. */
  name: Record<string, string>;
  /** Days [from, to) that it is for, `YYYY-MM-DD`. */
  serviceFrom: string | null;
  serviceTo: string | null;
  /**
   * What its text is made of. base: amount, due, days, of, serial. usage: model, countsBy, signalKey, device, serial, included,
   * overage, heldQuantity, holds (how many reasons hold something), days, of, usedInYear, correctedPart; of a minimum: minimum,
   * minimumOf, reached. kit: kit, serial, delivery, sentOn, charge.
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
  /** `fixed`: no usage behind it. `held`, `unknown`: nothing may be billed. */
  state: 'measured' | 'held' | 'unknown' | 'fixed';
}

export class InvoiceDto extends InvoiceRowDto {
  lines: InvoiceLineDto[];
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

export class JobListDto {
  items: JobDto[];
}
