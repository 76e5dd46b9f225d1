import { Logger } from '@nestjs/common';
import { attemptDelivery, type MailTransport, type SecretBox, type Scope, UnitOfWork } from '#platform';
import { ChannelSender, type Composition, type SendResult } from '../deliveries/channel-sender.js';
import { bundleDueAt } from '../domain/timing.js';
import { formatUnsubscribeToken } from '../domain/unsubscribe-token.js';
import { composeNotificationMail } from './compose-notification-mail.js';
import { createDelivery, lockDueGroups, postpone } from './mail-planning.queries.js';
import { UNSUBSCRIBE_PURPOSE } from './unsubscribe.service.js';

/** Sends notifications by email. The app that sends email provides the transport. */
export class NotificationMails extends ChannelSender {
  private readonly logger = new Logger(NotificationMails.name);

  constructor(
    unitOfWork: UnitOfWork,
    private readonly transport: MailTransport,
    private readonly box: SecretBox,
    /** The portal's base URL, without a slash at the end. */
    private readonly publicUrl: string,
  ) {
    super(unitOfWork, 'email');
  }

  protected override plan(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      for (const group of await lockDueGroups(tx)) {
        const dueAt = group.type === null ? tx.now : bundleDueAt(group.lastAt, tx.now);
        if (dueAt > tx.now) await postpone(tx, group.notificationIds, dueAt);
        else await createDelivery(tx, group);
      }
    });
  }

  protected override async send(scope: Scope, { claimed, access, items }: Composition): Promise<SendResult> {
    const mail = composeNotificationMail(
      {
        id: claimed.id,
        to: claimed.recipient,
        name: access.user.name,
        locale: access.user.locale,
        zone: access.user.zone,
        role: access.membership.role,
        makerName: claimed.makerName,
        kind: claimed.kind,
        items,
        token: formatUnsubscribeToken(
          { makerId: scope.makerId, membershipId: claimed.membershipId, what: claimed.type ?? 'digest' },
          this.box.derive(UNSUBSCRIBE_PURPOSE),
        ),
      },
      this.publicUrl,
    );
    const attempt = await attemptDelivery(this.transport, mail, claimed.attempts);
    const { error, pauseMs } = attempt;
    const state = attempt.state === 'refused' ? 'failed' : attempt.state;
    if (attempt.state !== 'sent')
      this.logger.warn({ err: attempt.cause, deliveryId: claimed.id, state }, 'An email was not sent');
    return { state, subject: mail.subject, error, pauseMs };
  }
}
