/** Exports for other domains: pure code that imports neither a framework nor database code. */
export {
  CATALOGUE,
  type Channels,
  MAIL_MODES,
  type MailMode,
  NOTIFICATION_TYPES,
  type NotificationCategory,
  type NotificationType,
  type ObjectKind,
  WEBHOOK_TYPES,
} from './catalogue.js';
export { ESCALATED, SOURCE_NAMES, type SourceEvent } from './sources.js';
export {
  DELIVERY_CHANNELS,
  DELIVERY_STATES,
  type DeliveryChannel,
  type DeliveryKind,
  type DeliveryState,
} from './deliveries/delivery.js';
export { ENDPOINT_KINDS, type EndpointKind, type PauseReason } from './webhooks/webhook-endpoint.js';
export { WEBHOOK_STATES, type WebhookState } from './webhooks/webhook-retries.js';
export { ESCALATED_TYPES, type EscalatedType } from './escalation.js';
