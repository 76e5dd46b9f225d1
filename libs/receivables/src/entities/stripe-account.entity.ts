import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from '#organization';
import type { KeyMode } from '#payments';

/** Stripe account through which a maker collects by card and debit. Keys and secrets are encrypted. */
@Entity('stripe_account')
@Unique('stripe_account_connected_uq', ['accountId'])
@Check('stripe_account_kind_ck', `kind in ('own_key', 'connected')`)
@Check('stripe_account_mode_ck', `mode in ('live', 'test')`)
@Check(
  'stripe_account_key_ck',
  `(kind = 'own_key') = (key_sealed is not null)
          and (kind = 'own_key') = (key_shown is not null) and (kind = 'connected') = (account_id is not null)`,
)
@Check(
  'stripe_account_secret_ck',
  `(previous_secret_sealed is null) = (previous_valid_until is null)
          and (previous_secret_sealed is null or webhook_secret_sealed is not null)`,
)
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'stripe_account_maker_fk' })
export class StripeAccount {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stripe_account_pk' })
  makerId: string;

  /** The maker's own key, or an account that is connected to the operator's platform. */
  @Column('text')
  kind: 'own_key' | 'connected';

  @Column('text')
  mode: KeyMode;

  @Column('text', { nullable: true })
  keySealed: string | null;

  /** Part of the key that is shown, so that a person can recognize the key. */
  @Column('text', { nullable: true })
  keyShown: string | null;

  @Column('text', { nullable: true })
  accountId: string | null;

  /** Secret of the maker's webhook endpoint. Webhooks of connected accounts are signed with the operator's secret. */
  @Column('text', { nullable: true })
  webhookSecretSealed: string | null;

  @Column('text', { nullable: true })
  previousSecretSealed: string | null;

  @Column('timestamptz', { nullable: true })
  previousValidUntil: Date | null;

  /** Days between each declined attempt and the next attempt. */
  @Column('integer', { array: true })
  retryDays: number[];

  /** Instant up to which the list of events was read, to find lost webhooks. */
  @Column('timestamptz')
  eventsReadUntil: Date;

  @Column('timestamptz')
  connectedAt: Date;

  @Column('uuid', { nullable: true })
  connectedBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  connectedByName: string | null;
}
