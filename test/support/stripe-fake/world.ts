import { Account, newId } from './account.js';
import type { Event } from './objects/shapes.js';
import type { Webhooks } from './webhooks/webhooks.js';

/** Version that all requests must name, and that events are written in. */
export const FAKE_API_VERSION = '2026-08-26.dahlia';

export interface WorldSettings {
  /** Time from a debit's submission to its result; null if only `POST /_fake/settle` settles debits. */
  settleMs: number | null;
  /** Time until search finds a new object. Stripe's search lags behind too. */
  searchLagMs: number;
  /** Duration of each request. */
  latencyMs: number;
}

/** The request that causes a change, which its events name. */
export interface Cause {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

/** The state of the fake. */
export class World {
  readonly accounts = new Map<string, Account>();
  /** Origin of the fake, for the addresses of its pages. */
  origin = '';
  /** The request that is being executed. Requests are executed one after the other. */
  cause: Cause = { requestId: null, idempotencyKey: null };
  private offsetMs = 0;
  /** Debits and refunds that wait for their result. */
  private readonly waiting = new Map<string, () => void>();

  constructor(
    readonly platform: Account,
    readonly webhooks: Webhooks,
    readonly settings: WorldSettings,
  ) {
    this.accounts.set(platform.id, platform);
  }

  /** Returns the time in whole seconds, as Stripe writes it. */
  seconds(): number {
    return Math.floor((Date.now() + this.offsetMs) / 1000);
  }

  /** Moves the fake's clock forward. */
  advance(ms: number): void {
    this.offsetMs += ms;
  }

  /** Records an event with a copy of the object, and passes it to the webhooks. */
  emit(account: Account, type: string, object: unknown): void {
    const event: Event = {
      id: newId('evt'),
      object: 'event',
      type,
      api_version: FAKE_API_VERSION,
      created: this.seconds(),
      livemode: false,
      ...(account.isConnected && { account: account.id }),
      data: { object: structuredClone(object) },
      request: { id: this.cause.requestId, idempotency_key: this.cause.idempotencyKey },
      pending_webhooks: 1,
    };
    account.events.add(event);
    this.webhooks.add(event);
  }

  /** Schedules an action for `settleMs` later, or for the time when a test settles it. */
  later(id: string, act: () => void): void {
    this.waiting.set(id, act);
    const { settleMs } = this.settings;
    if (settleMs !== null) setTimeout(() => this.settle(id), settleMs).unref();
  }

  /** Returns ids of payments and refunds that wait for their result. */
  pending(): string[] {
    return [...this.waiting.keys()];
  }

  /** Settles a waiting payment or refund. Does nothing if it already has a result. */
  settle(id: string): void {
    const act = this.waiting.get(id);
    this.waiting.delete(id);
    this.cause = { requestId: null, idempotencyKey: null };
    act?.();
  }
}
