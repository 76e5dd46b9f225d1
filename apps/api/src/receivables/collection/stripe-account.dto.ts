import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';

/** Largest number of retries of a declined payment, and of days between two of them. */
const MAX_RETRIES = 8;
const MAX_GAP_DAYS = 30;

/** The connected Stripe account. Keys and secrets are never returned. */
export class StripeAccountDto {
  /** The maker's own key, or an account that is connected to the operator's platform. */
  kind: 'own_key' | 'connected';
  /** First and last characters of the key; null for a connected account. */
  key: string | null;
  /** Id of the connected account; null if the maker uses a key of its own. */
  accountId: string | null;
  hasWebhookSecret: boolean;
  /** Instant until which the previous webhook secret is also accepted; null if no previous secret is accepted. */
  previousSecretValidUntil: Date | null;
  /** Days between a declined payment and the next attempt. */
  retryDays: number[];
  connectedAt: Date;
  connectedBy: string | null;
}

/** Status of payments by card and debit. */
export class CardPaymentsDto {
  areOn: boolean;
  /** Mode of the key. `test` keys move no money. Null if payments are off. */
  mode: 'live' | 'test' | null;
  /** Reason why payments are off: `no_key` if no account is connected. Null if payments are on. */
  reason: string | null;
  /** Whether the operator has a platform to which accounts can be connected. */
  canConnectAccounts: boolean;
  /** Address to enter as the webhook endpoint at Stripe. */
  webhookUrl: string;
  /** Types of events that the webhook endpoint must receive. */
  webhookEvents: string[];
  account: StripeAccountDto | null;
}

/** Account to connect. Set either `key` or `accountId`. */
export class ConnectStripeDto {
  /** Secret or restricted key of the maker's own account. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  key?: string;

  /** Id of an account that is connected to the operator's platform. */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  accountId?: string;
}

export class StripeAccountChangesDto {
  /** Days between a declined payment and the next attempt; empty for no retries. */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_RETRIES)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MAX_GAP_DAYS, { each: true })
  retryDays?: number[];

  /** Signing secret of the webhook endpoint. For 24 hours, webhooks with the previous secret are also accepted. */
  @MayBeAbsent()
  @IsString()
  @Matches(/^whsec_\S{8,200}$/)
  webhookSecret?: string;
}
