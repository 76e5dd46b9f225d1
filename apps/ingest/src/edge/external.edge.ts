import type { Logger } from 'pino';
import {
  type BrokerTopic,
  type DeviceDirectory,
  parseBrokerTopic,
  SPARKPLUG_STATE_TOPIC,
  toBrokerTopic,
} from '#telemetry';
import type { ExternalBroker } from '../config.js';
import { BrokerLink, type LinkListener } from './broker-link.js';
import type { DeviceConnections } from '../formats/device-connections.js';
import { DelayedMessages } from '../limits/delayed-messages.js';
import type { RateGovernor } from '../limits/rate-governor.js';
import { type DeviceMessage, type Edge, type EdgeListener, newCounters } from './edge.js';
import { UsedFormats } from './used-formats.js';
import { TurnWriter } from './mqtt/protocol/turn-writer.js';
import { isFirst, type ShareSubscriptions, planSubscriptions } from './share.js';

const MIN_RETRY_MS = 200;
const MAX_RETRY_MS = 5000;
/** Interval at which delayed messages are checked. */
const RELEASE_MS = 50;
const MAX_CACHED_TOPICS = 200_000;

/** Ignores all events of a link. */
const IGNORED_EVENTS = {
  isHost: false,
  now: Date.now,
  onReady: () => undefined,
  onPublish: () => undefined,
  onError: () => undefined,
};

/** Device of a topic, cached after the lookup. */
interface KnownTopic {
  readonly deviceKey: number;
  readonly channel: BrokerTopic['channel'];
  /** Topic as named in its format. */
  readonly topic: string;
}

/**
 * Receives messages through an external broker. The broker's access list must bind a device's login to its topics,
 * because the device is derived from the topic.
 */
export class ExternalEdge implements Edge, LinkListener {
  readonly lines: DeviceConnections = {
    // Only the broker knows the subscriptions, so a device that has used a format is assumed to subscribe to it. Only
    // the host process publishes, because it does not receive its own messages.
    isSubscribed: (deviceKey, topic) => this.isHost && this.heard.has(deviceKey, topic),
    publish: (deviceKey, topic, payload, onAcknowledged) => {
      const device = this.directory.known(deviceKey);
      if (device) this.link?.publish(toBrokerTopic(device, topic), Buffer.from(payload), 1, onAcknowledged);
    },
  };
  readonly isHost: boolean;
  readonly counters = newCounters();
  readonly reading: ShareSubscriptions;
  private readonly turn = new TurnWriter();
  private readonly topics = new Map<string, KnownTopic>();
  private readonly heard = new UsedFormats();
  private readonly delayed: DelayedMessages<DeviceMessage>;
  private releaseTimer: NodeJS.Timeout | undefined;
  private listener: EdgeListener | null = null;
  private link: BrokerLink | null = null;
  private isReady = false;
  private isStopped = false;
  private isWaiting = false;
  private retryMs = MIN_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: ExternalBroker,
    private readonly directory: DeviceDirectory,
    private readonly log: Logger,
    readonly now: () => number,
    governor: Pick<RateGovernor, 'request'>,
  ) {
    this.reading = planSubscriptions(config.share);
    this.isHost = isFirst(config.share);
    this.delayed = new DelayedMessages<DeviceMessage>(governor, (message) =>
      this.listener!.onMessage(message),
    );
  }

  /** Starts connecting, and retries until the edge stops. A broker that is down does not prevent the start. */
  start(listener: EdgeListener): Promise<void> {
    this.listener = listener;
    this.releaseTimer = setInterval(() => this.delayed.release(), RELEASE_MS);
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

  /** Does nothing, because the broker holds the devices' connections and closes them by its own list of logins. */
  disconnect(): void {}

  connectedUsernames(): string[] {
    return [];
  }

  stopAccepting(): void {
    this.isStopped = true;
    clearTimeout(this.retry);
    clearInterval(this.releaseTimer);
    this.delayed.clear();
    this.link?.pause();
  }

  async close(isDrained: boolean): Promise<void> {
    await this.link?.close();
    // Ending a session discards the messages that the broker stored for it.
    if (!isDrained) return;
    await new Promise<void>((resolve) => {
      const done = { ...IGNORED_EVENTS, reading: this.reading, onClosed: resolve };
      new BrokerLink(this.config, this.turn, done, true);
    });
  }

  onReady(refused: readonly string[]): void {
    this.isReady = true;
    this.counters.connections = 1;
    this.retryMs = MIN_RETRY_MS;
    if (this.isWaiting) this.link?.pause();
    if (refused.length > 0)
      this.log.warn(
        { refused },
        'the broker does not allow ingest to read these topics, so messages on them are not received',
      );
    this.log.info({ broker: new URL(this.config.url).host }, 'reading from the broker');
  }

  onError(error: Error): void {
    this.log.warn({ error: error.message }, 'no connection to the broker');
  }

  onClosed(): void {
    this.isReady = false;
    this.counters.connections = 0;
    this.link = null;
    this.delayed.clear();
    if (this.isStopped) return;
    this.retry = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, MAX_RETRY_MS);
  }

  onPublish(topic: string, payload: Buffer, id: number, link: BrokerLink): void {
    const known = this.topics.get(topic);
    const device = known && this.directory.known(known.deviceKey);
    if (device) {
      this.counters.messages++;
      this.counters.bytes += payload.length;
      const { channel } = known;
      if (channel === 'format') this.heard.record(device.deviceKey, known.topic);
      const message = { device, channel, topic: known.topic, payload, origin: link, id };
      if (!this.delayed.offer(message)) this.listener!.onOverRate?.(message);
      return;
    }
    const parsed = parseBrokerTopic(topic);
    if (parsed) return this.resolveTopic(topic, parsed, Buffer.from(payload), id, link);
    if (topic === SPARKPLUG_STATE_TOPIC) this.correctHostState(payload, link);
    else this.listener!.onInternal(topic, payload);
    link.acknowledge(id);
  }

  /** Corrects an outdated will of an earlier connection: the host is online (Sparkplug 3.0, 5.13). */
  private correctHostState(payload: Buffer, link: BrokerLink): void {
    if (this.isReady && !this.isStopped && payload.includes('false')) link.publishHostOnline();
  }

  private resolveTopic(
    topic: string,
    { makerSlug, deviceCode, channel, topic: innerTopic }: BrokerTopic,
    payload: Buffer,
    id: number,
    link: BrokerLink,
  ): void {
    this.directory
      .findByName(makerSlug, deviceCode)
      .then((device) => {
        if (!device) {
          this.counters.refusedMessages++;
          this.log.warn({ topic }, 'ignored a message of an unknown device');
          return link.acknowledge(id);
        }
        if (this.topics.size >= MAX_CACHED_TOPICS) this.topics.clear();
        this.topics.set(topic, { deviceKey: device.deviceKey, channel, topic: innerTopic });
        this.onPublish(topic, payload, id, link);
      })
      .catch((error: unknown) => {
        // Unacknowledged messages, including this one, are sent again on the next connection.
        this.log.warn({ topic, error: String(error) }, 'a message could not be processed');
        link.destroy();
      });
  }

  private connect(): void {
    this.link = new BrokerLink(this.config, this.turn, this);
  }
}
