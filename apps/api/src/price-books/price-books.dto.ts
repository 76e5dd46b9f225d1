import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { OmitType, PickType } from '@nestjs/swagger';
import { ChargeDto } from '../contracts/contracts.dto.js';
import { NewChargeDto } from '../contracts/new-contract.dto.js';
import { MayBeAbsent, OrNull } from '../http/fields/absence.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { FilePreviewDto } from '../imports/imports.dto.js';
import { WholeListDto } from '../http/whole-list.js';

/** What a plan's charge costs by a book. */
export class BookEntryDto extends PickType(ChargeDto, [
  'key',
  'name',
  'clause',
  'due',
  'countsBy',
  'perMachine',
  'pricing',
]) {
  planId: string;
}

export class PriceBookVersionDto {
  id: string;
  /** Of the book, from 1. */
  number: number;
  /** `YYYY-MM-DD`; null where another version took all of its days. */
  validFrom: string | null;
  /** The last day; null while nobody ended it. */
  validTo: string | null;
  entryCount: number;
  /** Contracts that were priced by it and have not ended. */
  contractCount: number;
  recordedAt: string;
}

export class PriceBookRowDto {
  id: string;
  code: string;
  name: string;
  /** ISO 4217 */
  currency: string;
  /** The newest first. */
  versions: PriceBookVersionDto[];
}

export class PriceBookListDto extends WholeListDto {
  items: PriceBookRowDto[];
}

export class PricedContractDto {
  id: string;
  number: string;
  customer: string;
  state: string;
  versionNumber: number;
  /** Whether a later version holds today. */
  isOlder: boolean;
  /** Whether its charges were amended since. */
  isAmended: boolean;
}

export class PriceBookDto extends PriceBookRowDto {
  /** Priced by it and not ended, those of older versions first. */
  contracts: PricedContractDto[];
}

export class PriceBookVersionContentDto {
  id: string;
  bookId: string;
  /** Its name. */
  book: string;
  number: number;
  currency: string;
  /** In the order of the invoice. */
  entries: BookEntryDto[];
}

export class PriceBookOffersDto extends WholeListDto {
  items: PriceBookVersionContentDto[];
}

export class PriceBookOffersQuery {
  @IsUUID()
  planId: string;

  @Matches(/^[A-Z]{3}$/)
  currency: string;

  /** `YYYY-MM-DD` */
  @IsRealDay()
  day: string;
}

export class NewPriceBookDto {
  /** Chosen by the client, or by the server. */
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @MaxLength(40)
  code: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  name: string;

  @IsISO4217CurrencyCode()
  currency: string;
}

export class NewBookEntryDto extends OmitType(NewChargeDto, [
  'id',
  'key',
  'dueOn',
  'machineIds',
  'meterIds',
  'prepaid',
  'deposit',
] as const) {
  @IsUUID()
  planId: string;

  @IsString()
  @MaxLength(40)
  key: string;
}

const MOST_ENTRIES = 1000;

export class NewPriceBookVersionDto {
  /** `YYYY-MM-DD` */
  @IsString()
  @MaxLength(10)
  validFrom: string;

  /** The last day; null while nobody ends it. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  validTo: string | null;

  @IsArray()
  @ArrayMaxSize(MOST_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => NewBookEntryDto)
  entries: NewBookEntryDto[];
}

export class PriceBookFilePreviewDto extends FilePreviewDto {
  /** What it says; only to be used when there are no faults. */
  entries: BookEntryDto[];
}
