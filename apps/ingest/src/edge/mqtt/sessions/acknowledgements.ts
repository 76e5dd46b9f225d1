import { encodePacket, PACKET } from '../protocol/packets.js';

const ACKNOWLEDGEMENT_BYTES = 4;
/** Position of the packet type in an entry, above the packet id. */
const TYPE_SHIFT = 16;

/** Packets that acknowledge that a message was received or completed. */
export type AcknowledgementKind = 'puback' | 'pubrec' | 'pubcomp';

/**
 * Acknowledgements of a connection that are written at the end of the turn, in order. Acknowledgements without a reason
 * are stored as numbers, so that thousands of them cost no more than an array.
 */
export class Acknowledgements {
  private entries: number[] = [];
  /** Encoded acknowledgements with a reason. Negative entries refer to this list by index. */
  private encoded: Buffer[] = [];

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  add(kind: AcknowledgementKind, id: number): void {
    this.entries.push((PACKET[kind] << TYPE_SHIFT) | id);
  }

  /**
   * Adds an acknowledgement with a reason code of MQTT 5.
   * @param text reason string; null if the client accepts none
   */
  addReason(kind: AcknowledgementKind, id: number, reasonCode: number, text: string | null): void {
    const properties = text === null ? {} : { properties: { reasonString: text } };
    this.encoded.push(encodePacket(5, { cmd: kind, messageId: id, reasonCode, ...properties }));
    this.entries.push(-this.encoded.length);
  }

  /**
   * Encodes all acknowledgements into `buffer`.
   * @param write consumes the bytes up to `end`, and returns the buffer to continue with
   */
  writeOut(buffer: Buffer, write: (end: number) => Buffer): void {
    const { entries, encoded } = this;
    this.entries = [];
    if (encoded.length > 0) this.encoded = [];
    let into = buffer;
    let at = 0;
    for (const entry of entries) {
      const reasoned = entry < 0 ? encoded[-entry - 1]! : null;
      if (at + (reasoned?.length ?? ACKNOWLEDGEMENT_BYTES) > into.length) {
        into = write(at);
        at = 0;
      }
      if (reasoned) at += reasoned.copy(into, at);
      else {
        into[at] = (entry >> TYPE_SHIFT) << 4;
        into[at + 1] = 2;
        into[at + 2] = (entry >> 8) & 255;
        into[at + 3] = entry & 255;
        at += ACKNOWLEDGEMENT_BYTES;
      }
    }
    if (at > 0) write(at);
  }
}
