import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  INTEREST_DAY_COUNTS,
  INTEREST_GROUNDS,
  type InterestDayCount,
  type InterestGround,
  REMINDER_TEXTS,
  type ReminderText,
} from '#receivables';
import { OrNull } from '../../http/fields/absence.decorators.js';
import { IsAmountsByCurrency, IsDecimalText } from '../../http/fields/decimal.decorators.js';
import { IsRealDay } from '../../http/fields/instant.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';

const MAX_LEVELS = 6;
const MAX_DAYS = 730;

/** A level of reminders. */
export class ReminderLevelDto {
  /** Number of days after the due date. Zero or negative for level 0, which is sent on the due date or before it. */
  @IsInt()
  @Min(-60)
  @Max(MAX_DAYS)
  days: number;

  /** Text of the reminder; `notice` for level 0 only. */
  @IsIn(REMINDER_TEXTS)
  text: ReminderText;

  /** Whether the reminder claims interest and the lump sum. Not allowed for level 0. */
  @IsBoolean()
  hasClaims: boolean;
}

/** Simple interest on late payment. */
export class InterestTermsDto {
  @IsIn(INTEREST_GROUNDS)
  ground: InterestGround;

  /** Name of the base rate; null if `points` is the whole rate. */
  @OrNull()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  baseRate: string | null;

  /** Percentage points per year above the base rate. */
  @IsDecimalText()
  points: string;

  @IsIn(INTEREST_DAY_COUNTS)
  dayCount: InterestDayCount;
}

export class ReminderTermsDto {
  /** Levels in the order in which they are sent, with ascending days. If the list is empty, no reminders are sent. */
  @IsArray()
  @ArrayMaxSize(MAX_LEVELS)
  @ValidateNested({ each: true })
  @Type(() => ReminderLevelDto)
  levels: ReminderLevelDto[];

  /** Minimum number of days between two reminders of a document. */
  @IsInt()
  @Min(0)
  @Max(MAX_DAYS)
  pauseDays: number;

  /** Smallest total of a letter by currency. */
  @IsAmountsByCurrency()
  minimums: Record<string, string>;

  /** Amounts by currency that are claimed once per document, by the first level with claims. */
  @IsAmountsByCurrency()
  lumpSums: Record<string, string>;

  /** Terms of interest on late payment; null if no interest is claimed. */
  @OrNull()
  @ValidateNested()
  @Type(() => InterestTermsDto)
  interest: InterestTermsDto | null;
}

/** Reminder policy of a legal entity for the buyers of a country. */
export class ReminderPolicyDto {
  legalEntityId: string;
  /** ISO 3166-1 alpha-2 code, or `other` for all countries without a policy of their own. */
  country: string;
  terms: ReminderTermsDto;
  changedAt: Date;
}

export class ReminderPolicyListDto extends WholeListDto {
  items: ReminderPolicyDto[];
}

/** A value of a base rate, which applies until the next value. */
export class BaseRateDto {
  name: string;
  validFrom: string;
  /** Percent per year. */
  percent: string;
  source: string;
  enteredAt: Date;
  enteredBy: string | null;
}

export class BaseRateListDto extends WholeListDto {
  items: BaseRateDto[];
}

export class NewBaseRateDto {
  /** Name to which policies refer, such as `ECB main refinancing rate`. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** First day on which the value applies. */
  @IsRealDay()
  validFrom: string;

  /** Percent per year; can be negative. */
  @IsDecimalText()
  percent: string;

  /** Publication that states the value. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  source: string;
}
