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

const LONGEST_DECIMAL = 32;

/** What leaving early costs. Decimals. */
export class AgreedTerminationDto {
  /** A part of the payments that remain, or the lesser of their present value and what the book stands above the market. */
  @IsIn(TERMINATION_METHODS)
  method: TerminationMethod;

  /** Of `percent_of_remaining`. */
  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  percent?: string | null;

  /** On top, whatever the method. */
  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  deinstallation?: string | null;

  /** Of `lesser_of`: payments are taken to be due as each month ends. */
  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  monthlyRatePercent?: string | null;

  /** Of `lesser_of`, where no buy-out in equal steps tells it. */
  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  book?: string | null;

  /** Of `lesser_of`: what the machines are supposed to bring; who terminates may know better. */
  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  market?: string | null;
}

export class BuyoutRowDto {
  /** Months of the term that are over; the price holds until the next row. */
  @IsInt()
  month: number;

  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  price: string;
}

/** For how much the machines of the contract can be bought. Decimals. */
export class AgreedBuyoutDto {
  /** A value that falls in equal steps to a residual, or a list by month. */
  @IsIn(BUYOUT_MODELS)
  model: BuyoutModel;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  value?: string | null;

  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  residualPercent?: string | null;

  @MayBeNull()
  @IsInt()
  termMonths?: number | null;

  /** On top of the book value. */
  @MayBeNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  adminPercent?: string | null;

  @MayBeNull()
  @IsArray()
  @ArrayMaxSize(600)
  @ValidateNested({ each: true })
  @Type(() => BuyoutRowDto)
  prices?: BuyoutRowDto[] | null;
}

/** What was agreed about leaving a contract. */
export class ExitAgreementDto {
  /** Days between notice and end; null where no notice was agreed. */
  @OrNull()
  @IsInt()
  noticeDays: number | null;

  /** When notice can end it: any day, the end of a month, or only as its term ends. */
  @IsIn(NOTICE_TO)
  noticeTo: NoticeTo;

  /** Whether the day of a termination is still billed. */
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

  /** What becomes of a deposit at the end: it goes back, as it does where nothing was agreed, or the last bill is set off against it. */
  @MayBeNull()
  @IsIn(DEPOSIT_ENDS)
  deposit?: DepositEnd | null;
}
