import type { WebhookDeliveryDetail, WebhookDeliveryView, WebhookEndpoint } from '#notifications';
import type { WebhookDeliveryDetailDto, WebhookDeliveryDto, WebhookEndpointDto } from './webhooks.dto.js';

/** Copies the endpoint field by field, so that neither the complete address nor a secret is exposed by accident. */
export function toEndpointDto(endpoint: WebhookEndpoint): WebhookEndpointDto {
  return {
    id: endpoint.id,
    kind: endpoint.kind,
    name: endpoint.name,
    url: endpoint.urlShown,
    eventTypes: endpoint.eventTypes,
    locale: endpoint.locale,
    previousValidUntil: endpoint.previousValidUntil,
    pausedAt: endpoint.pausedAt,
    pausedReason: endpoint.pausedReason,
    failingSince: endpoint.failingSince,
    createdAt: endpoint.createdAt,
    version: endpoint.version,
  };
}

export function toDeliveryDto(delivery: WebhookDeliveryView): WebhookDeliveryDto {
  return {
    id: delivery.id,
    webhookId: `msg_${delivery.id}`,
    type: delivery.type,
    state: delivery.state,
    attempts: delivery.attempts,
    dueAt: delivery.dueAt,
    lastStatus: delivery.lastStatus,
    lastError: delivery.lastError,
    createdAt: delivery.createdAt,
    finishedAt: delivery.finishedAt,
  };
}

export function toDeliveryDetailDto(delivery: WebhookDeliveryDetail): WebhookDeliveryDetailDto {
  return {
    ...toDeliveryDto(delivery),
    body: delivery.body,
    log: delivery.log.map(({ at, status, error, durationMs, response }) => ({
      at,
      status,
      error,
      durationMs,
      response,
    })),
  };
}
