import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import type { ReplayLogin } from './replay-target.js';

/** Reason that the product reports for a message that it could not store. */
export interface ReportedFault {
  readonly reason: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Broker to publish to. */
export interface ReplayBroker {
  readonly url: string;
  /** Authorities to trust; undefined for Node's own list. */
  readonly ca: string[] | undefined;
}

/** Rows per batch, and maximum number of unacknowledged batches. */
const BATCH_ROWS = 200;
const MAX_IN_FLIGHT = 16;
/** Time to wait for reports of errors in the last messages. */
const FINAL_ERRORS_WAIT_MS = 500;

/** Publishes messages with QoS 1 and counts acknowledgements. */
export class ReplayPublisher {
  acknowledged = 0;
  faultCount = 0;
  readonly faults: ReportedFault[] = [];
  private waiting: string[] = [];
  private readonly inFlight = new Set<Promise<void>>();

  private constructor(
    private readonly client: MqttClient,
    private readonly topic: string,
  ) {}

  /** @throws Error if there is no broker, or it rejects the login */
  static async connect(
    broker: ReplayBroker,
    { username, password, topic }: ReplayLogin,
  ): Promise<ReplayPublisher> {
    const { url, ca } = broker;
    const client = await mqtt
      .connectAsync(url, { username, password, reconnectPeriod: 1000, ...(ca && { ca }) }, false)
      .catch((error: unknown) => {
        const { message, code } = error as NodeJS.ErrnoException;
        throw new Error(`Could not connect to ${url}: ${message || code}`);
      });
    const publisher = new ReplayPublisher(client, topic);
    client.on('error', (error) => {
      // Reconnects after a lost connection, but not after a rejected login, which would be rejected again.
      if (typeof (error as { code?: unknown }).code === 'number') client.end(true);
    });
    client.on('message', (_topic, payload) => publisher.recordFaults(payload));
    await client.subscribeAsync(`${topic}/error`);
    return publisher;
  }

  /** Sends a message immediately if `isPaced`; otherwise, with its batch once the batch is full. */
  async send(message: string, isPaced: boolean): Promise<void> {
    this.waiting.push(message);
    if (isPaced || this.waiting.length === BATCH_ROWS) await this.sendWaiting();
  }

  /** Sends waiting messages. Resolves when all messages are acknowledged and reports of errors have been received. */
  async finish(): Promise<void> {
    await this.sendWaiting();
    await Promise.all(this.inFlight);
    await wait(FINAL_ERRORS_WAIT_MS);
    await this.client.endAsync();
  }

  /** Closes the connection. Pending messages fail. */
  async abort(): Promise<void> {
    await this.client.endAsync(true);
  }

  private async sendWaiting(): Promise<void> {
    const { length } = this.waiting;
    if (length === 0) return;
    const payload = length === 1 ? this.waiting[0]! : `[${this.waiting.join(',')}]`;
    this.waiting = [];
    while (this.inFlight.size >= MAX_IN_FLIGHT) await Promise.race(this.inFlight);
    const sent = this.client.publishAsync(`${this.topic}/telemetry`, payload, { qos: 1 }).then(() => {
      this.acknowledged += length;
      this.inFlight.delete(sent);
    });
    // The next call that waits for this promise gets the error. Until then, it must not be an unhandled rejection.
    sent.catch(() => undefined);
    this.inFlight.add(sent);
  }

  private recordFaults(payload: Buffer): void {
    const { count, faults } = JSON.parse(payload.toString('utf8')) as {
      count: number;
      faults: ReportedFault[];
    };
    this.faultCount += count;
    this.faults.push(...faults);
  }
}
