import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import {
  BUYOUT_MODELS,
  DEPOSIT_ENDS,
  END_DAYS,
  NOTICE_TO,
  TERMINATION_METHODS,
  type BuyoutModel,
  type DepositEnd,
  type EndDay,
  type NoticeTo,
  type TerminationMethod,
} from '#contracts';
import { MayBeNull, OrNull } from '../../http/fields/absence.decorators.js';

const MAX_DECIMAL_LENGTH = 32;

/** Cost of an early termination. Amounts and percentages are decimal strings. */
export class AgreedTerminationDto {
  /**
   * Method of calculation: a percentage of the remaining payments (`percent_of_remaining`), or the lesser of the
   * present value of the remaining payments and the excess of the book value over the market value (`lesser_of`).
   */
  @IsIn(TERMINATION_METHODS)
  method: TerminationMethod;

  /** Percentage of the remaining payments, for `percent_of_remaining`. */
  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  percent?: string | null;

  /** Deinstallation cost, which is added with either method. */
  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  deinstallation?: string | null;

  /** Monthly discount rate in percent, for `lesser_of`. Payments are assumed to be due at the end of each month. */
  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  monthlyRatePercent?: string | null;

  /** Book value, for `lesser_of`, unless it results from a buy-out price with straight-line depreciation. */
  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  book?: string | null;

  /** Estimated market value of the machines, for `lesser_of`. A termination can state another value. */
  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  market?: string | null;
}

export class BuyoutRowDto {
  /** Completed months of the term. The price applies until the next row. */
  @IsInt()
  month: number;

  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  price: string;
}

/** Buy-out price of the contract's machines. Amounts and percentages are decimal strings. */
export class AgreedBuyoutDto {
  /** Straight-line depreciation to a residual value, or a price list by month. */
  @IsIn(BUYOUT_MODELS)
  model: BuyoutModel;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  value?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  residualPercent?: string | null;

  @MayBeNull()
  @IsInt()
  termMonths?: number | null;

  /** Administrative fee in percent of the book value. */
  @MayBeNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  adminPercent?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(600)
  @ValidateNested({ each: true })
  @Type(() => BuyoutRowDto)
  prices?: BuyoutRowDto[] | null;
}

/** Exit terms of a contract. */
export class ExitAgreementDto {
  /** Notice period: minimum number of days between the notice and the end of the contract. Null if none is agreed. */
  @OrNull()
  @IsInt()
  noticeDays: number | null;

  /** Days on which a notice can end the contract: any day, the end of a month, or only the end of the term. */
  @IsIn(NOTICE_TO)
  noticeTo: NoticeTo;

  /** Whether the day of a termination is billed. */
  @IsIn(END_DAYS)
  endDay: EndDay;

  @OrNull()
  @IsObject()
  @ValidateNested()
  @Type(() => AgreedTerminationDto)
  termination: AgreedTerminationDto | null;

  @OrNull()
  @IsObject()
  @ValidateNested()
  @Type(() => AgreedBuyoutDto)
  buyout: AgreedBuyoutDto | null;

  /**
   * Use of a deposit at the end of the contract: it is paid back (the default), or first used to pay the last invoice.
   */
  @MayBeNull()
  @IsIn(DEPOSIT_ENDS)
  deposit?: DepositEnd | null;
}
