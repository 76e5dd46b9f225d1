/** Exports for other domains: pure code that loads neither a framework nor a database. */
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
export { DELIVERY_STATES, type DeliveryState } from './delivery-state.js';
export { ENDPOINT_KINDS, type EndpointKind, type PauseReason } from './webhook-endpoint.js';
export { WEBHOOK_STATES, type WebhookState } from './webhook-retries.js';
export { ESCALATED_TYPES, type EscalatedType } from './escalation.js';
