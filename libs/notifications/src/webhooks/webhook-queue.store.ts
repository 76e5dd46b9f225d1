import { newId, type Transaction } from '#platform';
import { CATALOGUE } from '../domain/catalogue.js';
import { pathOf } from '../domain/links.js';
import { WebhookDelivery } from '../entities/webhook-delivery.entity.js';
import type { NewEvent } from '../inbox/notifications.store.js';
import type { WebhookEvent } from './connector-messages.js';

/**
 * Queues messages about events for all endpoints that subscribe to them and are not paused. An endpoint gets one
 * message per event.
 */
export async function queueWebhooks(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  const sendable = events.filter(({ type }) => CATALOGUE[type].isForWebhooks);
  if (sendable.length === 0) return;
  await tx.manager.query(
    `insert into webhook_delivery (maker_id, id, endpoint_id, event_id, type, body, state, due_at, created_at)
     select $1, gen_random_uuid(), w.id, r.id, r.type, r.body, 'waiting', $3, $3
       from jsonb_to_recordset($2::jsonb) as r (id uuid, type text, body text)
       join webhook_endpoint w on w.maker_id = $1 and w.paused_at is null
        and (cardinality(w.event_types) = 0 or r.type = any(w.event_types))
         on conflict on constraint webhook_delivery_once_uq do nothing`,
    [
      tx.scope.makerId,
      JSON.stringify(sendable.map((event) => ({ id: event.id, type: event.type, body: toBody(event) }))),
      tx.now,
    ],
  );
}

/** Queues a test message to an endpoint. @returns its id */
export async function queueTest(tx: Transaction, endpointId: string): Promise<string> {
  const id = newId();
  const event: WebhookEvent = {
    type: 'webhook.test',
    timestamp: tx.now.toISOString(),
    data: {
      id,
      object: { kind: 'webhook_endpoint', id: endpointId },
      path: '/settings?tab=webhooks',
      facts: {},
    },
  };
  await tx.manager.insert(WebhookDelivery, {
    makerId: tx.scope.makerId,
    id,
    endpointId,
    eventId: null,
    type: event.type,
    body: JSON.stringify(event),
    state: 'waiting',
    dueAt: tx.now,
    createdAt: tx.now,
  });
  return id;
}

function toBody({ id, type, objectKind, objectId, params, occurredAt }: NewEvent): string {
  const event: WebhookEvent = {
    type,
    timestamp: occurredAt.toISOString(),
    data: {
      id,
      object: { kind: objectKind, id: objectId },
      path: pathOf('maker', { objectKind, objectId, params }),
      facts: params,
    },
  };
  return JSON.stringify(event);
}
