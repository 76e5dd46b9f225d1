export * from './domain/index.js';
export { EscalationStep } from './entities/escalation-step.entity.js';
export { NotificationDelivery } from './entities/notification-delivery.entity.js';
export { NotificationEscalation } from './entities/notification-escalation.entity.js';
export { NotificationEvent } from './entities/notification-event.entity.js';
export { NotificationMute } from './entities/notification-mute.entity.js';
export { NotificationPreference } from './entities/notification-preference.entity.js';
export { NotificationSettings } from './entities/notification-settings.entity.js';
export { WebhookAttempt } from './entities/webhook-attempt.entity.js';
export { WebhookDelivery } from './entities/webhook-delivery.entity.js';
export { WebhookEndpoint } from './entities/webhook-endpoint.entity.js';
export { Notification } from './entities/notification.entity.js';
export { type EscalationOfType, Escalations } from './escalation/escalations.service.js';
export { NotificationRetention } from './inbox/notification-retention.service.js';
export { NotificationRecorder } from './inbox/notification-recorder.service.js';
export type { NotificationView } from './inbox/notifications.queries.js';
export { MAX_COUNTED, type NotificationPage, NotificationsService } from './inbox/notifications.service.js';
export {
  type MailTimes,
  NotificationPreferences,
  type Preferences,
  type TypePreference,
} from './inbox/preferences.service.js';
export { NotificationsModule } from './notifications.module.js';
export type { DeliveryView } from './mail/delivery-log.queries.js';
export { DeliveryLog } from './mail/delivery-log.service.js';
export { NotificationMails } from './mail/notification-mails.service.js';
export { Unsubscribe, type UnsubscribeOffer } from './mail/unsubscribe.service.js';
export { TrustedHosts } from './webhooks/trusted-hosts.js';
export { WebhookClient } from './webhooks/webhook-client.js';
export type { WebhookDeliveryView } from './webhooks/webhook-deliveries.queries.js';
export { WebhookDeliveries, type WebhookDeliveryDetail } from './webhooks/webhook-deliveries.service.js';
export {
  type EndpointChanges,
  type EndpointWithSecret,
  type NewEndpoint,
  WebhookEndpoints,
} from './webhooks/webhook-endpoints.service.js';
export { WebhookSender } from './webhooks/webhook-sender.service.js';
