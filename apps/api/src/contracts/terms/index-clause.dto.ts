import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength, ValidateNested } from 'class-validator';
import { LATE_NOTICES, type AgreedIndexClause, type LateNotice } from '#contracts';
import { OrNull } from '../../http/fields/absence.decorators.js';

const LONGEST_DECIMAL = 32;
const LONGEST_SERIES = 64;
const MOST_SERIES = 20;
const MOST_CHARGES = 100;

export class IndexShareDto {
  /** The series, as its values are written down; with the seller's country before its name (`PL_wages`) a value goes before one without. */
  @IsString()
  @MaxLength(LONGEST_SERIES)
  key: string;

  /** The part of the price that follows it, of 1. */
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  weight: string;
}

/** How a contract's prices follow indexes, or rise by a fixed rate. Decimals; factors stand for prices times them. */
export class IndexClauseDto {
  /** The first day of new prices, `YYYY-MM-DD`; the next ones come a year later each. */
  @IsString()
  @MaxLength(10)
  from: string;

  /** What they leave of 1 stays fixed; empty where prices rise by a fixed rate. */
  @IsArray()
  @ArrayMaxSize(MOST_SERIES)
  @ValidateNested({ each: true })
  @Type(() => IndexShareDto)
  weights: IndexShareDto[];

  /** On top of the year before, instead of indexes. */
  @OrNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  fixedPercentPerYear: string | null;

  /** The factor is never above: 1.05 for 5 % more than was first agreed. */
  @OrNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  cap: string | null;

  /** Nor below. */
  @OrNull()
  @IsString()
  @MaxLength(LONGEST_DECIMAL)
  floor: string | null;

  /** Whoever is to pay must be told so many days before. */
  @IsInt()
  noticeDays: number;

  /** What becomes of a step that nobody was told of in time. */
  @IsIn(LATE_NOTICES)
  lateNotice: LateNotice;

  /** Keys of the charges whose prices follow; null: all that are due again. */
  @OrNull()
  @IsArray()
  @ArrayMaxSize(MOST_CHARGES)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  charges: string[] | null;

  /** The indexes that count are of so many months before the step's own. */
  @IsInt()
  indexLagMonths: number;

  /** The month that they are compared with, `YYYY-MM`; null: the one before the contract began. */
  @OrNull()
  @IsString()
  @MaxLength(7)
  baseMonth: string | null;

  /** Of the factor as printed; null: 6. */
  @OrNull()
  @IsInt()
  factorDecimals: number | null;

  /** Of unit prices; null: they stay exact. */
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
