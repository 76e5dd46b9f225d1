import { type SecretBox, type Scope, UnitOfWork } from '#platform';
import { ChannelSender, type Composition, type SendResult, unsent } from '../deliveries/channel-sender.js';
import { pushOutcome } from '../domain/deliveries/push-outcome.js';
import { bundleDueAt } from '../domain/timing.js';
import { PushSubscription } from '../entities/push-subscription.entity.js';
import type { BrowserSubscription } from './browser-subscription.js';
import { composePush } from './compose-push.js';
import type { PushClient } from './push-client.js';
import { createPush, lockDuePushes, postponePush } from './push-planning.queries.js';

/** Sends notifications to the browsers that people have added. */
export class NotificationPushes extends ChannelSender {
  constructor(
    unitOfWork: UnitOfWork,
    private readonly client: PushClient,
    private readonly box: SecretBox,
  ) {
    super(unitOfWork, 'push');
  }

  protected override plan(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      for (const push of await lockDuePushes(tx)) {
        const dueAt = bundleDueAt(push.lastAt, tx.now);
        if (dueAt > tx.now) await postponePush(tx, push.notificationIds, dueAt);
        else await createPush(tx, push);
      }
    });
  }

  protected override async send(scope: Scope, { claimed, access, items }: Composition): Promise<SendResult> {
    const key = { makerId: scope.makerId, id: claimed.subscriptionId! };
    const browser = await this.unitOfWork.run(scope, (tx) => tx.manager.findOneBy(PushSubscription, key));
    // Another person may have added the browser in the meantime.
    if (browser?.userId !== access.user.id) return unsent('browser_removed');
    const payload = composePush({
      kind: claimed.kind,
      type: claimed.type,
      locale: access.user.locale,
      role: access.membership.role,
      items,
    });
    const response = await this.client.post(
      JSON.parse(this.box.open(browser.subscriptionSealed)) as BrowserSubscription,
      payload,
      {
        id: claimed.id,
        urgent: claimed.type === 'alarm.critical' || items.some(({ isEscalated }) => isEscalated),
      },
    );
    const outcome = pushOutcome(response, claimed.attempts);
    await this.unitOfWork.run(scope, async (tx) => {
      if (outcome.state === 'sent') await tx.manager.update(PushSubscription, key, { lastSuccessAt: tx.now });
      else if (outcome.isGone) await tx.manager.delete(PushSubscription, key);
    });
    return {
      state: outcome.state,
      subject: payload.title,
      error: outcome.state === 'sent' ? null : outcome.error,
      pauseMs: outcome.state === 'waiting' ? outcome.pauseMs : null,
    };
  }
}
