import { encodePacket, PACKET } from '../protocol/packets.js';

const ACKNOWLEDGEMENT_BYTES = 4;
/** Above the packet id in an entry: the packet's type. */
const TYPE_SHIFT = 16;

/** What may say that a message has been taken in, or taken over for good. */
export type AcknowledgementKind = 'puback' | 'pubrec' | 'pubcomp';

/**
 * A connection's acknowledgements until the end of the turn, in the order of settling. The usual one is kept as a number, so
 * that thousands of them cost no more than an array.
 */
export class Acknowledgements {
  private entries: number[] = [];
  /** Those with a reason, encoded; an entry below 0 is a place in it. */
  private encoded: Buffer[] = [];

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  add(kind: AcknowledgementKind, id: number): void {
    this.entries.push((PACKET[kind] << TYPE_SHIFT) | id);
  }

  /** One with a reason code of MQTT 5. @param text null where the client wants none */
  addReason(kind: AcknowledgementKind, id: number, reasonCode: number, text: string | null): void {
    const properties = text === null ? {} : { properties: { reasonString: text } };
    this.encoded.push(encodePacket(5, { cmd: kind, messageId: id, reasonCode, ...properties }));
    this.entries.push(-this.encoded.length);
  }

  /**
   * Puts all of them together in `room`.
   * @param write takes what is there up to `end`, and gives the room to go on in
   */
  writeOut(room: Buffer, write: (end: number) => Buffer): void {
    const { entries, encoded } = this;
    this.entries = [];
    if (encoded.length > 0) this.encoded = [];
    let into = room;
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
