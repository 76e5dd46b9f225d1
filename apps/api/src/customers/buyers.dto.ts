import {
  IsBoolean,
  IsEmail,
  IsISO31661Alpha2,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { RegisteredPartsDto } from '../http/fields/address.dto.js';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsPositiveText } from '../http/fields/decimal.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

/** An e-mail address, or empty where none is known. */
const hasText = (_object: object, value: unknown): boolean => value !== undefined && value !== '';

export class BuyerDto {
  id: string;
  customerId: string;
  name: string;
  /** Of the registered address. */
  street: string;
  postalCode: string;
  city: string;
  /** Taxes go by it. */
  country: string;
  /** Tax numbers by their kind. */
  taxIds: Record<string, string>;
  /** Where invoices are sent. */
  invoiceEmail: string;
  archivedAt: Date | null;
  createdAt: Date;
  version: number;
}

export class BuyerListDto extends WholeListDto {
  /** The oldest first; a contract that names none gets the first. */
  items: BuyerDto[];
}

class BuyerPartsDto extends RegisteredPartsDto {
  @ValidateIf(hasText)
  @IsEmail()
  @MaxLength(200)
  invoiceEmail?: string;
}

export class NewBuyerDto extends BuyerPartsDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @IsISO31661Alpha2()
  country: string;
}

export class BuyerChangesDto extends BuyerPartsDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  @MayBeAbsent()
  @IsISO31661Alpha2()
  country?: string;

  /** Takes the company out of use. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}

export class OrderDto {
  id: string;
  buyerId: string;
  number: string;
  reference: string;
  /** The first day on which it stands on invoices, by their tax point. */
  validFrom: string;
  /** The last one; null without end. */
  validTo: string | null;
  /** Net; null without limit. */
  amount: string | null;
  /** Of the amount. */
  currency: string | null;
  version: number;
}

export class OrderListDto extends WholeListDto {
  /** The newest first. */
  items: OrderDto[];
}

export class NewOrderDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  number: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  reference?: string;

  @IsRealDay()
  validFrom: string;

  @MayBeNull()
  @IsRealDay()
  validTo?: string | null;

  /** Net, with the currency's decimals; without limit when it is left out. */
  @MayBeNull()
  @IsPositiveText()
  amount?: string | null;

  @MayBeNull()
  @Matches(/^[A-Z]{3}$/)
  currency?: string | null;
}

export class OrderChangesDto {
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  number?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  reference?: string;

  @MayBeAbsent()
  @IsRealDay()
  validFrom?: string;

  @MayBeNull()
  @IsRealDay()
  validTo?: string | null;

  @MayBeNull()
  @IsPositiveText()
  amount?: string | null;

  @MayBeNull()
  @Matches(/^[A-Z]{3}$/)
  currency?: string | null;
}
