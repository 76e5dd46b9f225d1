import type { ISubscribePacket, IUnsubscribePacket, Packet } from 'mqtt-packet';
import { canRead, type Principal } from '../../principal.js';
import { Deliveries, type DeliveryConnection } from './deliveries.js';
import type { ProtocolVersion } from '../protocol/packets.js';
import { REASON } from '../protocol/reason-codes.js';
import { matchesFilter, isTopicFilter, type TopicTree } from '../protocol/topic-tree.js';

const MAX_FILTERS = 100;
/** The only error code of a SUBACK in MQTT 3.1.1. */
const FAILURE = 0x80;

/** Subscriptions of one connection, and the messages to it. */
export class Subscriber {
  /** Filters with the QoS granted to each. */
  private readonly filters = new Map<string, 0 | 1>();
  private readonly deliveries: Deliveries;

  constructor(
    line: DeliveryConnection,
    private readonly principal: Principal,
    private readonly tree: TopicTree<Subscriber>,
    limits: { readonly receiveMaximum?: number; readonly maximumPacketSize?: number },
  ) {
    this.version = line.version;
    this.deliveries = new Deliveries(line, limits.receiveMaximum, limits.maximumPacketSize);
  }

  private readonly version: ProtocolVersion;

  /** @returns the SUBACK */
  subscribe({ messageId, subscriptions }: ISubscribePacket): Packet {
    const granted = subscriptions.map(({ topic, qos }) => this.grant(topic, qos));
    return { cmd: 'suback', messageId, granted };
  }

  /** @returns the UNSUBACK */
  unsubscribe({ messageId, unsubscriptions }: IUnsubscribePacket): Packet {
    const granted = unsubscriptions.map((filter) => {
      this.filters.delete(filter);
      return this.tree.remove(filter, this) ? REASON.success : REASON.noSubscriptionExisted;
    });
    return { cmd: 'unsuback', messageId, granted };
  }

  /**
   * Offers a message if the client has subscribed to it.
   * @returns false if the message was dropped
   */
  offerIfSubscribed(topic: string, payload: Buffer, qos: 0 | 1): boolean {
    let granted = -1;
    for (const [filter, each] of this.filters)
      if (matchesFilter(topic, filter)) granted = Math.max(granted, each);
    return granted < 0 || this.offer(topic, payload, granted === 0 ? 0 : qos);
  }

  /** @returns false if the message was dropped */
  offer(topic: string, payload: Buffer, qos: 0 | 1): boolean {
    return this.deliveries.offer(topic, payload, qos);
  }

  /** Returns the QoS of this subscriber's own filters for a topic; undefined if none matches. */
  qosOf(topic: string): 0 | 1 | undefined {
    let found: 0 | 1 | undefined;
    for (const [filter, qos] of this.filters) if (found !== 1 && matchesFilter(topic, filter)) found = qos;
    return found;
  }

  /**
   * Sends a message to this subscriber alone, if it has subscribed to the topic.
   * @param onAcknowledged called when the client acknowledges the message
   */
  publish(topic: string, payload: Buffer, onAcknowledged?: () => void): void {
    const qos = this.qosOf(topic);
    if (qos !== undefined) this.deliveries.offer(topic, payload, qos, onAcknowledged);
  }

  acknowledge(id: number): void {
    this.deliveries.acknowledge(id);
  }

  end(): void {
    for (const filter of this.filters.keys()) this.tree.remove(filter, this);
    this.filters.clear();
  }

  private grant(filter: string, requestedQos: number): number {
    const rejection = this.findRejection(filter);
    if (rejection !== null) return this.version === 5 ? rejection : FAILURE;
    const qos = requestedQos === 0 ? 0 : 1;
    this.filters.set(filter, qos);
    this.tree.add(filter, this, qos);
    return qos;
  }

  private findRejection(filter: string): number | null {
    if (!isTopicFilter(filter)) return REASON.topicFilterInvalid;
    if (filter.startsWith('$share/')) return REASON.sharedSubscriptionsNotSupported;
    if (!canRead(this.principal, filter)) return REASON.notAuthorized;
    return this.filters.size >= MAX_FILTERS && !this.filters.has(filter) ? REASON.quotaExceeded : null;
  }
}
