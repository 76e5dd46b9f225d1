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
  /** Currency of the documents that print it (ISO 4217); null for all currencies without an account of their own. */
  currency: string | null;
  bank: string;
  /** IBAN, CLABE or account number of the bank, without spaces. */
  account: string;
  bic: string;
  /** First day on which documents print it; null if there was no account before. */
  validFrom: string | null;
  /** Last day; null for no end. */
  validTo: string | null;
  state: BankAccountState;
  /** Whether documents that are issued today print it. */
  isCurrent: boolean;
  proposedAt: Date;
  /** Person who proposed it; null for an account from before two people were required. */
  proposedBy: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  /** Whether you may approve it, because another person proposed it. */
  canApprove: boolean;
}

export class LegalEntityAccountListDto extends WholeListDto {
  items: LegalEntityAccountDto[];
}

export class NewLegalEntityAccountDto {
  @IsUUID()
  legalEntityId: string;

  /** Currency of the documents that print it; null for all currencies without an account of their own. */
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

  /** First day on which documents print it, today at the earliest. Default: today. */
  @MayBeNull()
  @IsRealDay()
  validFrom?: string | null;

  /** Last day. Default: no end. */
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
