import { Injectable, Logger } from '@nestjs/common';
import { newId, type Scope, systemScope } from '#platform';
import { Hints } from './hints.js';
import { Listeners } from './listeners.js';
import { CLAIM_MS, type FailedEvent, OutboxClaims } from './outbox-claims.queries.js';
import type { RelayedEvent } from './relayed-event.js';

/** Interval of renewals, short enough that the claim survives one failed renewal. */
const RENEWAL_MS = CLAIM_MS / 3;

/**
 * Delivers the outbox by maker, each maker's events in order, at least once. Claims events, runs their listeners
 * outside of a transaction, and marks the events afterwards.
 */
@Injectable()
export class OutboxRelay {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly id = newId();

  constructor(
    private readonly claims: OutboxClaims,
    private readonly listeners: Listeners,
    private readonly hints: Hints,
  ) {}

  /**
   * Delivers the waiting events of one maker, unless another relay is doing so.
   * @returns the number of delivered events
   */
  async relay(makerId: string): Promise<number> {
    const scope = systemScope(makerId);
    const lease = new ClaimLease(() => this.claims.renew(scope, this.id));
    const delivered: RelayedEvent[] = [];
    let failed: FailedEvent | undefined;
    const waiting = await this.claims.claim(scope, this.id);
    if (waiting === undefined) return 0;
    lease.startRenewal();
    try {
      const relevantEvents = new Set(await this.listeners.filterRelevant(scope, waiting));
      for (const event of waiting) {
        // Another relay may have claimed the rest. It begins with the first event that is not marked.
        if (!lease.isValid) break;
        if (relevantEvents.has(event)) failed = await this.deliver(scope, event);
        if (failed) break;
        delivered.push(event);
      }
    } finally {
      lease.end();
      const attempts = await this.claims.release(scope, this.id, delivered, failed);
      if (failed) this.logFailure(makerId, failed, attempts);
    }
    await this.publishHints(scope, delivered);
    return delivered.length;
  }

  private async deliver(scope: Scope, event: RelayedEvent): Promise<FailedEvent | undefined> {
    try {
      for (const listen of this.listeners.findListeners(event)) await listen(scope, event);
      return undefined;
    } catch (error) {
      return { event, error };
    }
  }

  private logFailure(makerId: string, { event, error }: FailedEvent, attempts: number): void {
    this.logger.error(
      { err: error, makerId, eventId: event.id, event: event.name, attempts },
      'An event could not be delivered',
    );
  }

  /** Publishes hints. An error is only logged, because the events need not be delivered again for hints. */
  private async publishHints(scope: Scope, delivered: readonly RelayedEvent[]): Promise<void> {
    try {
      await this.hints.publish(scope, delivered);
    } catch (error) {
      this.logger.warn({ err: error, events: delivered.length }, 'Hints could not be sent');
    }
  }
}

/** Claim as the relay sees it: valid for the duration of a claim since the last renewal was requested. */
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
