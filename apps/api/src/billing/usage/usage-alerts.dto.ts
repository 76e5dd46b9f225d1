import { ArrayMaxSize, IsArray, IsNumber } from 'class-validator';
import { type AlertMeasure, MOST_SHARES } from '#revenue';
import { MayBeNull } from '../../http/fields/absence.decorators.js';
import { IsDecimalText } from '../../http/fields/decimal.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';

export class UsageAlertWishDto {
  /** Whole percent from 1 to 1000, at most ten of them. */
  @IsArray()
  @ArrayMaxSize(MOST_SHARES)
  @IsNumber({}, { each: true })
  percents: number[];

  /** Of an amount: what the shares are of, net, decimal in the contract's currency. Left out of an allowance. */
  @MayBeNull()
  @IsDecimalText()
  budget?: string | null;
}

/** What was told. */
export class ToldNoticeDto {
  percent: number;
  /** The first day of the month, or of the contract year where the allowance is of one. */
  periodFrom: string;
  toldAt: Date;
  /** Decimal: a quantity, or an amount. */
  used: string;
  limit: string;
}

export class UsageAlertDto {
  id: string;
  /** Shares of what is included, or of an amount. */
  measure: AlertMeasure;
  /** Ascending. */
  percents: number[];
  budget: string | null;
  /** ISO 4217. */
  currency: string;
  /** The latest first. */
  told: ToldNoticeDto[];
}

export class UsageAlertListDto extends WholeListDto {
  items: UsageAlertDto[];
}
