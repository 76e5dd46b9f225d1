import { Logger } from '@nestjs/common';
import { type MailTransport, type SecretBox, type Scope, UnitOfWork } from '#platform';
import { ChannelSender, type Composition, type SendResult } from '../deliveries/channel-sender.js';
import { mailOutcome, type MailError } from '../domain/deliveries/mail-outcome.js';
import { bundleDueAt } from '../domain/timing.js';
import { formatUnsubscribeToken } from '../domain/unsubscribe-token.js';
import { composeNotificationMail } from './compose-notification-mail.js';
import { createDelivery, lockDueGroups, postpone } from './mail-planning.queries.js';
import { UNSUBSCRIBE_PURPOSE } from './unsubscribe.service.js';

/** Sends notifications by email. The app that sends mail provides the transport. */
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
    try {
      await this.transport.deliver(mail);
      return { state: 'sent', subject: mail.subject, error: null, pauseMs: null };
    } catch (error) {
      const outcome = mailOutcome(toMailError(error), claimed.attempts);
      this.logger.warn({ err: error, deliveryId: claimed.id, state: outcome.state }, 'An email was not sent');
      return {
        state: outcome.state,
        subject: mail.subject,
        error: outcome.error,
        pauseMs: outcome.state === 'waiting' ? outcome.pauseMs : null,
      };
    }
  }
}

function toMailError(error: unknown): MailError {
  const { code, syscall, responseCode } = error as Partial<Record<keyof MailError, unknown>>;
  return {
    code: typeof code === 'string' ? code : undefined,
    syscall: typeof syscall === 'string' ? syscall : undefined,
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    message: error instanceof Error ? error.message : String(error),
  };
}
