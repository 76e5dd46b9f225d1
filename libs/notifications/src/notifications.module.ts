import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganizationModule } from '#organization';
import { EscalationStep } from './entities/escalation-step.entity.js';
import { NotificationDelivery } from './entities/notification-delivery.entity.js';
import { NotificationEscalation } from './entities/notification-escalation.entity.js';
import { NotificationEvent } from './entities/notification-event.entity.js';
import { NotificationMute } from './entities/notification-mute.entity.js';
import { NotificationPreference } from './entities/notification-preference.entity.js';
import { NotificationSettings } from './entities/notification-settings.entity.js';
import { PushSubscription } from './entities/push-subscription.entity.js';
import { WebhookAttempt } from './entities/webhook-attempt.entity.js';
import { WebhookDelivery } from './entities/webhook-delivery.entity.js';
import { WebhookEndpoint } from './entities/webhook-endpoint.entity.js';
import { Notification } from './entities/notification.entity.js';
import { Escalations } from './escalation/escalations.service.js';
import { NotificationRetention } from './inbox/notification-retention.service.js';
import { NotificationRecorder } from './inbox/notification-recorder.service.js';
import { NotificationsService } from './inbox/notifications.service.js';
import { NotificationPreferences } from './inbox/preferences.service.js';
import { DeliveryLog } from './deliveries/delivery-log.service.js';
import { Unsubscribe } from './mail/unsubscribe.service.js';
import { PushSubscriptions } from './push/push-subscriptions.service.js';
import { VapidKeys } from './push/vapid-keys.js';
import { WebhookDeliveries } from './webhooks/webhook-deliveries.service.js';
import { WebhookEndpoints } from './webhooks/webhook-endpoints.service.js';

/** Services that apps can inject. */
const SERVICES = [
  NotificationRecorder,
  NotificationRetention,
  NotificationsService,
  NotificationPreferences,
  DeliveryLog,
  Unsubscribe,
  VapidKeys,
  PushSubscriptions,
  WebhookEndpoints,
  WebhookDeliveries,
  Escalations,
];

/** Notifies people in the portal, by email and by push, and other systems by webhooks. */
@Module({
  imports: [
    OrganizationModule,
    TypeOrmModule.forFeature([
      NotificationEvent,
      Notification,
      NotificationDelivery,
      NotificationPreference,
      NotificationSettings,
      NotificationMute,
      PushSubscription,
      WebhookEndpoint,
      WebhookDelivery,
      WebhookAttempt,
      EscalationStep,
      NotificationEscalation,
    ]),
  ],
  providers: [...SERVICES],
  exports: [...SERVICES],
})
export class NotificationsModule {}
