import { Type } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import { NamedDto } from '../contracts/contracts.dto.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { InvoicedContractDto, InvoiceLineDto } from './billing.dto.js';
import { UsageReasonDto } from './usage.dto.js';

export class ProvenInvoiceDto {
  id: string;
}

export class ProvenLineDto extends InvoiceLineDto {
  invoice: ProvenInvoiceDto;
  contract: InvoicedContractDto;
  customer: NamedDto;
  periodFrom: string;
  periodTo: string;
  zone: string;
}

export class EquationTermDto {
  /**
   * base: monthly_amount, days_billed, days_of_month, before_rounding, amount. usage: counted, held, billed, included,
   * overage, unit_price, before_rounding, amount. kit: kits, price_per_kit, amount.
   */
  code: string;
  /** Decimal; null where it is not known. */
  value: string | null;
  /** UCUM, or the currency. */
  unit: string;
}

export class OpeningReadingDto {
  seq: string;
  deviceTime: Date;
  timeSource: 'device' | 'arrival';
  value: string | null;
}

/** A stretch of the period in which the counter counted for this contract, and from where it began. */
export class OpeningDto {
  from: Date;
  to: Date;
  /** The last reading before it; null where counting began with a reading in it. */
  reading: OpeningReadingDto | null;
  /** The value that the counter had fallen from without explanation and not passed again, decimal. */
  fallenFrom: string | null;
}

export class ProvenUsageDto {
  state: 'measured' | 'held' | 'unknown';
  quantity: string | null;
  heldQuantity: string;
  reasons: UsageReasonDto[];
  startValue: string | null;
  endValue: string | null;
  readingCount: number;
  /** The evidence as it was stored. */
  hash: string;
  /** The evidence as the readings give it now. */
  recomputedHash: string | null;
  /** The readings give the same evidence and the same quantities again. */
  equal: boolean;
  knownUntil: Date;
  /** Readings that came after the draft and are not in it; drafting again takes them in. */
  laterReadings: number;
  /** Version of the rules by which it was derived. */
  ruleVersion: number;
  /** From 1 on: each time that deriving it after the period gave something else; every version before is kept with its readings. */
  version: number;
  /** When a later version took its place; null for the one that holds. */
  supersededAt: Date | null;
  openings: OpeningDto[];
}

export class ProofDayDto {
  /** Local date of the contract's zone. */
  day: string;
  quantity: string;
  heldQuantity: string;
  readingCount: number;
  /** SHA-256 over the lines of its readings. */
  hash: string;
}

export class ProofDto {
  line: ProvenLineDto;
  equation: EquationTermDto[];
  /** Null for a line without usage behind it. */
  usage: ProvenUsageDto | null;
  days: ProofDayDto[];
}

export class ProofStepDto {
  from: Date;
  to: Date;
  /** The counter at its start and at its end. */
  fromValue: string | null;
  toValue: string | null;
  quantity: string;
  heldQuantity: string;
  readingCount: number;
  /** `empty`: nothing was read in it. */
  kind: 'normal' | 'gap' | 'held' | 'empty';
}

export class ProofStepsDto {
  steps: ProofStepDto[];
}

export class ProofReadingsQueryDto extends PageQueryDto {
  /** Readings later than this ... */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  /** ... and not later than this. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  to?: Date;
}

export class ProofReadingDto {
  /** As sent; negative where the message carried none. */
  seq: string;
  deviceTime: Date;
  receivedAt: Date;
  /** Whose clock the time is. */
  timeSource: 'device' | 'arrival';
  /** Decimal, as it was sent. */
  value: string | null;
  /** By how much the counter moved since the reading before. */
  step: string | null;
  quality: number;
  /** Whether it was metered. */
  used: boolean;
}

export class ProofReadingListDto {
  items: ProofReadingDto[];
  next: string | null;
}
