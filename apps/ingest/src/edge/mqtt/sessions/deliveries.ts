import { encodePublish, type ProtocolVersion } from '../protocol/packets.js';

/** Maximum number of messages, and of their payload bytes, that wait until a subscriber acknowledges earlier ones. */
const MAX_PENDING = 1000;
const MAX_PENDING_BYTES = 1024 * 1024;
/** Maximum number of unacknowledged messages to a subscriber. A subscriber can set a lower limit. */
const DEFAULT_WINDOW = 100;
const IDS = 65_535;

/** Connection on which messages are sent. */
export interface DeliveryConnection {
  readonly version: ProtocolVersion;
  /** Returns whether the connection has so little unwritten output that it can take a message of QoS 0. */
  isKeepingUp(): boolean;
  send(bytes: Buffer): void;
}

interface Pending {
  readonly topic: string;
  readonly payload: Buffer;
  /** Called when the message is acknowledged. */
  readonly onAcknowledged: (() => void) | undefined;
}

/**
 * Messages to a subscriber. With QoS 0, messages are dropped if the subscriber is too slow. With QoS 1, a limited
 * number of messages wait in memory for acknowledgements while the subscriber is connected.
 */
export class Deliveries {
  private readonly inFlight = new Map<number, (() => void) | undefined>();
  private readonly pending: Pending[] = [];
  private readonly window: number;
  private pendingBytes = 0;
  private lastId = 0;

  /**
   * @param receiveMaximum number of unacknowledged messages that the client accepts; undefined if it sets no limit
   * @param maximumPacketSize maximum packet size that the client accepts
   */
  constructor(
    private readonly connection: DeliveryConnection,
    receiveMaximum: number | undefined,
    private readonly maximumPacketSize = Infinity,
  ) {
    this.window = Math.min(receiveMaximum ?? DEFAULT_WINDOW, DEFAULT_WINDOW);
  }

  /**
   * @param onAcknowledged called when the subscriber acknowledges a message of QoS 1
   * @returns false if the message was dropped
   */
  offer(topic: string, payload: Buffer, qos: 0 | 1, onAcknowledged?: () => void): boolean {
    const next = { topic, payload, onAcknowledged };
    if (qos === 0) return this.connection.isKeepingUp() && this.send(next, 0);
    if (this.inFlight.size < this.window) return this.send(next, this.nextId());
    if (this.pending.length >= MAX_PENDING || this.pendingBytes > MAX_PENDING_BYTES) return false;
    this.pendingBytes += payload.length;
    // Copies the payload, because it can be a view into the receive buffer.
    this.pending.push({ ...next, payload: Buffer.from(payload) });
    return true;
  }

  acknowledge(id: number): void {
    this.inFlight.get(id)?.();
    this.inFlight.delete(id);
    while (this.pending.length > 0 && this.inFlight.size < this.window) {
      const next = this.pending.shift()!;
      this.pendingBytes -= next.payload.length;
      this.send(next, this.nextId());
    }
  }

  private send({ topic, payload, onAcknowledged }: Pending, id: number): boolean {
    const frame = encodePublish(this.connection.version, topic, payload, id);
    if (frame.length > this.maximumPacketSize) return false;
    if (id !== 0) this.inFlight.set(id, onAcknowledged);
    this.connection.send(frame);
    return true;
  }

  private nextId(): number {
    do this.lastId = this.lastId === IDS ? 1 : this.lastId + 1;
    while (this.inFlight.has(this.lastId));
    return this.lastId;
  }
}
