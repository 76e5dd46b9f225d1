import { Module } from '@nestjs/common';
import { NotificationsModule } from '#notifications';
import { DeliveriesController } from './deliveries.controller.js';
import { EscalationsController } from './escalations.controller.js';
import { NotificationPreferencesController } from './notification-preferences.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { WebhookEndpointsController } from './webhook-endpoints.controller.js';

/** Notifications of the signed-in user, their preferences, the log of emails, and webhooks. */
@Module({
  imports: [NotificationsModule],
  controllers: [
    NotificationsController,
    NotificationPreferencesController,
    DeliveriesController,
    UnsubscribeController,
    EscalationsController,
    WebhookEndpointsController,
  ],
})
export class NotificationsApiModule {}
