import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { SUPPORTED_LOCALES } from '../http/fields/supported-locales.js';
import { WholeListDto } from '../http/whole-list.js';

/** Skips the validation of an empty email address, which means that no address is known. */
const hasText = (_object: object, value: unknown): boolean => value !== undefined && value !== '';

export class ContactDto {
  id: string;
  customerId: string;
  /** Site that the contact is responsible for; null for a contact of the whole customer. */
  siteId: string | null;
  name: string;
  email: string;
  phone: string;
  /** Responsibility of the contact. */
  duty: string;
  /** Whether issued documents are sent to the contact's email address. */
  receivesInvoices: boolean;
  /** BCP 47 language tag of emails to the contact; empty for the customer's language. */
  language: string;
  archivedAt: Date | null;
  version: number;
}

export class ContactListDto extends WholeListDto {
  items: ContactDto[];
}

export class NewContactDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @MayBeNull()
  @IsUUID()
  siteId?: string | null;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @ValidateIf(hasText)
  @IsEmail()
  @MaxLength(200)
  email?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  phone?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  duty?: string;

  /** True to send issued documents to the contact, which then needs an email address. */
  @MayBeAbsent()
  @IsBoolean()
  receivesInvoices?: boolean;

  /** Language of emails to the contact; empty for the customer's language. */
  @MayBeAbsent()
  @IsIn(['', ...SUPPORTED_LOCALES])
  language?: string;
}

export class ContactChangesDto {
  @MayBeNull()
  @IsUUID()
  siteId?: string | null;

  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @ValidateIf(hasText)
  @IsEmail()
  @MaxLength(200)
  email?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(60)
  phone?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  duty?: string;

  /** True to send issued documents to the contact, which then needs an email address. */
  @MayBeAbsent()
  @IsBoolean()
  receivesInvoices?: boolean;

  /** Language of emails to the contact; empty for the customer's language. */
  @MayBeAbsent()
  @IsIn(['', ...SUPPORTED_LOCALES])
  language?: string;

  /** Whether the contact is archived. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}
