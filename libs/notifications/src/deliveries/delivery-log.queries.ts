import type { TimeCursor, Transaction } from '#platform';
import type { NotificationType } from '../domain/catalogue.js';
import type { DeliveryChannel, DeliveryKind, DeliveryState } from '../domain/deliveries/delivery.js';

export interface DeliveryView {
  readonly id: string;
  readonly channel: DeliveryChannel;
  readonly kind: DeliveryKind;
  readonly type: NotificationType | null;
  /** Number of notifications in the message. */
  readonly items: number;
  readonly person: { readonly id: string; readonly name: string };
  readonly recipient: string;
  readonly subject: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface DeliveryFilter {
  /** Only messages to this membership; null for all that the scope may see. */
  readonly membershipId: string | null;
  readonly channel: DeliveryChannel | null;
  readonly state: DeliveryState | null;
  readonly after: TimeCursor | null;
  readonly limit: number;
}

/** Lists outgoing emails and push messages, newest first. */
export function listDeliveries(
  tx: Transaction,
  { membershipId, channel, state, after, limit }: DeliveryFilter,
): Promise<DeliveryView[]> {
  return tx.manager.query(
    `select d.id, d.channel, d.kind, d.type, d.items, json_build_object('id', u.id, 'name', u.name) as person, d.recipient, d.subject,
            d.state, d.attempts, d.error, d.created_at as "createdAt", d.finished_at as "finishedAt"
       from notification_delivery d join user_account u on u.id = d.user_id
      where d.maker_id = $1 and ($2::uuid is null or d.membership_id = $2) and ($3::text is null or d.state = $3)
        and ($7::text is null or d.channel = $7)
        and ($4::timestamptz is null or (d.created_at, d.id) < ($4, $5::uuid))
      order by d.created_at desc, d.id desc limit $6`,
    [tx.scope.makerId, membershipId, state, after?.at ?? null, after?.id ?? null, limit, channel],
  );
}
