import type { Logger } from 'pino';
import { INTERNAL_CHANNEL } from '#platform';
import {
  answerTopic,
  type Arrival,
  type DeviceDirectory,
  type Fault,
  type KnownDevice,
  parseStatus,
  type Receipt,
  type TelemetryIntake,
} from '#telemetry';
import type { ConnectionLog } from './connection-log.js';
import type { ConnectionReason, DeviceMessage, Edge, EdgeListener } from './edge/edge.js';
import { toFaultNotice } from './fault-notice.js';
import type { FormatTraffic } from './formats/format-traffic.js';
import { RejectionLog } from './limits/rejection-log.js';
import type { WatchedTargets } from './live/watched-targets.js';

/**
 * Maximum length of a topic in a notice. A topic can have 65,535 bytes, but its beginning is enough for a device to
 * recognize it.
 */
const MAX_SHOWN_TOPIC = 256;
const EMPTY_RECEIPT: Receipt = { stored: 0, duplicates: 0, faults: [] };

/** Processes what an edge receives: makes messages durable, and records connections. */
export class DeviceTraffic implements EdgeListener {
  private readonly oversizeLog = new RejectionLog();
  private readonly overRateLog = new RejectionLog();

  constructor(
    private readonly edge: Edge,
    private readonly intake: TelemetryIntake,
    private readonly directory: DeviceDirectory,
    private readonly connections: ConnectionLog,
    private readonly formats: FormatTraffic,
    private readonly watched: WatchedTargets,
    /** Whether the edge observes the devices' connections. Otherwise, only the devices' own messages report them. */
    private readonly seesConnections: boolean,
    /** Whether this is the first of the processes that read from one broker. */
    private readonly isFirst: boolean,
    private readonly now: () => number,
    private readonly log: Logger,
  ) {}

  onMessage({ device: connected, channel, topic, payload, origin, id }: DeviceMessage): void {
    // Use the current data of the device, because signals and meters can have changed since it connected.
    const device = this.directory.known(connected.deviceKey) ?? connected;
    const arrival = { device, topic, payload, origin, id, receivedMs: this.now() };
    if (payload.length > device.limits.payloadBytes) return this.rejectOversize(arrival);
    if (channel === 'ask') return this.answerRequest(arrival);
    if (channel === 'format') {
      // Sparkplug's edge nodes report births and deaths in separate messages.
      if (!topic.startsWith('spBv1.0/')) this.recordSending(device);
      return this.formats.onMessage(arrival);
    }
    if (channel === 'state') {
      const status = parseStatus(payload);
      const acknowledge = (): void => origin.acknowledge(id, [], EMPTY_RECEIPT);
      // All processes receive this message, but only one quarantines it.
      if ('code' in status) return this.isFirst ? this.intake.quarantine(arrival, status) : acknowledge();
      // If the edge observes connections, the device's own status is not recorded.
      if (this.seesConnections) return acknowledge();
      if (!status.online) this.formats.onDisconnected(device);
      return this.connections.record(device, status.online, 'will_or_announced', acknowledge);
    }
    this.recordSending(device);
    this.intake.receive(arrival);
  }

  /**
   * Records that a device is sending. With an external broker, a late will may have marked a sending device as offline.
   * This runs before the commit, because afterwards it could undo a genuine disconnect.
   */
  private recordSending(device: KnownDevice): void {
    if (!this.seesConnections && !this.connections.isConnected(device.deviceKey))
      this.connections.record(device, true, 'data_received');
  }

  /**
   * Acknowledges the message, because the broker would otherwise have no packet id left for other messages. The device
   * is notified once per minute of the number of such messages.
   */
  onOverRate({ device, topic, payload, origin, id }: DeviceMessage): void {
    const arrival = { device, topic, payload, origin, id, receivedMs: this.now() };
    const count = this.overRateLog.record(device, arrival.receivedMs);
    if (count === undefined) return origin.acknowledge(id, [], EMPTY_RECEIPT);
    const { messagesPerSecond, pointsPerSecond } = device.limits;
    const params = {
      count,
      messagesPerSecond: messagesPerSecond ?? 0,
      pointsPerSecond: pointsPerSecond ?? 0,
    };
    this.intake.quarantine(arrival, { code: 'rate_exceeded', params });
  }

  /** Notifies the device that it must not publish to the topic. The message itself is dropped. */
  onForbiddenTopic(device: KnownDevice, topic: string): void {
    const shownTopic = topic.slice(0, MAX_SHOWN_TOPIC);
    const faults: Fault[] = [{ code: 'topic_forbidden', params: { topic: shownTopic } }];
    this.edge.publish(...toFaultNotice(device, shownTopic, faults, new Date(this.now())));
  }

  getCurrent(device: KnownDevice): KnownDevice {
    return this.directory.known(device.deviceKey) ?? device;
  }

  /**
   * Rejects a message that is too large and can therefore never be accepted. The device is notified of each rejection.
   * One message per minute is quarantined, with the number of rejections.
   */
  private rejectOversize(arrival: Arrival): void {
    const { device, topic, payload, origin, id, receivedMs } = arrival;
    const params = { bytes: payload.length, limit: device.limits.payloadBytes };
    const count = this.oversizeLog.record(device, receivedMs);
    if (count !== undefined)
      return this.intake.quarantine(arrival, { code: 'payload_too_large', params: { ...params, count } });
    const faults: Fault[] = [{ code: 'payload_too_large', params }];
    this.edge.publish(...toFaultNotice(device, topic, faults, new Date(receivedMs)));
    origin.acknowledge(id, faults, { ...EMPTY_RECEIPT, faults });
  }

  /** Sends a device its limits on request. There are no other requests. */
  private answerRequest(arrival: Arrival): void {
    const { device, payload, origin, id } = arrival;
    if (Buffer.from(payload).toString('utf8') !== 'limits')
      return this.intake.quarantine(arrival, { code: 'request_malformed', params: { expected: 'limits' } });
    this.edge.publish(answerTopic(device.makerSlug, device.code), JSON.stringify({ limits: device.limits }));
    origin.acknowledge(id, [], EMPTY_RECEIPT);
  }

  onConnection(device: KnownDevice, connected: boolean, reason: ConnectionReason): void {
    this.connections.record(device, connected, reason);
    if (!connected) this.formats.onDisconnected(device);
  }

  onSubscribed(device: KnownDevice, filter: string): void {
    this.formats.onSubscribed(device, filter);
  }

  onInternal(topic: string, payload: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(payload.toString('utf8'));
    } catch {
      this.log.warn({ topic }, 'ignored a hint that is not valid JSON');
      return;
    }
    if (topic.startsWith(INTERNAL_CHANNEL.watched(''))) return this.watched.receive(message);
    const username = (message as { username?: unknown } | null)?.username;
    if (topic.startsWith(INTERNAL_CHANNEL.revoked('')) && typeof username === 'string')
      this.edge.disconnect(username);
  }
}
