import { IsIn, IsISO4217CurrencyCode, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import type { BankAccountState } from '#organization';
import { MayBeAbsent, MayBeNull } from '../http/fields/absence.decorators.js';
import { IsRealDay } from '../http/fields/instant.decorators.js';
import { WholeListDto } from '../http/whole-list.js';

export class AccountHolderDto {
  id: string;
  name: string;
}

export class LegalEntityAccountDto {
  id: string;
  legalEntity: AccountHolderDto;
  /**
   * ISO 4217 code of the currency of the documents on which the account is printed; null for all currencies that have
   * no account of their own.
   */
  currency: string | null;
  bank: string;
  /** IBAN, CLABE or account number of the bank, without spaces. */
  account: string;
  bic: string;
  /** The first day on which the account is printed on documents, `YYYY-MM-DD`; null if there is no first day. */
  validFrom: string | null;
  /** The last day on which the account is printed on documents, inclusive; null if there is no last day. */
  validTo: string | null;
  state: BankAccountState;
  /** Whether the account is printed on documents that are issued today. */
  isCurrent: boolean;
  proposedAt: Date;
  /**
   * Name of the person who proposed the account; null for an account that was recorded before accounts needed approval.
   */
  proposedBy: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  /** Whether you may approve the account. The person who proposed an account cannot approve it. */
  canApprove: boolean;
}

export class LegalEntityAccountListDto extends WholeListDto {
  items: LegalEntityAccountDto[];
}

export class NewLegalEntityAccountDto {
  @IsUUID()
  legalEntityId: string;

  /**
   * ISO 4217 code of the currency of the documents on which the account is printed; null for all currencies that have
   * no account of their own.
   */
  @MayBeNull()
  @IsISO4217CurrencyCode()
  currency?: string | null;

  /** IBAN, CLABE or account number of the bank. Spaces are ignored. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  account: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  bank?: string;

  @MayBeAbsent()
  @IsString()
  @MaxLength(20)
  bic?: string;

  /**
   * The first day on which the account is printed on documents, `YYYY-MM-DD`, not in the past. Defaults to today or, if
   * the legal entity has no approved account, to no first day.
   */
  @MayBeNull()
  @IsRealDay()
  validFrom?: string | null;

  /**
   * The last day on which the account is printed on documents, `YYYY-MM-DD`, inclusive. Null or omitted if there is no
   * last day.
   */
  @MayBeNull()
  @IsRealDay()
  validTo?: string | null;
}

export const ACCOUNT_DECISIONS = ['approve', 'reject'] as const;

export class LegalEntityAccountDecisionDto {
  @IsIn(ACCOUNT_DECISIONS)
  decision: (typeof ACCOUNT_DECISIONS)[number];

  @MayBeAbsent()
  @IsString()
  @MaxLength(2000)
  why?: string;
}
