import { ArrayMaxSize, IsArray, IsNumber } from 'class-validator';
import { type AlertMeasure, MAX_SHARES } from '#revenue';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { IsDecimalText } from '../../http/fields/decimal.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';

export class UsageAlertInputDto {
  /** Thresholds: up to ten whole percentages from 1 to 1000. */
  @IsArray()
  @ArrayMaxSize(MAX_SHARES)
  @IsNumber({}, { each: true })
  percents: number[];

  /** Decimal. Net amount in the contract's currency that the percentages refer to. Omit it for an allowance. */
  @MayBeNull()
  @IsDecimalText()
  budget?: string | null;
}

/** Notice that was sent. */
export class SentNoticeDto {
  percent: number;
  /** The first day of the month or, for a yearly allowance, of the contract year. */
  periodFrom: string;
  toldAt: Date;
  /**
   * Decimal. Quantity or amount that had been used. `limit` is the allowance or the amount that the percentages refer
   * to.
   */
  used: string;
  limit: string;
}

export class UsageAlertDto {
  id: string;
  /** Whether the thresholds are percentages of the allowance or of an amount. */
  measure: AlertMeasure;
  /** Thresholds in ascending order. */
  percents: number[];
  budget: string | null;
  /** ISO 4217 currency code. */
  currency: string;
  /** Notices that were sent, latest first, at most 12. */
  told: SentNoticeDto[];
}

export class UsageAlertListDto extends WholeListDto {
  items: UsageAlertDto[];
}
