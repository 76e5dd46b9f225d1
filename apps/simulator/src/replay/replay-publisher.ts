import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import type { ReplayLogin } from './replay-target.js';

/** What the product told of messages that it could not store. */
export interface ToldFault {
  readonly reason: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Where to publish. */
export interface ReplayBroker {
  readonly url: string;
  /** Authorities to trust beyond Node's own list; undefined: that list. */
  readonly ca: string[] | undefined;
}

/** Rows of a batch, and batches on their way, when nothing holds them back. */
const BATCH_ROWS = 200;
const IN_FLIGHT = 16;
/** For what is said about the last messages to arrive. */
const LAST_WORDS_MS = 500;

/** Publishes messages at QoS 1 and counts what was acknowledged. */
export class ReplayPublisher {
  acknowledged = 0;
  faultCount = 0;
  readonly faults: ToldFault[] = [];
  private waiting: string[] = [];
  private readonly onTheWay = new Set<Promise<void>>();

  private constructor(
    private readonly client: MqttClient,
    private readonly topic: string,
  ) {}

  /** @throws Error when there is no broker, or it refuses the login */
  static async connect(
    broker: ReplayBroker,
    { username, password, topic }: ReplayLogin,
  ): Promise<ReplayPublisher> {
    const { url, ca } = broker;
    const client = await mqtt
      .connectAsync(url, { username, password, reconnectPeriod: 1000, ...(ca && { ca }) }, false)
      .catch((error: NodeJS.ErrnoException) => {
        throw new Error(`No connection to ${url}: ${error.message || error.code}`);
      });
    const publisher = new ReplayPublisher(client, topic);
    client.on('error', (error) => {
      // A connection that is lost is made again; one that is refused would be refused for ever.
      if (typeof (error as { code?: unknown }).code === 'number') client.end(true);
    });
    client.on('message', (_topic, payload) => publisher.hear(payload));
    await client.subscribeAsync(`${topic}/error`);
    return publisher;
  }

  /** Sends one message now, or with others: then as soon as the batch is full. */
  async send(message: string, isPaced: boolean): Promise<void> {
    this.waiting.push(message);
    if (isPaced || this.waiting.length === BATCH_ROWS) await this.sendWaiting();
  }

  /** Sends what waits; resolves when everything is acknowledged and what was said of it has been heard. */
  async finish(): Promise<void> {
    await this.sendWaiting();
    await Promise.all(this.onTheWay);
    await wait(LAST_WORDS_MS);
    await this.client.endAsync();
  }

  /** Hangs up; what is on its way fails. */
  async abort(): Promise<void> {
    await this.client.endAsync(true);
  }

  private async sendWaiting(): Promise<void> {
    const { length } = this.waiting;
    if (length === 0) return;
    const payload = length === 1 ? this.waiting[0]! : `[${this.waiting.join(',')}]`;
    this.waiting = [];
    while (this.onTheWay.size >= IN_FLIGHT) await Promise.race(this.onTheWay);
    const sent = this.client.publishAsync(`${this.topic}/telemetry`, payload, { qos: 1 }).then(() => {
      this.acknowledged += length;
      this.onTheWay.delete(sent);
    });
    // It fails whoever waits for it next; until then nobody may be waiting.
    sent.catch(() => undefined);
    this.onTheWay.add(sent);
  }

  private hear(payload: Buffer): void {
    const { count, faults } = JSON.parse(payload.toString('utf8')) as { count: number; faults: ToldFault[] };
    this.faultCount += count;
    this.faults.push(...faults);
  }
}
