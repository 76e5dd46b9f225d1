/** A message that the broker is to acknowledge. */
interface Sent {
  readonly topic: string;
  readonly payload: Buffer;
  readonly onTaken: (() => void) | undefined;
}

/** The last number is the connection's own. */
const IDS = 65_534;

/**
 * Messages of one connection to a broker which the broker acknowledges, no more of them at once than it takes (MQTT 5, Receive
 * Maximum). What is not acknowledged when the connection ends is not said again: whoever said it sees that nobody took it.
 */
export class Outgoing {
  private readonly underway = new Map<number, Sent>();
  private readonly waiting: Sent[] = [];
  private lastId = 0;

  constructor(
    private readonly write: (topic: string, payload: Buffer, id: number) => void,
    private readonly atOnce: number,
  ) {}

  /** @param onTaken told of the broker's acknowledgement */
  add(topic: string, payload: Buffer, onTaken?: () => void): void {
    this.waiting.push({ topic, payload, onTaken });
    this.send();
  }

  acknowledged(id: number): void {
    const sent = this.underway.get(id);
    this.underway.delete(id);
    this.send();
    sent?.onTaken?.();
  }

  private send(): void {
    while (this.underway.size < this.atOnce && this.waiting.length > 0) {
      const next = this.waiting.shift()!;
      do this.lastId = (this.lastId % IDS) + 1;
      while (this.underway.has(this.lastId));
      this.underway.set(this.lastId, next);
      this.write(next.topic, next.payload, this.lastId);
    }
  }
}
