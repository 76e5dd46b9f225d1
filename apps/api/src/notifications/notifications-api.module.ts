import { Module } from '@nestjs/common';
import { NotificationsModule } from '#notifications';
import { DeliveriesController } from './deliveries.controller.js';
import { EscalationsController } from './escalations.controller.js';
import { NotificationPreferencesController } from './notification-preferences.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { PushSubscriptionsController } from './push-subscriptions.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { WebhookEndpointsController } from './webhook-endpoints.controller.js';

/**
 * Routes for the signed-in user's notifications, preferences and browsers, for the log of messages, and for webhooks.
 */
@Module({
  imports: [NotificationsModule],
  controllers: [
    NotificationsController,
    NotificationPreferencesController,
    DeliveriesController,
    PushSubscriptionsController,
    UnsubscribeController,
    EscalationsController,
    WebhookEndpointsController,
  ],
})
export class NotificationsApiModule {}
