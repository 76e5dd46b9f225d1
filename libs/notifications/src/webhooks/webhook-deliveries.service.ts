import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  DomainError,
  type Page,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
  parseTimeCursor,
  timeCursorOf,
} from '#platform';
import { WebhookAttempt } from '../entities/webhook-attempt.entity.js';
import { WebhookDelivery } from '../entities/webhook-delivery.entity.js';
import { listWebhookDeliveries, type WebhookDeliveryView } from './webhook-deliveries.queries.js';
import { getEndpoint } from './webhook-endpoints.service.js';
import { queueTest } from './webhook-queue.store.js';

/** A message with its text and all attempts. */
export interface WebhookDeliveryDetail extends WebhookDeliveryView {
  readonly body: string;
  /** Oldest first. */
  readonly log: readonly WebhookAttempt[];
}

/** Manages messages to webhook endpoints, with their attempts. */
@Injectable()
export class WebhookDeliveries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists messages, newest first. @throws DomainError notifications.endpoint_not_found, platform.cursor_invalid */
  list(
    scope: Scope,
    endpointId: string,
    { cursor, limit }: { readonly cursor?: string; readonly limit: number },
  ): Promise<Page<WebhookDeliveryView>> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      await getEndpoint(tx, endpointId);
      return toPage(
        await listWebhookDeliveries(tx, endpointId, { after, limit: limit + 1 }),
        limit,
        timeCursorOf,
      );
    });
  }

  /** @throws DomainError notifications.endpoint_not_found, notifications.delivery_not_found */
  get(scope: Scope, endpointId: string, id: string): Promise<WebhookDeliveryDetail> {
    return this.unitOfWork.run(scope, (tx) => getDetail(tx, endpointId, id));
  }

  /**
   * Queues a test message.
   * @throws DomainError notifications.endpoint_not_found, notifications.endpoint_paused
   */
  test(scope: Scope, endpointId: string): Promise<WebhookDeliveryDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      await assertNotPaused(tx, endpointId);
      const id = await queueTest(tx, endpointId);
      await audit(tx, 'endpoint_tested', endpointId, { deliveryId: id });
      return getDetail(tx, endpointId, id);
    });
  }

  /**
   * Sends a message again, with the same id and text. A message that is waiting is sent now.
   * @throws DomainError notifications.endpoint_not_found, notifications.delivery_not_found,
   *   notifications.endpoint_paused, notifications.delivery_in_progress
   */
  redeliver(scope: Scope, endpointId: string, id: string): Promise<WebhookDeliveryDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { state } = await getDetail(tx, endpointId, id);
      await assertNotPaused(tx, endpointId);
      if (state === 'sending') throw new DomainError('notifications.delivery_in_progress', { id });
      const { affected } = await tx.manager.update(
        WebhookDelivery,
        { makerId: scope.makerId, id, state },
        { state: 'waiting', attempts: 0, dueAt: tx.now, finishedAt: null },
      );
      if (affected === 0) throw new DomainError('notifications.delivery_in_progress', { id });
      await audit(tx, 'webhook_redelivered', endpointId, { deliveryId: id });
      return getDetail(tx, endpointId, id);
    });
  }
}

/**
 * Rejects a paused endpoint, because messages to it wait until it is resumed.
 * @throws DomainError notifications.endpoint_not_found, notifications.endpoint_paused
 */
async function assertNotPaused(tx: Transaction, endpointId: string): Promise<void> {
  const { pausedAt, name } = await getEndpoint(tx, endpointId);
  if (pausedAt !== null) throw new DomainError('notifications.endpoint_paused', { name });
}

async function getDetail(tx: Transaction, endpointId: string, id: string): Promise<WebhookDeliveryDetail> {
  await getEndpoint(tx, endpointId);
  const [view] = await listWebhookDeliveries(tx, endpointId, { after: null, limit: 1, id });
  if (!view) throw new DomainError('notifications.delivery_not_found', { id });
  const { makerId } = tx.scope;
  const { body } = await tx.manager.findOneByOrFail(WebhookDelivery, { makerId, id });
  const log = await tx.manager.find(WebhookAttempt, {
    where: { makerId, deliveryId: id },
    order: { at: 'asc', id: 'asc' },
  });
  return { ...view, body, log };
}

async function audit(
  tx: Transaction,
  action: 'endpoint_tested' | 'webhook_redelivered',
  endpointId: string,
  after: object,
): Promise<void> {
  await AuditTrail.write(tx, {
    action: `notifications.${action}`,
    entity: 'webhook_endpoint',
    entityId: endpointId,
    after,
  });
}
