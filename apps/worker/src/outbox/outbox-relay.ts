import { Injectable, Logger } from '@nestjs/common';
import { newId, type Scope, systemScope } from '#platform';
import { Hints } from './hints.js';
import { Listeners } from './listeners.js';
import { CLAIM_MS, type FailedEvent, OutboxClaims } from './outbox-claims.queries.js';
import type { RelayedEvent } from './relayed-event.js';

/** Renews a claim early enough that one failed renewal does not lose it. */
const RENEWAL_MS = CLAIM_MS / 3;

/**
 * Delivers the outbox by maker, each maker's events in order, at least once. Claims events, runs their listeners
 * outside of any transaction of its own, and marks them afterwards.
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
    const lease = new Lease(() => this.claims.renew(scope, this.id));
    const delivered: RelayedEvent[] = [];
    let failed: FailedEvent | undefined;
    const waiting = await this.claims.claim(scope, this.id);
    if (waiting === undefined) return 0;
    lease.keep();
    try {
      const concerned = new Set(await this.listeners.concerned(scope, waiting));
      for (const event of waiting) {
        // Another relay may have claimed the rest. It begins with the first event that is not marked.
        if (!lease.isHeld) break;
        if (concerned.has(event)) failed = await this.deliver(scope, event);
        if (failed) break;
        delivered.push(event);
      }
    } finally {
      lease.end();
      const attempts = await this.claims.release(scope, this.id, delivered, failed);
      if (failed) this.report(makerId, failed, attempts);
    }
    await this.hint(scope, delivered);
    return delivered.length;
  }

  private async deliver(scope: Scope, event: RelayedEvent): Promise<FailedEvent | undefined> {
    try {
      for (const listen of this.listeners.of(event)) await listen(scope, event);
      return undefined;
    } catch (error) {
      return { event, error };
    }
  }

  private report(makerId: string, { event, error }: FailedEvent, attempts: number): void {
    this.logger.error(
      { err: error, makerId, eventId: event.id, event: event.name, attempts },
      'An event could not be delivered',
    );
  }

  /** Publishes hints. An error is only logged, because it does not justify delivering the events again. */
  private async hint(scope: Scope, delivered: readonly RelayedEvent[]): Promise<void> {
    try {
      await this.hints.publish(scope, delivered);
    } catch (error) {
      this.logger.warn({ err: error, events: delivered.length }, 'Hints could not be sent');
    }
  }
}

/** Claim from the relay's point of view: valid for the duration of a claim after the last renewal was requested. */
class Lease {
  private heldUntil = performance.now() + CLAIM_MS;
  private timer: NodeJS.Timeout | undefined;

  /** @param renew extends the claim, and returns whether it still exists */
  constructor(private readonly renew: () => Promise<boolean>) {}

  /** Renews the claim regularly until the end, however long listeners take. */
  keep(): void {
    this.timer = setInterval(() => void this.extend(), RENEWAL_MS);
  }

  get isHeld(): boolean {
    return performance.now() < this.heldUntil;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async extend(): Promise<void> {
    const asked = performance.now();
    try {
      this.heldUntil = (await this.renew()) ? asked + CLAIM_MS : asked;
    } catch {
      // If the database is unavailable, the claim is not extended. It expires unless a later renewal succeeds.
    }
  }
}
