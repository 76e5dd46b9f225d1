import type { Duplex } from 'node:stream';

/**
 * Follows the frames of an MQTT stream by their fixed headers (MQTT 3.1.1, 2.2) and tells when one announces more than
 * `limit` bytes. The parser behind it would gather up to 256 MiB before anybody could object.
 */
export class PacketSizeCheck {
  /** Bytes of the current packet's body that are still to come. */
  private rest = 0;
  private length = 0;
  private shift = 0;
  private isInLength = false;

  constructor(private readonly limit: number) {}

  /** False from the first packet on that is larger than allowed. */
  accepts(chunk: Uint8Array): boolean {
    let at = 0;
    while (at < chunk.length) {
      if (this.rest > 0) {
        const skipped = Math.min(this.rest, chunk.length - at);
        this.rest -= skipped;
        at += skipped;
      } else if (!this.isInLength) {
        this.isInLength = true;
        this.length = 0;
        this.shift = 0;
        at++;
      } else {
        const byte = chunk[at++]!;
        this.length += (byte & 127) * 2 ** this.shift;
        this.shift += 7;
        if (this.length > this.limit) return false;
        if (byte < 128) {
          this.rest = this.length;
          this.isInLength = false;
        } else if (this.shift > 21) return false;
      }
    }
    return true;
  }
}

/** Has `onTooLarge` called, and nothing more read, once a packet on `stream` announces more than `limit` bytes. */
export function limitPacketSize(stream: Duplex, limit: number, onTooLarge: () => void): void {
  const check = new PacketSizeCheck(limit);
  const read = stream.read.bind(stream);
  stream.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (chunk instanceof Uint8Array && !check.accepts(chunk)) {
      onTooLarge();
      return null;
    }
    return chunk;
  };
}
