import { setTimeout as wait } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import type { ReplayTarget } from './replay-target.js';

/** What the product told of messages that it could not store. */
export interface ToldFault {
  readonly reason: string;
  readonly params: Readonly<Record<string, unknown>>;
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

  static async connect({ mqttUrl, username, password, topic }: ReplayTarget): Promise<ReplayPublisher> {
    const client = await mqtt.connectAsync(mqttUrl, { username, password, reconnectPeriod: 1000 }, false);
    const publisher = new ReplayPublisher(client, topic);
    client.on('error', () => undefined);
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
    this.onTheWay.add(sent);
  }

  private hear(payload: Buffer): void {
    const { count, faults } = JSON.parse(payload.toString('utf8')) as { count: number; faults: ToldFault[] };
    this.faultCount += count;
    this.faults.push(...faults);
  }
}
