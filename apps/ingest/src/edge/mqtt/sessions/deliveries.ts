import { encodePublish, type ProtocolVersion } from '../protocol/packets.js';

/** Of messages that wait for a subscriber's acknowledgements so many, and so many bytes of payload, are kept. */
const MAX_PENDING = 1000;
const MAX_PENDING_BYTES = 1024 * 1024;
/** Messages on their way to a subscriber that names no limit of its own. */
const DEFAULT_WINDOW = 100;
const IDS = 65_535;

/** The connection that messages go out on. */
export interface DeliveryLine {
  readonly version: ProtocolVersion;
  /** Whether it has taken what it was given before. */
  isKeepingUp(): boolean;
  send(bytes: Buffer): void;
}

interface Pending {
  readonly topic: string;
  readonly payload: Buffer;
  /** Told of the acknowledgement. */
  readonly onTaken: (() => void) | undefined;
}

/**
 * What a subscriber gets. With QoS 0 a message that it is too slow for is dropped; with QoS 1 messages wait for its
 * acknowledgements, in memory and for as long as it is connected.
 */
export class Deliveries {
  private readonly inFlight = new Map<number, (() => void) | undefined>();
  private readonly pending: Pending[] = [];
  private readonly window: number;
  private pendingBytes = 0;
  private lastId = 0;

  /**
   * @param receiveMaximum how many unacknowledged messages the client takes; undefined if it doesn't say
   * @param maximumPacketSize of what it takes at all
   */
  constructor(
    private readonly line: DeliveryLine,
    receiveMaximum: number | undefined,
    private readonly maximumPacketSize = Infinity,
  ) {
    this.window = Math.min(receiveMaximum ?? DEFAULT_WINDOW, DEFAULT_WINDOW);
  }

  /**
   * @param onTaken told when the subscriber has acknowledged it, which it does with QoS 1
   * @returns false if the message was dropped
   */
  offer(topic: string, payload: Buffer, qos: 0 | 1, onTaken?: () => void): boolean {
    const next = { topic, payload, onTaken };
    if (qos === 0) return this.line.isKeepingUp() && this.send(next, 0);
    if (this.inFlight.size < this.window) return this.send(next, this.nextId());
    if (this.pending.length >= MAX_PENDING || this.pendingBytes > MAX_PENDING_BYTES) return false;
    this.pendingBytes += payload.length;
    // A copy, since a payload may be a view.
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

  private send({ topic, payload, onTaken }: Pending, id: number): boolean {
    const frame = encodePublish(this.line.version, topic, payload, id);
    if (frame.length > this.maximumPacketSize) return false;
    if (id !== 0) this.inFlight.set(id, onTaken);
    this.line.send(frame);
    return true;
  }

  private nextId(): number {
    do this.lastId = this.lastId === IDS ? 1 : this.lastId + 1;
    while (this.inFlight.has(this.lastId));
    return this.lastId;
  }
}
