import type { Fault, KnownDevice, MessageOrigin } from '#telemetry';
import type { ConnectionReason, EdgeCounters, EdgeListener } from '../edge.js';
import type { Acknowledgements } from './sessions/acknowledgements.js';
import { RECEIVE_MAXIMUM, TOPIC_ALIAS_MAXIMUM } from './protocol/connect.js';
import { type CachedTopic, DeviceTopicCache } from './protocol/device-topic-cache.js';
import { parsePacket, type ProtocolVersion } from './protocol/packets.js';
import { PublishFields } from './protocol/publish-fields.js';
import { REASON, toReasonCode, formatReason } from './protocol/reason-codes.js';

/** Connection on which messages arrive. */
export interface ReceiverConnection {
  readonly version: ProtocolVersion;
  /** Whether the client accepts reason strings. */
  readonly wantsReasons: boolean;
  readonly isOpen: boolean;
  readonly acknowledgements: Acknowledgements;
  /** Schedules writing the acknowledgements at the end of the turn. */
  scheduleTurn(): void;
  /** Pauses reading until fewer messages are unacknowledged. */
  pauseUntilAcknowledged(): void;
  close(reason: ConnectionReason, reasonCode: number, text?: string): void;
  warn(facts: object, text: string): void;
}

const FIRST_ERROR = 0x80;
const fields = new PublishFields();

/** Processes what a device publishes on one connection, from the frame to the acknowledgement. */
export class Receiver implements MessageOrigin {
  private readonly topics = new DeviceTopicCache();
  private aliases: Map<number, CachedTopic> | null = null;
  /** Packet ids of QoS 2 between PUBLISH and PUBREL; the value is true after the message is durable. */
  private exactlyOnce: Map<number, boolean> | null = null;
  private unacknowledged = 0;

  constructor(
    private readonly connection: ReceiverConnection,
    private readonly device: KnownDevice,
    private readonly listener: EdgeListener,
    private readonly counters: EdgeCounters,
  ) {}

  /** Whether a paused connection can continue, because enough of its messages have been acknowledged. */
  get canContinue(): boolean {
    return this.unacknowledged <= RECEIVE_MAXIMUM / 2;
  }

  /** Handles a PUBLISH with a fixed header that begins at `head`. */
  receive(bytes: Buffer, head: number, start: number, end: number): void {
    const { connection } = this;
    if (!fields.read(connection.version, bytes, head, start, end))
      return connection.close('protocol_error', REASON.malformedPacket, 'malformed PUBLISH');
    const { id, qos, payloadStart } = fields;
    const deviceTopic =
      fields.alias === 0 && !fields.hasProperties
        ? this.topics.find(this.device, bytes, fields.topicStart, fields.topicEnd)
        : this.findByAlias(bytes, head, end);
    if (deviceTopic === null) return;
    if (deviceTopic === undefined)
      return this.rejectTopic(bytes.toString('utf8', fields.topicStart, fields.topicEnd), qos, id);
    if (qos !== 0 && !this.open(qos, id)) return;
    this.counters.messages++;
    this.counters.bytes += end - payloadStart;
    this.listener.onMessage({
      device: this.device,
      channel: deviceTopic.channel,
      topic: deviceTopic.topic,
      payload: bytes.subarray(payloadStart, end),
      origin: this,
      id,
    });
  }

  acknowledge(id: number, faults: readonly Fault[]): void {
    const { connection } = this;
    if (id === 0 || !connection.isOpen) return;
    this.unacknowledged--;
    const reason = faults.length === 0 || connection.version === 4 ? REASON.success : toReasonCode(faults);
    const isExactlyOnce = this.exactlyOnce?.has(id) === true;
    // A PUBREC with an error is not followed by a PUBREL.
    if (isExactlyOnce && reason >= FIRST_ERROR) this.exactlyOnce!.delete(id);
    else if (isExactlyOnce) this.exactlyOnce!.set(id, true);
    const kind = isExactlyOnce ? 'pubrec' : 'puback';
    if (reason === REASON.success) connection.acknowledgements.add(kind, id);
    else
      connection.acknowledgements.addReason(
        kind,
        id,
        reason,
        connection.wantsReasons ? formatReason(faults) : null,
      );
    connection.scheduleTurn();
  }

  /** Handles a PUBREL. */
  handlePubrel(id: number): void {
    const { connection } = this;
    if (this.exactlyOnce?.delete(id) || connection.version === 4)
      connection.acknowledgements.add('pubcomp', id);
    else connection.acknowledgements.addReason('pubcomp', id, REASON.packetIdNotFound, null);
    connection.scheduleTurn();
  }

  /** @returns whether to process a message of QoS 1 or 2; false for a duplicate or a message above the limit */
  private open(qos: 1 | 2, id: number): boolean {
    const { connection } = this;
    if (qos === 2) {
      this.exactlyOnce ??= new Map<number, boolean>();
      const isDurable = this.exactlyOnce.get(id);
      if (isDurable) {
        connection.acknowledgements.add('pubrec', id);
        connection.scheduleTurn();
      }
      if (isDurable !== undefined) return false;
    }
    if (this.unacknowledged >= RECEIVE_MAXIMUM || (this.exactlyOnce?.size ?? 0) >= RECEIVE_MAXIMUM) {
      connection.close(
        'protocol_error',
        REASON.receiveMaximumExceeded,
        `more than ${RECEIVE_MAXIMUM} unacknowledged messages`,
      );
      return false;
    }
    if (qos === 2) this.exactlyOnce!.set(id, false);
    this.unacknowledged++;
    if (connection.version === 4 && this.unacknowledged === RECEIVE_MAXIMUM)
      connection.pauseUntilAcknowledged();
    return true;
  }

  /**
   * Returns the topic of a packet with properties; undefined if the device may not publish on it, null if the
   * properties have ended the connection.
   */
  private findByAlias(bytes: Buffer, head: number, end: number): CachedTopic | undefined | null {
    const { connection } = this;
    let { alias } = fields;
    if (fields.hasProperties) {
      const packet = parsePacket(5, bytes.subarray(head, end));
      if (packet?.cmd !== 'publish') {
        connection.close('protocol_error', REASON.malformedPacket, 'malformed properties');
        return null;
      }
      alias = packet.properties?.topicAlias ?? 0;
      if (alias === 0 && packet.properties?.topicAlias === undefined)
        return this.topics.find(this.device, bytes, fields.topicStart, fields.topicEnd);
    }
    if (!(alias > 0 && alias <= TOPIC_ALIAS_MAXIMUM)) {
      connection.close(
        'protocol_error',
        REASON.topicAliasInvalid,
        `topic aliases must be between 1 and ${TOPIC_ALIAS_MAXIMUM}`,
      );
      return null;
    }
    if (fields.topicStart === fields.topicEnd) {
      const known = this.aliases?.get(alias);
      if (known) return known;
      connection.close('protocol_error', REASON.protocolError, `topic alias ${alias} has not been set`);
      return null;
    }
    const deviceTopic = this.topics.find(this.device, bytes, fields.topicStart, fields.topicEnd);
    if (deviceTopic) (this.aliases ??= new Map<number, CachedTopic>()).set(alias, deviceTopic);
    return deviceTopic;
  }

  /**
   * Rejects a message on a forbidden topic. The device is notified on its error topic, and with MQTT 5 also by the
   * acknowledgement. MQTT 3.1.1 and QoS 0 have no negative acknowledgement, so the connection is closed.
   */
  private rejectTopic(topic: string, qos: 0 | 1 | 2, id: number): void {
    const { connection } = this;
    this.counters.refusedMessages++;
    connection.warn(
      { device: this.device.deviceId, topic },
      'published to a topic that does not belong to the device',
    );
    const reason = /[+#]/.test(topic) || topic === '' ? REASON.topicNameInvalid : REASON.notAuthorized;
    this.listener.onForbiddenTopic?.(this.device, topic);
    const text = 'not a topic that this device may publish on';
    if (connection.version === 4 || qos === 0) return connection.close('topic_forbidden', reason, text);
    const kind = qos === 1 ? 'puback' : 'pubrec';
    connection.acknowledgements.addReason(kind, id, reason, connection.wantsReasons ? text : null);
    connection.scheduleTurn();
  }
}
