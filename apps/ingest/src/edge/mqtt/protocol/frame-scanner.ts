/** Reason why no further frame can be read from a stream. */
export type StreamFault = 'length_malformed' | 'packet_too_large';

/** Receives complete frames. */
export interface FrameSink {
  /**
   * `bytes` contains the frame from `head` (first byte of the fixed header) to `end`, and its body from `start`. It is
   * valid only during the call.
   * @returns false to pause until `release`
   */
  onFrame(bytes: Buffer, head: number, start: number, end: number): boolean;
}

const UNKNOWN = 0;
const KNOWN = 1;
const MALFORMED = 2;
const MAX_LENGTH_BYTES = 4;
const MIN_CARRY_BYTES = 64;

/**
 * Splits an MQTT stream into frames by their fixed headers (MQTT 3.1.1, 2.2), regardless of the chunks in which it
 * arrives. A frame within one chunk is passed on without copying. Only split frames are copied. Their buffer is at most
 * about twice as large as the data received, regardless of the length that a frame announces.
 */
export class FrameScanner {
  private carry: Buffer | null = null;
  private carried = 0;
  private isBlocked = false;
  private headBytes = 0;
  private bodyBytes = 0;

  /** @param limit maximum body length in bytes; a frame with a longer body is rejected */
  constructor(
    public limit: number,
    private readonly sink: FrameSink,
  ) {}

  /**
   * Reads `bytes` up to `end`.
   * @returns the error that ends the stream, if any
   */
  push(bytes: Buffer, end: number): StreamFault | undefined {
    if (this.isBlocked) {
      this.carryOver(bytes, 0, end, 0);
      return undefined;
    }
    let at = 0;
    while (this.carried > 0) {
      const fault = this.readHead(this.carry!, 0, this.carried);
      if (fault !== undefined && fault !== 'unknown') return fault;
      const frameBytes = fault === 'unknown' ? this.carried + 1 : this.headBytes + this.bodyBytes;
      const taken = Math.min(frameBytes - this.carried, end - at);
      this.carryOver(bytes, at, at + taken, frameBytes);
      at += taken;
      if (this.carried < frameBytes) return undefined;
      if (fault === 'unknown') continue;
      const frame = this.carry!;
      this.clearCarry();
      if (!this.sink.onFrame(frame, 0, this.headBytes, frameBytes)) {
        this.isBlocked = true;
        this.carryOver(bytes, at, end, 0);
        return undefined;
      }
    }
    return this.scan(bytes, at, end);
  }

  /** Continues after a pause. */
  release(): StreamFault | undefined {
    if (!this.isBlocked) return undefined;
    this.isBlocked = false;
    const { carry, carried } = this;
    this.clearCarry();
    return carry === null ? undefined : this.scan(carry, 0, carried);
  }

  private scan(bytes: Buffer, from: number, end: number): StreamFault | undefined {
    let at = from;
    while (at < end) {
      const fault = this.readHead(bytes, at, end);
      if (fault === 'unknown') break;
      if (fault !== undefined) return fault;
      const start = at + this.headBytes;
      const next = start + this.bodyBytes;
      if (next > end) break;
      const mustContinue = this.sink.onFrame(bytes, at, start, next);
      at = next;
      if (!mustContinue) {
        this.isBlocked = true;
        break;
      }
    }
    this.carryOver(bytes, at, end, 0);
    return undefined;
  }

  /** Sets `headBytes` and `bodyBytes` for the frame at `at`. */
  private readHead(bytes: Buffer, at: number, end: number): StreamFault | 'unknown' | undefined {
    switch (this.readLength(bytes, at, end)) {
      case UNKNOWN:
        return 'unknown';
      case MALFORMED:
        return 'length_malformed';
    }
    return this.bodyBytes > this.limit ? 'packet_too_large' : undefined;
  }

  private readLength(bytes: Buffer, at: number, end: number): number {
    let length = 0;
    for (let i = 1, shift = 0; i <= MAX_LENGTH_BYTES; i++, shift += 7) {
      if (at + i >= end) return UNKNOWN;
      const byte = bytes[at + i]!;
      length |= (byte & 127) << shift;
      if (byte < 128) {
        this.headBytes = i + 1;
        this.bodyBytes = length;
        return KNOWN;
      }
    }
    return MALFORMED;
  }

  /** @param frameBytes minimum length of the complete frame, 0 if unknown */
  private carryOver(bytes: Buffer, from: number, end: number, frameBytes: number): void {
    if (from >= end) return;
    const needed = this.carried + end - from;
    if (this.carry === null || this.carry.length < needed) {
      const capacity = Math.max(MIN_CARRY_BYTES, 2 * this.carried, needed);
      // Node's pool is not used, because a buffer that is kept for long would keep a whole slab of the pool.
      const grown = Buffer.allocUnsafeSlow(frameBytes > needed ? Math.min(capacity, frameBytes) : capacity);
      this.carry?.copy(grown, 0, 0, this.carried);
      this.carry = grown;
    }
    bytes.copy(this.carry, this.carried, from, end);
    this.carried = needed;
  }

  private clearCarry(): void {
    this.carry = null;
    this.carried = 0;
  }
}
