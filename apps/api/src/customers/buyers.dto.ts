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

/** Skips the validation of an empty email address, which means that no address is known. */
const hasText = (_object: object, value: unknown): boolean => value !== undefined && value !== '';

export class BuyerDto {
  id: string;
  customerId: string;
  name: string;
  /** Street of the registered address. */
  street: string;
  postalCode: string;
  city: string;
  /** Country that determines the tax rules. */
  country: string;
  /** Tax numbers by type. */
  taxIds: Record<string, string>;
  /** Email address for invoices. */
  invoiceEmail: string;
  archivedAt: Date | null;
  createdAt: Date;
  version: number;
}

export class BuyerListDto extends WholeListDto {
  /** Buyers, oldest first. A contract without a buyer gets the first one. */
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

  /** Whether the buyer is archived. */
  @MayBeAbsent()
  @IsBoolean()
  archived?: boolean;
}

export class OrderDto {
  id: string;
  buyerId: string;
  number: string;
  reference: string;
  /** The first tax point of invoices that show the order. */
  validFrom: string;
  /** The last tax point of invoices that show the order, inclusive; null if there is no end date. */
  validTo: string | null;
  /** Decimal. Net amount; null if there is no limit. */
  amount: string | null;
  /** Currency of the amount. */
  currency: string | null;
  version: number;
}

export class OrderListDto extends WholeListDto {
  /** Purchase orders, newest first. */
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

  /** Decimal. Net amount with the currency's decimals. If omitted, there is no limit. */
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
