import type { Logger } from 'pino';
import { type Channel, parseDeviceTopic, type DeviceDirectory } from '#telemetry';
import type { ExternalBroker } from '../config.js';
import { BrokerLink, type LinkListener } from './broker-link.js';
import { type Edge, type EdgeListener, newCounters } from './edge.js';
import { Turn } from './mqtt/turn.js';
import { isLeaving, type Reading, readingOf } from './share.js';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5000;
const REMEMBERED_TOPICS = 200_000;

/** Hears nothing of what a link tells. */
const DEAF = { onReady: () => undefined, onPublish: () => undefined, onError: () => undefined };

/** Whose messages come on a topic, once that has been looked up. */
interface KnownTopic {
  readonly deviceKey: number;
  readonly channel: Channel;
}

/**
 * The way in from an external broker. The broker's access list has to bind a device's login to its topics: whose message it is,
 * is read from the topic.
 */
export class ExternalEdge implements Edge, LinkListener {
  /** Topics of other formats name nobody but "me": behind a broker of its own their senders can't be told apart. */
  readonly lines = null;
  readonly counters = newCounters();
  readonly reading: Reading;
  private readonly turn = new Turn();
  private readonly topics = new Map<string, KnownTopic>();
  private listener: EdgeListener | null = null;
  private link: BrokerLink | null = null;
  private isReady = false;
  private isStopped = false;
  private isWaiting = false;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: ExternalBroker,
    private readonly directory: DeviceDirectory,
    private readonly log: Logger,
  ) {
    this.reading = readingOf(config.share);
  }

  /** Starts connecting and goes on until it is closed; that the broker is down is no reason not to start. */
  start(listener: EdgeListener): Promise<void> {
    this.listener = listener;
    this.connect();
    return Promise.resolve();
  }

  isUp(): boolean {
    return this.isReady;
  }

  setWaiting(mustWait: boolean): void {
    this.isWaiting = mustWait;
    if (mustWait) this.link?.pause();
    else this.link?.resume();
  }

  publish(topic: string, payload: string, qos: 0 | 1 = 0): void {
    this.link?.publish(topic, Buffer.from(payload), qos);
  }

  publishTo(): void {}

  /** The broker holds the devices' connections, and its own list of logins ends them. */
  disconnect(): void {}

  connectedUsernames(): string[] {
    return [];
  }

  stopAccepting(): void {
    this.isStopped = true;
    clearTimeout(this.retry);
    this.link?.pause();
  }

  async close(): Promise<void> {
    await this.link?.close();
    if (!isLeaving(this.config.share)) return;
    // What the broker kept for it is stored: from now on it keeps nothing more.
    await new Promise<void>((resolve) => {
      const done = { ...DEAF, reading: this.reading, onClosed: resolve };
      void new BrokerLink(this.config, this.turn, done, true);
    });
  }

  onReady(): void {
    this.isReady = true;
    this.counters.connections = 1;
    this.retryMs = FIRST_RETRY_MS;
    if (this.isWaiting) this.link?.pause();
    this.log.info({ broker: new URL(this.config.url).host }, 'reading from the broker');
  }

  onError(error: Error): void {
    this.log.warn({ error: error.message }, 'no connection to the broker');
  }

  onClosed(): void {
    this.isReady = false;
    this.counters.connections = 0;
    this.link = null;
    if (this.isStopped) return;
    this.retry = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  onPublish(topic: string, payload: Buffer, id: number, link: BrokerLink): void {
    const known = this.topics.get(topic);
    const device = known && this.directory.known(known.deviceKey);
    if (device) {
      this.counters.messages++;
      this.counters.bytes += payload.length;
      return this.listener!.onMessage({ device, channel: known.channel, topic, payload, origin: link, id });
    }
    const parsed = parseDeviceTopic(topic);
    if (parsed) return this.lookUp(topic, parsed, Buffer.from(payload), id, link);
    this.listener!.onInternal(topic, payload);
    link.settle(id, []);
  }

  private lookUp(
    topic: string,
    { makerSlug, deviceCode, channel }: { makerSlug: string; deviceCode: string; channel: Channel },
    payload: Buffer,
    id: number,
    link: BrokerLink,
  ): void {
    this.directory
      .findByName(makerSlug, deviceCode)
      .then((device) => {
        if (!device) {
          this.counters.refusedMessages++;
          this.log.warn({ topic }, 'a message of a device that does not exist');
          return link.settle(id, []);
        }
        if (this.topics.size >= REMEMBERED_TOPICS) this.topics.clear();
        this.topics.set(topic, { deviceKey: device.deviceKey, channel });
        this.onPublish(topic, payload, id, link);
      })
      .catch((error: unknown) => {
        // Unacknowledged, it and all others come again with the next connection.
        this.log.warn({ topic, error: String(error) }, 'a message could not be taken in');
        link.destroy();
      });
  }

  private connect(): void {
    this.link = new BrokerLink(this.config, this.turn, this);
  }
}
