import { Logger } from '@nestjs/common';
import { findAccess } from '#organization';
import {
  attemptDelivery,
  type MailTransport,
  type SecretBox,
  type Scope,
  sendInLanes,
  type SendingLimits,
  UnitOfWork,
} from '#platform';
import { bundleDueAt } from '../domain/timing.js';
import { formatUnsubscribeToken } from '../domain/unsubscribe-token.js';
import { composeNotificationMail } from './compose-notification-mail.js';
import {
  claimDelivery,
  type ClaimedDelivery,
  listMailed,
  recordInterrupted,
  recordOutcome,
  type RecordedOutcome,
} from './mail-claims.queries.js';
import { createDelivery, lockDueGroups, postpone } from './mail-planning.queries.js';
import { UNSUBSCRIBE_PURPOSE } from './unsubscribe.service.js';

const LIMITS: SendingLimits = { lanes: 4, messages: 100 };

/**
 * Sends notifications by email. A message is claimed in a transaction of its own before it is sent, so that it is never
 * sent twice. The app that sends mail provides the transport.
 */
export class NotificationMails {
  private readonly logger = new Logger(NotificationMails.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transport: MailTransport,
    private readonly box: SecretBox,
    /** The portal's base URL, without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  /**
   * Puts due notifications of a maker into messages, and sends the messages that are due.
   * @returns the number of messages that were claimed
   */
  async step(scope: Scope): Promise<number> {
    await this.plan(scope);
    await this.unitOfWork.run(scope, recordInterrupted);
    return sendInLanes(LIMITS, () => this.sendNext(scope));
  }

  /** Creates messages of notifications that are due. Further notifications of a type wait for the end of its bundle. */
  plan(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      for (const group of await lockDueGroups(tx)) {
        const dueAt = group.type === null ? tx.now : bundleDueAt(group.lastAt, tx.now);
        if (dueAt > tx.now) await postpone(tx, group.notificationIds, dueAt);
        else await createDelivery(tx, group);
      }
    });
  }

  /** Sends the next message. @returns false if none is due */
  private async sendNext(scope: Scope): Promise<boolean> {
    const claimed = await this.unitOfWork.run(scope, claimDelivery);
    if (!claimed) return false;
    const outcome = await this.send(scope, claimed);
    await this.unitOfWork.run(scope, (tx) =>
      recordOutcome(tx, claimed, {
        ...outcome,
        dueAt: outcome.pauseMs === null ? null : new Date(tx.now.getTime() + outcome.pauseMs),
      }),
    );
    return true;
  }

  private async send(
    scope: Scope,
    claimed: ClaimedDelivery,
  ): Promise<Omit<RecordedOutcome, 'dueAt'> & { readonly pauseMs: number | null }> {
    const access = await this.unitOfWork.run(scope, (tx) => findAccess(tx, claimed.membershipId, 'user'));
    if (!access) return { state: 'failed', subject: null, error: 'access_ended', pauseMs: null };
    const items = await this.unitOfWork.run(access.scope, (tx) => listMailed(tx, claimed.id));
    if (items.length === 0)
      return { state: 'failed', subject: null, error: 'nothing_visible', pauseMs: null };
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
