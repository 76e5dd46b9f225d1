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

/** Price of a plan's charge in a price book. */
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
  /** Number within the price book, starting at 1. */
  number: number;
  /** The first day of the version, `YYYY-MM-DD`; null if another version has replaced all of its days. */
  validFrom: string | null;
  /** The last day of the version, inclusive; null if the version has no end date. */
  validTo: string | null;
  entryCount: number;
  /** Number of contracts that were priced with the version and have not ended. */
  contractCount: number;
  recordedAt: string;
}

export class PriceBookRowDto {
  id: string;
  code: string;
  name: string;
  /** ISO 4217 currency code. */
  currency: string;
  /** Versions, newest first. */
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
  /** Whether a later version is in force today. */
  isOlder: boolean;
  /** Whether the charges of the contract have been amended since they were priced. */
  isAmended: boolean;
}

export class PriceBookDto extends PriceBookRowDto {
  /**
   * Contracts that were priced with the price book and have not ended, contracts with older versions first, at most
   * 500.
   */
  contracts: PricedContractDto[];
}

export class PriceBookVersionContentDto {
  id: string;
  bookId: string;
  /** Name of the price book. */
  book: string;
  number: number;
  currency: string;
  /** Entries, in the order in which invoices list them. */
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

  /** Day on which the prices apply, `YYYY-MM-DD`. */
  @IsRealDay()
  day: string;
}

export class NewPriceBookDto {
  /** Id chosen by the client. If omitted, the server chooses it. */
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

const MAX_ENTRIES = 1000;

export class NewPriceBookVersionDto {
  /** The first day of the version, `YYYY-MM-DD`. */
  @IsString()
  @MaxLength(10)
  validFrom: string;

  /** The last day of the version, inclusive; null if the version has no end date. */
  @OrNull()
  @IsString()
  @MaxLength(10)
  validTo: string | null;

  @IsArray()
  @ArrayMaxSize(MAX_ENTRIES)
  @ValidateNested({ each: true })
  @Type(() => NewBookEntryDto)
  entries: NewBookEntryDto[];
}

export class PriceBookFilePreviewDto extends FilePreviewDto {
  /** Entries of the file. Use them only if there are no errors. */
  entries: BookEntryDto[];
}
