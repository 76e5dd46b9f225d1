import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsInt,
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsObject,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { RegisteredPartsDto } from '../http/fields/address.dto.js';
import { MayBeAbsent } from '../http/fields/absence.decorators.js';
import { IsTexts } from '../http/fields/texts.decorator.js';
import { WholeListDto } from '../http/whole-list.js';

export class BankAccountDto {
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  bank?: string;

  /** IBAN, CLABE or account number of the bank. */
  @MayBeAbsent()
  @IsString()
  @MaxLength(64)
  account?: string;

  @MayBeAbsent()
  @Matches(/^([A-Z0-9]{8}|[A-Z0-9]{11})?$/)
  bic?: string;
}

export class LegalEntityDto {
  id: string;
  name: string;
  country: string;
  /** ISO 4217 code of the legal entity's accounting currency. */
  currency: string;
  zone: string;
  /** Tax numbers by type. */
  taxIds: Record<string, string>;
  /** Street of the registered address. */
  street: string;
  postalCode: string;
  city: string;
  /** Register entries by type. */
  registrations: Record<string, string>;
  /** Email address for questions about invoices. */
  email: string;
  /** Bank account that is printed today on documents in the accounting currency. */
  bankAccount: BankAccountDto;
  /** Prefix of the legal entity's document numbers. */
  seriesPrefix: string;
  /** The first month of the legal entity's fiscal year, 1 to 12. */
  fiscalYearMonth: number;
  /** Whether each document is sent to the customer by email when it is issued. */
  mailsDocuments: boolean;
  version: number;
}

export class LegalEntityListDto extends WholeListDto {
  items: LegalEntityDto[];
}

/** Details of a legal entity that are printed on its documents, and the numbering of the documents. */
class PrintedEntityDto extends RegisteredPartsDto {
  /** Register entries by type. */
  @MayBeAbsent()
  @IsTexts()
  registrations?: Record<string, string>;

  @ValidateIf((_object, value) => value !== undefined && value !== '')
  @IsEmail()
  @MaxLength(200)
  email?: string;

  /**
   * First bank account of a new legal entity, for documents in all currencies. Use `POST /bank-accounts` to propose
   * another account. An update of the legal entity accepts only the current account.
   */
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => BankAccountDto)
  bankAccount?: BankAccountDto;

  /** Prefix of document numbers: capital letters and digits, unique among the maker's legal entities. */
  @MayBeAbsent()
  @Matches(/^[A-Z0-9]{1,10}$/)
  seriesPrefix?: string;

  /** The first month of the fiscal year, 1 to 12. */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(12)
  fiscalYearMonth?: number;

  /** True to send each document to the customer by email when it is issued. */
  @MayBeAbsent()
  @IsBoolean()
  mailsDocuments?: boolean;
}

export class NewLegalEntityDto extends PrintedEntityDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @IsISO31661Alpha2()
  country: string;

  @IsISO4217CurrencyCode()
  currency: string;

  @IsTimeZone()
  zone: string;
}

export class LegalEntityChangesDto extends PrintedEntityDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsTimeZone()
  zone?: string;
}
