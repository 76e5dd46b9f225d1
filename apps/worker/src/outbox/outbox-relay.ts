import { Injectable, Logger } from '@nestjs/common';
import { NotificationRecorder } from '#notifications';
import { newId, type Scope, systemScope } from '#platform';
import { Hints } from './hints.js';
import { Listeners } from './listeners.js';
import { CLAIM_MS, type FailedEvent, OutboxClaims } from './outbox-claims.queries.js';
import type { RelayedEvent } from './relayed-event.js';

/** Interval between renewals. It is short enough that the claim survives one failed renewal. */
const RENEWAL_MS = CLAIM_MS / 3;

/**
 * Delivers the outbox by maker, each maker's events in order, at least once. Claims events, runs their listeners
 * outside a transaction, and marks the events afterwards.
 */
@Injectable()
export class OutboxRelay {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly id = newId();

  constructor(
    private readonly claims: OutboxClaims,
    private readonly listeners: Listeners,
    private readonly hints: Hints,
    private readonly notifications: NotificationRecorder,
  ) {}

  /**
   * Delivers the waiting events of one maker, unless another relay is doing so.
   * @returns the number of delivered events
   */
  async relay(makerId: string): Promise<number> {
    const scope = systemScope(makerId);
    const lease = new ClaimLease(() => this.claims.renew(scope, this.id));
    const delivered: RelayedEvent[] = [];
    const notified = new Set<string>();
    let failed: FailedEvent | undefined;
    const waiting = await this.claims.claim(scope, this.id);
    if (waiting === undefined) return 0;
    lease.startRenewal();
    try {
      const relevantEvents = new Set(await this.listeners.filterRelevant(scope, waiting));
      const areRecorded = await this.recordTogether(scope, waiting, notified);
      for (const event of waiting) {
        // Another relay may have claimed the remaining events. It starts with the first event that is not marked.
        if (!lease.isValid) break;
        if (!areRecorded) failed = await this.attempt(event, () => this.record(scope, [event], notified));
        if (!failed && relevantEvents.has(event)) failed = await this.deliver(scope, event);
        if (failed) break;
        delivered.push(event);
      }
    } finally {
      lease.end();
      const attempts = await this.claims.release(scope, this.id, delivered, failed);
      if (failed) this.logFailure(makerId, failed, attempts);
    }
    await this.publishHints(scope, delivered, notified);
    return delivered.length;
  }

  private deliver(scope: Scope, event: RelayedEvent): Promise<FailedEvent | undefined> {
    return this.attempt(event, async () => {
      for (const listen of this.listeners.findListeners(event)) await listen(scope, event);
    });
  }

  private async attempt(event: RelayedEvent, work: () => Promise<void>): Promise<FailedEvent | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      return { event, error };
    }
  }

  /**
   * Records the notifications of all events in one transaction, because a fleet can raise hundreds of alarms at once.
   * @returns false if that failed. Each event must then be recorded separately, so that one failure does not affect the
   *   others
   */
  private async recordTogether(
    scope: Scope,
    events: readonly RelayedEvent[],
    notified: Set<string>,
  ): Promise<boolean> {
    try {
      await this.record(scope, events, notified);
      return true;
    } catch (error) {
      this.logger.warn({ err: error, events: events.length }, 'Notifications could not be recorded together');
      return false;
    }
  }

  /** @param notified receives the memberships with new notifications */
  private async record(scope: Scope, events: readonly RelayedEvent[], notified: Set<string>): Promise<void> {
    for (const membershipId of await this.notifications.record(scope, events)) notified.add(membershipId);
  }

  private logFailure(makerId: string, { event, error }: FailedEvent, attempts: number): void {
    this.logger.error(
      { err: error, makerId, eventId: event.id, event: event.name, attempts },
      'An event could not be delivered',
    );
  }

  /** Publishes hints. An error is only logged, because the events need not be delivered again for hints. */
  private async publishHints(
    scope: Scope,
    delivered: readonly RelayedEvent[],
    notified: ReadonlySet<string>,
  ): Promise<void> {
    try {
      await this.hints.publish(scope, delivered);
      this.hints.publishNotified(scope, notified);
    } catch (error) {
      this.logger.warn({ err: error, events: delivered.length }, 'Hints could not be sent');
    }
  }
}

/**
 * The relay's own view of its claim, which is valid for the duration of a claim since the last renewal was requested.
 */
class ClaimLease {
  private validUntilMs = performance.now() + CLAIM_MS;
  private timer: NodeJS.Timeout | undefined;

  /** @param renew extends the claim, and returns whether it still exists */
  constructor(private readonly renew: () => Promise<boolean>) {}

  /** Renews the claim regularly until the end, regardless of how long listeners take. */
  startRenewal(): void {
    this.timer = setInterval(() => void this.extend(), RENEWAL_MS);
  }

  get isValid(): boolean {
    return performance.now() < this.validUntilMs;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async extend(): Promise<void> {
    const requestedAt = performance.now();
    try {
      this.validUntilMs = (await this.renew()) ? requestedAt + CLAIM_MS : requestedAt;
    } catch {
      // If the database is unavailable, the claim is not extended. It expires unless a later renewal succeeds.
    }
  }
}
