import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { WholeListDto } from '../../http/whole-list.js';

/** Month until which a card is valid. */
export class CardExpiryDto {
  year: number;
  month: number;
}

/** A payment method that a customer saved at Stripe. */
export class SavedMethodDto {
  id: string;
  kind: 'card' | 'sepa_debit' | 'us_bank_account' | 'bacs_debit' | 'au_becs_debit' | 'acss_debit' | 'other';
  /** Brand of a card, or name of a bank; null if it is not known. */
  issuer: string | null;
  lastDigits: string | null;
  /** Month until which the card is valid; null for a bank account. */
  expires: CardExpiryDto | null;
}

export class SavedMethodListDto extends WholeListDto {
  /** Whether payments by card and debit are on. */
  areOn: boolean;
  items: SavedMethodDto[];
  /** The method that pays invoices on their due date; null if automatic payments are off. */
  automaticMethodId: string | null;
}

export class AutomaticPaymentDto {
  /** Saved payment method of the customer. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  methodId: string;
}
