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
import { RefusalLog } from './limits/refusal-log.js';
import type { WatchedPlaces } from './live/watched-places.js';

/** A topic may have 65,535 bytes; so many characters let a device recognise its own. */
const TOPIC_SHOWN = 256;
const NOTHING: Receipt = { stored: 0, duplicates: 0, faults: [] };

/** What happens with what an edge brings: messages are made durable, connections written down. */
export class DeviceTraffic implements EdgeListener {
  private readonly oversizes = new RefusalLog();
  private readonly overRates = new RefusalLog();

  constructor(
    private readonly edge: Edge,
    private readonly intake: TelemetryIntake,
    private readonly directory: DeviceDirectory,
    private readonly connections: ConnectionLog,
    private readonly formats: FormatTraffic,
    private readonly watched: WatchedPlaces,
    /** Whether the edge sees the devices' connections itself; otherwise their own word is what there is. */
    private readonly seesConnections: boolean,
    /** Of the processes that read from one broker. */
    private readonly isFirst: boolean,
    private readonly now: () => number,
    private readonly log: Logger,
  ) {}

  onMessage({ device: connected, channel, topic, payload, origin, id }: DeviceMessage): void {
    // As known now: signals and meters may have changed since it connected.
    const device = this.directory.known(connected.deviceKey) ?? connected;
    const arrival = { device, topic, payload, origin, id, receivedMs: this.now() };
    if (payload.length > device.limits.payloadBytes) return this.refuseOversize(arrival);
    if (channel === 'ask') return this.answer(arrival);
    if (channel === 'format') {
      // Edge nodes say in messages of their own when they come and go.
      if (!topic.startsWith('spBv1.0/')) this.noteSending(device);
      return this.formats.onMessage(arrival);
    }
    if (channel === 'state') {
      const status = parseStatus(payload);
      const settle = (): void => origin.settle(id, [], NOTHING);
      // Each of several processes hears it: one of them is enough to set it aside.
      if ('code' in status) return this.isFirst ? this.intake.setAside(arrival, status) : settle();
      // Where the edge sees connections, a device's word for it says nothing that is kept.
      if (this.seesConnections) return settle();
      if (!status.online) this.formats.onLost(device);
      return this.connections.note(device, status.online, 'will_or_announced', settle);
    }
    this.noteSending(device);
    this.intake.receive(arrival);
  }

  /**
   * Behind an external broker a will that came late may have said offline of a device that goes on sending. Noted before the
   * commit: after it, the device may have said a true good-bye, which this would undo.
   */
  private noteSending(device: KnownDevice): void {
    if (!this.seesConnections && !this.connections.isConnected(device.deviceKey))
      this.connections.note(device, true, 'data_received');
  }

  /** Acknowledged, or the broker would have no number left for others' messages; its device is told once a minute of how many. */
  onOverRate({ device, topic, payload, origin, id }: DeviceMessage): void {
    const arrival = { device, topic, payload, origin, id, receivedMs: this.now() };
    const count = this.overRates.note(device, arrival.receivedMs);
    if (count === undefined) return origin.settle(id, [], NOTHING);
    const { messagesPerSecond, pointsPerSecond } = device.limits;
    const params = {
      count,
      messagesPerSecond: messagesPerSecond ?? 0,
      pointsPerSecond: pointsPerSecond ?? 0,
    };
    this.intake.setAside(arrival, { code: 'rate_exceeded', params });
  }

  /** Nothing of it is kept: the message belongs to no device that may have sent it. */
  onForbiddenTopic(device: KnownDevice, topic: string): void {
    const shown = topic.slice(0, TOPIC_SHOWN);
    const faults: Fault[] = [{ code: 'topic_forbidden', params: { topic: shown } }];
    this.edge.publish(...toFaultNotice(device, shown, faults, new Date(this.now())));
  }

  asKnown(device: KnownDevice): KnownDevice {
    return this.directory.known(device.deviceKey) ?? device;
  }

  /** What can never pass is refused: its device is told of each, and one a minute is set aside with how many there were. */
  private refuseOversize(arrival: Arrival): void {
    const { device, topic, payload, origin, id, receivedMs } = arrival;
    const params = { bytes: payload.length, limit: device.limits.payloadBytes };
    const count = this.oversizes.note(device, receivedMs);
    if (count !== undefined)
      return this.intake.setAside(arrival, { code: 'payload_too_large', params: { ...params, count } });
    const faults: Fault[] = [{ code: 'payload_too_large', params }];
    this.edge.publish(...toFaultNotice(device, topic, faults, new Date(receivedMs)));
    origin.settle(id, faults, { ...NOTHING, faults });
  }

  /** A device that asks for its limits is told them; other questions there are none. */
  private answer(arrival: Arrival): void {
    const { device, payload, origin, id } = arrival;
    if (Buffer.from(payload).toString('utf8') !== 'limits')
      return this.intake.setAside(arrival, { code: 'request_malformed', params: { expected: 'limits' } });
    this.edge.publish(answerTopic(device.makerSlug, device.code), JSON.stringify({ limits: device.limits }));
    origin.settle(id, [], NOTHING);
  }

  onConnection(device: KnownDevice, connected: boolean, reason: ConnectionReason): void {
    this.connections.note(device, connected, reason);
    if (!connected) this.formats.onLost(device);
  }

  onSubscribed(device: KnownDevice, filter: string): void {
    this.formats.onSubscribed(device, filter);
  }

  onInternal(topic: string, payload: Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(payload.toString('utf8'));
    } catch {
      this.log.warn({ topic }, 'a hint that is no JSON');
      return;
    }
    if (topic.startsWith(INTERNAL_CHANNEL.watched(''))) return this.watched.hear(message);
    const username = (message as { username?: unknown } | null)?.username;
    if (topic.startsWith(INTERNAL_CHANNEL.revoked('')) && typeof username === 'string')
      this.edge.disconnect(username);
  }
}
