/** Message that waits for the broker's acknowledgement. */
interface Sent {
  readonly topic: string;
  readonly payload: Buffer;
  readonly onAcknowledged: (() => void) | undefined;
}

/** Number of packet ids for these messages. The id 65,535 is reserved for the connection's own messages. */
const IDS = 65_534;

/**
 * Sends messages that the broker must acknowledge, at most as many at a time as it accepts (MQTT 5, Receive Maximum).
 * Unacknowledged messages are not sent again on another connection, and `onAcknowledged` is never called for them.
 */
export class Outgoing {
  private readonly inFlight = new Map<number, Sent>();
  private readonly waiting: Sent[] = [];
  private lastId = 0;

  constructor(
    private readonly write: (topic: string, payload: Buffer, id: number) => void,
    private readonly maxInFlight: number,
  ) {}

  /** @param onAcknowledged called when the broker acknowledges the message */
  add(topic: string, payload: Buffer, onAcknowledged?: () => void): void {
    this.waiting.push({ topic, payload, onAcknowledged });
    this.send();
  }

  acknowledge(id: number): void {
    const sent = this.inFlight.get(id);
    this.inFlight.delete(id);
    this.send();
    sent?.onAcknowledged?.();
  }

  private send(): void {
    while (this.inFlight.size < this.maxInFlight && this.waiting.length > 0) {
      const next = this.waiting.shift()!;
      do this.lastId = (this.lastId % IDS) + 1;
      while (this.inFlight.has(this.lastId));
      this.inFlight.set(this.lastId, next);
      this.write(next.topic, next.payload, this.lastId);
    }
  }
}
