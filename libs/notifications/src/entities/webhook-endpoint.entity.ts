import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { NotificationType } from '../domain/catalogue.js';
import type { EndpointKind, PauseReason } from '../domain/webhooks/webhook-endpoint.js';

/** A receiver of webhooks: a system of the maker, or a channel of Slack or Teams. */
@Entity('webhook_endpoint')
@Check('webhook_endpoint_kind_ck', `kind in ('webhook', 'slack', 'teams')`)
@Check('webhook_endpoint_previous_ck', `(previous_secret_sealed is null) = (previous_valid_until is null)`)
@Check('webhook_endpoint_paused_ck', `(paused_at is null) = (paused_reason is null)`)
@Check('webhook_endpoint_reason_ck', `paused_reason in ('person', 'gone', 'failing')`)
export class WebhookEndpoint {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_endpoint_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_endpoint_pk' })
  id: string;

  @Column('text')
  kind: EndpointKind;

  @Column('text')
  name: string;

  @Column('text', {
    comment: 'encrypted, because the addresses of Slack and Teams grant access by themselves',
  })
  urlSealed: string;

  /** The part of the address that is safe to show. */
  @Column('text')
  urlShown: string;

  /** Types that are sent; all if empty. */
  @Column('text', { array: true })
  eventTypes: NotificationType[];

  /** Language of messages to Slack and Teams. */
  @Column('text')
  locale: string;

  @Column('text')
  secretSealed: string;

  /** The secret before the last rotation. */
  @Column('text', { nullable: true })
  previousSecretSealed: string | null;

  /** Time until which messages are signed with both secrets. */
  @Column('timestamptz', { nullable: true })
  previousValidUntil: Date | null;

  @Column('timestamptz', { nullable: true })
  pausedAt: Date | null;

  @Column('text', { nullable: true })
  pausedReason: PauseReason | null;

  /** Time of the first failed attempt since the last successful one. */
  @Column('timestamptz', { nullable: true })
  failingSince: Date | null;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
