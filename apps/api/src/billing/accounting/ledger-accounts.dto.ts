import { IsIn, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { ACCOUNTS, type Account, REVENUE_CLASSES, TAX_CATEGORIES } from '#invoicing';
import { MayBeAbsent, MayBeNull } from '../../http/fields/absence.decorators.js';
import { IsPositiveText } from '../../http/fields/decimal.decorators.js';
import { WholeListDto } from '../../http/whole-list.js';

/** A part of the journal of a legal entity that has no account number. */
export class MissingAccountDto {
  legalEntityId: string;
  account: Account;
  /** Revenue class; null for the whole class of accounts. */
  revenueClass: string | null;
  /** Tax category; null for the whole class of accounts. */
  taxCategory: string | null;
  /** Tax rate in percent; null for the whole class of accounts. */
  taxPercent: string | null;
}

/** An account number of a legal entity, for an account class of the journal or a part of it. */
export class LedgerAccountDto {
  id: string;
  legalEntityId: string;
  account: Account;
  /** Class of the revenue; null for all revenue that has no account of its own, and for other classes of accounts. */
  revenueClass: string | null;
  /** Category of the tax; null for all taxes that have no account of their own, and for other classes of accounts. */
  taxCategory: string | null;
  /** Tax rate in percent; null for all rates of the category that have no account of their own. */
  taxPercent: string | null;
  number: string;
  name: string;
  changedAt: Date;
  version: number;
}

export class LedgerAccountListDto extends WholeListDto {
  items: LedgerAccountDto[];
  /**
   * Parts of the journals that have no account number. If no part of a class has a number, the class is listed once.
   */
  missing: MissingAccountDto[];
}

/** Number and name of an account. */
export class LedgerAccountChangesDto {
  /** 1 to 12 digits, letters, dots and hyphens. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(12)
  number: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;
}

export class NewLedgerAccountDto extends LedgerAccountChangesDto {
  @MayBeAbsent()
  @IsUUID()
  id?: string;

  @IsUUID()
  legalEntityId: string;

  @IsIn(ACCOUNTS)
  account: Account;

  /** Class of the revenue, only for `revenue`. If omitted, the account is for all revenue without its own account. */
  @MayBeNull()
  @IsIn(REVENUE_CLASSES)
  revenueClass?: (typeof REVENUE_CLASSES)[number] | null;

  /** Category of the tax, only for `tax_payable`. If omitted, the account is for all taxes without their own account. */
  @MayBeNull()
  @IsIn(TAX_CATEGORIES)
  taxCategory?: (typeof TAX_CATEGORIES)[number] | null;

  /** Tax rate in percent. If omitted, the account is for all rates of the category without their own account. */
  @MayBeNull()
  @IsPositiveText()
  taxPercent?: string | null;
}
