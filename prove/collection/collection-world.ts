import {
  CARDS,
  CollectionFixture,
} from '../../test/integration/receivables/collection/collection-fixture.js';
import { FAKE_KEYS } from '../../test/support/stripe-fake/server.js';
import { ActorProcess } from './actor-process.js';
import type { ActorTask, Work } from './actor-orders.js';

const WEBHOOK_SECRET = 'whsec_of_the_proof';
const MINUTE = 60_000;

/** A maker who collects through the fake of Stripe with two processes, and a clock that tests move forward. */
export class CollectionWorld {
  /** Time by which the product's clock and the fake's clock are ahead. It only grows, as real time does. */
  private aheadMs = 0;

  private constructor(
    readonly fixture: CollectionFixture,
    readonly first: ActorProcess,
    readonly second: ActorProcess,
    /** Methods that succeed, and one that is declined. */
    readonly methods: { readonly good: string; readonly declined: string },
  ) {}

  static async open(): Promise<CollectionWorld> {
    const fixture = await CollectionFixture.open('faults');
    await fixture.connect();
    await fixture.call('PATCH', '/stripe-account', { webhookSecret: WEBHOOK_SECRET, retryDays: [1] });
    const methods = {
      good: await fixture.saveMethod(CARDS.good),
      declined: await fixture.saveMethod(CARDS.declined),
    };
    const { database } = fixture.billing;
    const settings = {
      databaseUrl: database.url,
      secret: database.secret,
      makerId: fixture.invoices.maker.makerId,
      userId: fixture.invoices.finance.userId,
      stripeUrl: fixture.fake.origin,
      platformKey: FAKE_KEYS.platform,
    };
    return new CollectionWorld(fixture, new ActorProcess(settings), new ActorProcess(settings), methods);
  }

  async close(): Promise<void> {
    await this.first.stop();
    await this.second.stop();
    await this.fixture.close();
  }

  get kills(): number {
    return this.first.kills + this.second.kills;
  }

  get now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  async advance(minutes: number): Promise<void> {
    this.aheadMs += minutes * MINUTE;
    await this.fixture.fake.order('clock', { advanceMs: minutes * MINUTE });
  }

  do(actor: ActorProcess, task: ActorTask): Promise<string | null> {
    return actor.do(task, this.now);
  }

  /** Does background work in the first process. @throws Error if it fails */
  async work(work: Work): Promise<void> {
    const error = await this.do(this.first, { kind: 'work', work });
    if (error !== null) throw new Error(`${work}: ${error}`);
  }

  /** Lets the fake send webhooks in up to `copies` copies, late and in any order. */
  async useWebhooks(seed: number, more: { lose?: number; isHeld?: boolean } = {}): Promise<void> {
    const { api, maker } = this.fixture.invoices;
    const url = `${api.url}/api/v1/stripe-events/${maker.makerId}`;
    await this.fixture.fake.order('webhooks', {
      url,
      secrets: [WEBHOOK_SECRET],
      copies: 5,
      delayMs: 50,
      seed,
      ...more,
    });
  }
}
