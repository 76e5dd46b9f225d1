import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength, ValidateNested } from 'class-validator';
import { LATE_NOTICES, type AgreedIndexClause, type LateNotice } from '#contracts';
import { OrNull } from '../../http/fields/absence.decorators.js';

const MAX_DECIMAL_LENGTH = 32;
const MAX_SERIES_LENGTH = 64;
const MAX_SERIES = 20;
const MAX_CHARGES = 100;

export class IndexShareDto {
  /**
   * Key under which the values of the index are recorded. Values under a key with the seller's country as a prefix
   * (`PL_wages`) take precedence over values under the key without a prefix.
   */
  @IsString()
  @MaxLength(MAX_SERIES_LENGTH)
  key: string;

  /** Decimal. Share of the price that follows the index, up to 1. */
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  weight: string;
}

/**
 * Index clause. Prices are multiplied by a factor that follows indexes or increases at a fixed rate. Weights,
 * percentages and limits are decimal strings.
 */
export class IndexClauseDto {
  /** The first day of new prices, `YYYY-MM-DD`. Further adjustments follow each year. */
  @IsString()
  @MaxLength(10)
  from: string;

  /** Weights of the indexes. The rest of the price is not adjusted. Empty if prices increase at a fixed rate. */
  @IsArray()
  @ArrayMaxSize(MAX_SERIES)
  @ValidateNested({ each: true })
  @Type(() => IndexShareDto)
  weights: IndexShareDto[];

  /** Annual increase in percent over the previous year; null if prices follow indexes. */
  @OrNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  fixedPercentPerYear: string | null;

  /**
   * Upper limit of the factor, such as 1.05 for at most 5% above the prices first agreed; null if there is no limit.
   */
  @OrNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  cap: string | null;

  /** Lower limit of the factor; null if there is no limit. */
  @OrNull()
  @IsString()
  @MaxLength(MAX_DECIMAL_LENGTH)
  floor: string | null;

  /** Notice period in days: the customer must be notified at least this number of days before an adjustment. */
  @IsInt()
  noticeDays: number;

  /** Effect on an adjustment if the customer was not notified in time. */
  @IsIn(LATE_NOTICES)
  lateNotice: LateNotice;

  /** Keys of the charges that the clause applies to; null for all recurring charges. */
  @OrNull()
  @IsArray()
  @ArrayMaxSize(MAX_CHARGES)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  charges: string[] | null;

  /** Number of months between the index month and the month of the adjustment. */
  @IsInt()
  indexLagMonths: number;

  /** Base month of the indexes, `YYYY-MM`; null for the month before the contract began. */
  @OrNull()
  @IsString()
  @MaxLength(7)
  baseMonth: string | null;

  /** Number of decimals of the printed factor. Null means 6. */
  @OrNull()
  @IsInt()
  factorDecimals: number | null;

  /** Number of decimals of unit prices; null if prices are not rounded. */
  @OrNull()
  @IsInt()
  priceDecimals: number | null;
}

export function toIndexClauseDto(clause: AgreedIndexClause | null): IndexClauseDto | null {
  if (clause === null) return null;
  const { weights, charges } = clause;
  return {
    ...clause,
    weights: weights.map(({ key, weight }) => ({ key, weight })),
    charges: charges && [...charges],
  };
}
