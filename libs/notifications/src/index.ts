export * from './domain/index.js';
export { EscalationStep } from './entities/escalation-step.entity.js';
export { NotificationDelivery } from './entities/notification-delivery.entity.js';
export { NotificationEscalation } from './entities/notification-escalation.entity.js';
export { NotificationEvent } from './entities/notification-event.entity.js';
export { NotificationMute } from './entities/notification-mute.entity.js';
export { NotificationPreference } from './entities/notification-preference.entity.js';
export { NotificationSettings } from './entities/notification-settings.entity.js';
export { PushSubscription } from './entities/push-subscription.entity.js';
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
export type { DeliveryView } from './deliveries/delivery-log.queries.js';
export { DeliveryLog } from './deliveries/delivery-log.service.js';
export { NotificationMails } from './mail/notification-mails.service.js';
export { NotificationPushes } from './push/notification-pushes.service.js';
export { PushClient } from './push/push-client.js';
export { type NewBrowser, PushSubscriptions } from './push/push-subscriptions.service.js';
export { VapidKeys } from './push/vapid-keys.js';
export { Unsubscribe, type UnsubscribeOffer } from './mail/unsubscribe.service.js';
export { TrustedHosts } from './outgoing/trusted-hosts.js';
export { OutgoingClient } from './outgoing/outgoing-client.js';
export type { WebhookDeliveryView } from './webhooks/webhook-deliveries.queries.js';
export { WebhookDeliveries, type WebhookDeliveryDetail } from './webhooks/webhook-deliveries.service.js';
export {
  type EndpointChanges,
  type EndpointWithSecret,
  type NewEndpoint,
  WebhookEndpoints,
} from './webhooks/webhook-endpoints.service.js';
export { WebhookSender } from './webhooks/webhook-sender.service.js';
