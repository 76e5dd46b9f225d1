import type { Event } from '../objects/shapes.js';
import { seededRandom, shuffle } from '../random.js';
import { signatureHeader } from './sign.js';

/** An endpoint that receives events, and the faults of its deliveries. */
export interface WebhookEndpoint {
  readonly url: string;
  /** Secrets that sign each delivery. */
  readonly secrets: readonly string[];
  /** True to keep events until `deliver` is called. */
  readonly isHeld: boolean;
  /** Share of events that never arrive, from 0 to 1. */
  readonly lose: number;
  /** Largest number of deliveries of one event. */
  readonly copies: number;
  /** Longest delay of a delivery. Delays differ, so events arrive out of order. */
  readonly delayMs: number;
  readonly seed: number;
}

/** Maximum number of retries of a delivery without a 2xx response. Stripe retries for three days. */
const RETRIES = 5;
const RETRY_MS = 100;
const TIMEOUT_MS = 10_000;

export interface DeliveryCounts {
  delivered: number;
  failed: number;
  lost: number;
}

/** Sends events to the endpoint as real deliveries behave: lost, repeated, late and in any order. */
export class Webhooks {
  readonly counts: DeliveryCounts = { delivered: 0, failed: 0, lost: 0 };
  private endpoint: WebhookEndpoint | null = null;
  private random = seededRandom(0);
  private held: Event[] = [];
  private readonly running = new Set<Promise<void>>();

  use(endpoint: WebhookEndpoint | null): void {
    this.endpoint = endpoint;
    this.random = seededRandom(endpoint?.seed ?? 0);
    this.held = [];
  }

  add(event: Event): void {
    if (this.endpoint === null) return;
    if (this.endpoint.isHeld) this.held.push(event);
    else this.schedule(event, this.endpoint);
  }

  /** Delivers the held events, shuffled, and waits until all deliveries have ended. */
  async deliver(): Promise<DeliveryCounts> {
    const { endpoint } = this;
    if (endpoint !== null)
      for (const event of shuffle(this.held.splice(0), this.random)) this.schedule(event, endpoint);
    while (this.running.size > 0) await Promise.all(this.running);
    return this.counts;
  }

  private schedule(event: Event, endpoint: WebhookEndpoint): void {
    if (this.random() < endpoint.lose) {
      this.counts.lost += 1;
      return;
    }
    const copies = 1 + Math.floor(this.random() * endpoint.copies);
    for (let copy = 0; copy < copies; copy += 1) {
      const sending = this.send(event, endpoint, this.random() * endpoint.delayMs).finally(() =>
        this.running.delete(sending),
      );
      this.running.add(sending);
    }
  }

  private async send(event: Event, endpoint: WebhookEndpoint, delayMs: number): Promise<void> {
    const body = JSON.stringify(event, null, 2);
    for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
      await pause(attempt === 0 ? delayMs : RETRY_MS * 2 ** attempt);
      // A test that has set another endpoint no longer waits for this one.
      if (this.endpoint !== endpoint) return;
      if (await post(endpoint.url, body, endpoint.secrets)) {
        this.counts.delivered += 1;
        return;
      }
    }
    this.counts.failed += 1;
  }
}

async function post(url: string, body: string, secrets: readonly string[]): Promise<boolean> {
  try {
    const { ok } = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signatureHeader(body, secrets, Math.floor(Date.now() / 1000)),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return ok;
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
