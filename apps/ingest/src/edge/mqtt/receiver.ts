import type { Fault, KnownDevice, MessageOrigin } from '#telemetry';
import type { ConnectionReason, EdgeCounters, EdgeListener } from '../edge.js';
import type { Acknowledgements } from './sessions/acknowledgements.js';
import { RECEIVE_MAXIMUM, TOPIC_ALIAS_MAXIMUM } from './protocol/connect.js';
import { type OwnTopic, OwnTopics } from './protocol/own-topics.js';
import { parsePacket, type ProtocolVersion } from './protocol/packets.js';
import { PublishFields } from './protocol/publish-fields.js';
import { REASON, reasonOf, reasonText } from './protocol/reason-codes.js';

/** Connection on which messages arrive. */
export interface ReceivingLine {
  readonly version: ProtocolVersion;
  /** Whether the client accepts reason strings. */
  readonly wantsReasons: boolean;
  readonly isOpen: boolean;
  readonly acknowledgements: Acknowledgements;
  /** Schedules writing the acknowledgements at the end of the turn. */
  askTurn(): void;
  /** Pauses reading until fewer messages are unsettled. */
  pauseForSettling(): void;
  close(reason: ConnectionReason, reasonCode: number, text?: string): void;
  warn(facts: object, text: string): void;
}

const FIRST_ERROR = 0x80;
const fields = new PublishFields();

/** Processes what a device publishes on one connection, from the frame to the acknowledgement. */
export class Receiver implements MessageOrigin {
  private readonly topics = new OwnTopics();
  private aliases: Map<number, OwnTopic> | null = null;
  /** Packet ids of QoS 2 between PUBLISH and PUBREL; true once the message is durable. */
  private exactlyOnce: Map<number, boolean> | null = null;
  private unsettled = 0;

  constructor(
    private readonly line: ReceivingLine,
    private readonly device: KnownDevice,
    private readonly listener: EdgeListener,
    private readonly counters: EdgeCounters,
  ) {}

  /** Whether so few messages are unsettled that a paused connection can continue. */
  get mayGoOn(): boolean {
    return this.unsettled <= RECEIVE_MAXIMUM / 2;
  }

  /** Handles a PUBLISH whose fixed header begins at `head`. */
  receive(bytes: Buffer, head: number, start: number, end: number): void {
    const { line } = this;
    if (!fields.read(line.version, bytes, head, start, end))
      return line.close('protocol_error', REASON.malformedPacket, 'malformed PUBLISH');
    const { id, qos, payloadStart } = fields;
    const own =
      fields.alias === 0 && !fields.hasProperties
        ? this.topics.find(this.device, bytes, fields.topicStart, fields.topicEnd)
        : this.findByAlias(bytes, head, end);
    if (own === null) return;
    if (own === undefined)
      return this.refuse(bytes.toString('utf8', fields.topicStart, fields.topicEnd), qos, id);
    if (qos !== 0 && !this.open(qos, id)) return;
    this.counters.messages++;
    this.counters.bytes += end - payloadStart;
    this.listener.onMessage({
      device: this.device,
      channel: own.channel,
      topic: own.topic,
      payload: bytes.subarray(payloadStart, end),
      origin: this,
      id,
    });
  }

  settle(id: number, faults: readonly Fault[]): void {
    const { line } = this;
    if (id === 0 || !line.isOpen) return;
    this.unsettled--;
    const reason = faults.length === 0 || line.version === 4 ? REASON.success : reasonOf(faults);
    const isExactlyOnce = this.exactlyOnce?.has(id) === true;
    // A PUBREC with an error is not followed by a PUBREL.
    if (isExactlyOnce && reason >= FIRST_ERROR) this.exactlyOnce!.delete(id);
    else if (isExactlyOnce) this.exactlyOnce!.set(id, true);
    const kind = isExactlyOnce ? 'pubrec' : 'puback';
    if (reason === REASON.success) line.acknowledgements.add(kind, id);
    else line.acknowledgements.addReason(kind, id, reason, line.wantsReasons ? reasonText(faults) : null);
    line.askTurn();
  }

  /** Handles a PUBREL. */
  complete(id: number): void {
    const { line } = this;
    if (this.exactlyOnce?.delete(id) || line.version === 4) line.acknowledgements.add('pubcomp', id);
    else line.acknowledgements.addReason('pubcomp', id, REASON.packetIdNotFound, null);
    line.askTurn();
  }

  /** @returns whether to process a message of QoS 1 or 2, which can exceed the limit or be a duplicate */
  private open(qos: 1 | 2, id: number): boolean {
    const { line } = this;
    if (qos === 2) {
      this.exactlyOnce ??= new Map<number, boolean>();
      const isDurable = this.exactlyOnce.get(id);
      if (isDurable) {
        line.acknowledgements.add('pubrec', id);
        line.askTurn();
      }
      if (isDurable !== undefined) return false;
    }
    if (this.unsettled >= RECEIVE_MAXIMUM || (this.exactlyOnce?.size ?? 0) >= RECEIVE_MAXIMUM) {
      line.close(
        'protocol_error',
        REASON.receiveMaximumExceeded,
        `more than ${RECEIVE_MAXIMUM} unacknowledged`,
      );
      return false;
    }
    if (qos === 2) this.exactlyOnce!.set(id, false);
    this.unsettled++;
    if (line.version === 4 && this.unsettled === RECEIVE_MAXIMUM) line.pauseForSettling();
    return true;
  }

  /** Returns the topic of a packet with properties; null if the properties have ended the connection. */
  private findByAlias(bytes: Buffer, head: number, end: number): OwnTopic | undefined | null {
    const { line } = this;
    let { alias } = fields;
    if (fields.hasProperties) {
      const packet = parsePacket(5, bytes.subarray(head, end));
      if (packet?.cmd !== 'publish') {
        line.close('protocol_error', REASON.malformedPacket, 'malformed properties');
        return null;
      }
      alias = packet.properties?.topicAlias ?? 0;
      if (alias === 0 && packet.properties?.topicAlias === undefined)
        return this.topics.find(this.device, bytes, fields.topicStart, fields.topicEnd);
    }
    if (!(alias > 0 && alias <= TOPIC_ALIAS_MAXIMUM)) {
      line.close(
        'protocol_error',
        REASON.topicAliasInvalid,
        `topic aliases go from 1 to ${TOPIC_ALIAS_MAXIMUM}`,
      );
      return null;
    }
    if (fields.topicStart === fields.topicEnd) {
      const known = this.aliases?.get(alias);
      if (known) return known;
      line.close('protocol_error', REASON.protocolError, `topic alias ${alias} stands for nothing yet`);
      return null;
    }
    const own = this.topics.find(this.device, bytes, fields.topicStart, fields.topicEnd);
    if (own) (this.aliases ??= new Map<number, OwnTopic>()).set(alias, own);
    return own;
  }

  /**
   * Rejects a forbidden topic. The error topic reports it in every version, and the MQTT 5 response does too. MQTT
   * 3.1.1 has no negative response, so the connection ends.
   */
  private refuse(topic: string, qos: 0 | 1 | 2, id: number): void {
    const { line } = this;
    this.counters.refusedMessages++;
    line.warn({ device: this.device.deviceId, topic }, 'published to a topic that is not its own');
    const reason = /[+#]/.test(topic) || topic === '' ? REASON.topicNameInvalid : REASON.notAuthorized;
    this.listener.onForbiddenTopic?.(this.device, topic);
    const text = 'not a topic that this device may publish on';
    if (line.version === 4 || qos === 0) return line.close('topic_forbidden', reason, text);
    const kind = qos === 1 ? 'puback' : 'pubrec';
    line.acknowledgements.addReason(kind, id, reason, line.wantsReasons ? text : null);
    line.askTurn();
  }
}
