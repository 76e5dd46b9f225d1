import { type Access, findAccess } from '#organization';
import { type Scope, sendInLanes, type SendingLimits, UnitOfWork } from '#platform';
import type { DeliveryChannel } from '../domain/deliveries/delivery.js';
import {
  claimDelivery,
  type ClaimedDelivery,
  type DeliveredNotification,
  listDelivered,
  recordInterrupted,
  recordOutcome,
  type RecordedOutcome,
} from './delivery-claims.queries.js';

const LIMITS: SendingLimits = { lanes: 4, messages: 100 };

/** The result of an attempt to send a message. */
export type SendResult = Omit<RecordedOutcome, 'dueAt'> & { readonly pauseMs: number | null };

/** Parts of a message. */
export interface Composition {
  readonly claimed: ClaimedDelivery;
  /** The person's current access. */
  readonly access: Access;
  /** Notifications about objects that the person can still see; empty for a test. */
  readonly items: readonly DeliveredNotification[];
}

/**
 * Sends the messages of a channel. A message is claimed in a separate transaction before it is sent, so that it is
 * never sent twice. If the worker dies in between, the claim expires and the outcome is unknown.
 */
export abstract class ChannelSender {
  constructor(
    protected readonly unitOfWork: UnitOfWork,
    private readonly channel: DeliveryChannel,
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

  /**
   * Creates messages from notifications that are due. Further notifications of the same type wait, and are then sent
   * together in one message.
   */
  protected abstract plan(scope: Scope): Promise<void>;

  /** Sends a message that this worker has claimed. Returns every failure as a result. */
  protected abstract send(scope: Scope, composition: Composition): Promise<SendResult>;

  /** Sends the next message. @returns false if none is due */
  private async sendNext(scope: Scope): Promise<boolean> {
    const claimed = await this.unitOfWork.run(scope, (tx) => claimDelivery(tx, this.channel));
    if (!claimed) return false;
    const outcome = await this.composeAndSend(scope, claimed);
    await this.unitOfWork.run(scope, (tx) =>
      recordOutcome(tx, claimed, {
        ...outcome,
        dueAt: outcome.pauseMs === null ? null : new Date(tx.now.getTime() + outcome.pauseMs),
      }),
    );
    return true;
  }

  private async composeAndSend(scope: Scope, claimed: ClaimedDelivery): Promise<SendResult> {
    const access = await this.unitOfWork.run(scope, (tx) => findAccess(tx, claimed.membershipId, 'user'));
    if (!access) return unsent('access_ended');
    const items = await this.unitOfWork.run(access.scope, (tx) => listDelivered(tx, claimed));
    if (items.length === 0 && claimed.kind !== 'test') return unsent('nothing_visible');
    return this.send(scope, { claimed, access, items });
  }
}

/** Returns the result of a message that is dropped without an attempt to send it. */
export function unsent(error: string): SendResult {
  return { state: 'failed', subject: null, error, pauseMs: null };
}
