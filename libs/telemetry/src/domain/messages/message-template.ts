import { isEpochMs, parseIsoTime } from '../intake/device-time.js';
import { JsonReader } from './json-reader.js';
import type { Shape } from '../readings/shape.js';

/** A variable part between two fixed parts of a message. */
type Slot =
  | { readonly kind: 'epoch' }
  | { readonly kind: 'iso' }
  | { readonly kind: 'seq' }
  | { readonly kind: 'number'; readonly place: number };

const QUOTE = 34;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
/**
 * Number of digits that a double preserves in every decimal. Dividing by a power of ten gives the double nearest to the
 * decimal.
 */
const MAX_DIGITS = 15;
const POWERS = Array.from({ length: MAX_DIGITS + 1 }, (_, places) => 10 ** places);
const MAX_ISO = 40;

/** Numbers, time and sequence number of the last message that was read. */
export interface ReadMessage {
  timeMs: number;
  seq: number;
  /** Numbers in the order of the template's shape. */
  readonly numbers: Float64Array;
}

/**
 * Reads repeated messages of a machine that differ only in their numbers. A template is a native message split into its
 * fixed parts and the numbers between them. It reads the next matching message by comparing bytes, without creating
 * objects or strings, ten times as fast as the reader. The reader handles all messages that match no template.
 */
export class MessageTemplate {
  private constructor(
    /** The message without its numbers. Messages with the same skeleton match the same template. */
    readonly skeleton: string,
    readonly shape: Shape,
    private readonly pieces: readonly Buffer[],
    private readonly slots: readonly Slot[],
  ) {}

  /**
   * Splits a message.
   * @param text a valid message of the native format
   * @param shape shape of the same message
   * @returns undefined if the text can't serve as a template because it lacks a time or a sequence number, or has
   *   escapes or non-ASCII characters
   */
  static of(text: string, shape: Shape): MessageTemplate | undefined {
    if (text.includes('\\') || !isAscii(text)) return undefined;
    const slotPositions = findSlots(text, shape);
    if (
      !slotPositions.some(({ slot }) => slot.kind === 'seq') ||
      !slotPositions.some(({ slot }) => slot.kind === 'epoch' || slot.kind === 'iso')
    )
      return undefined;
    const pieces: string[] = [];
    let from = 0;
    for (const slotPosition of slotPositions) {
      pieces.push(text.slice(from, slotPosition.from));
      from = slotPosition.to;
    }
    pieces.push(text.slice(from));
    const slots = slotPositions.map(({ slot }) => slot);
    const skeleton = pieces.map((piece, i) => `${piece}\u0000${slots[i]?.kind ?? ''}`).join('');
    return new MessageTemplate(
      skeleton,
      shape,
      pieces.map((piece) => Buffer.from(piece, 'latin1')),
      slots,
    );
  }

  /** Reads a matching message into `into`. @returns true if it matches; otherwise the content of `into` is undefined */
  read(bytes: Uint8Array, into: ReadMessage): boolean {
    let at = 0;
    for (let i = 0; i < this.slots.length; i++) {
      const piece = this.pieces[i]!;
      for (let k = 0; k < piece.length; k++) if (bytes[at++] !== piece[k]) return false;
      at = this.readSlot(this.slots[i]!, bytes, at, into);
      if (at < 0) return false;
    }
    const last = this.pieces[this.slots.length]!;
    if (bytes.length - at !== last.length) return false;
    for (let k = 0; k < last.length; k++) if (bytes[at++] !== last[k]) return false;
    return true;
  }

  /** @returns the end of the slot; -1 if the slot doesn't match */
  private readSlot(slot: Slot, bytes: Uint8Array, at: number, into: ReadMessage): number {
    if (slot.kind === 'number') return readDecimal(bytes, at, into.numbers, slot.place);
    if (slot.kind === 'iso') return readIso(bytes, at, into);
    let value = 0;
    const from = at;
    for (let digit = bytes[at]!; digit >= ZERO && digit <= NINE; digit = bytes[++at]!)
      value = value * 10 + digit - ZERO;
    const digits = at - from;
    if (digits === 0 || digits > MAX_DIGITS || (digits > 1 && bytes[from] === ZERO)) return -1;
    if (slot.kind === 'seq') into.seq = value;
    else {
      if (!isEpochMs(value)) return -1;
      into.timeMs = value;
    }
    return at;
  }
}

function readDecimal(bytes: Uint8Array, start: number, numbers: Float64Array, index: number): number {
  let at = start;
  const isNegative = bytes[at] === MINUS;
  if (isNegative) at++;
  const from = at;
  let value = 0;
  for (let digit = bytes[at]!; digit >= ZERO && digit <= NINE; digit = bytes[++at]!)
    value = value * 10 + digit - ZERO;
  let digits = at - from;
  if (digits === 0 || (digits > 1 && bytes[from] === ZERO)) return -1;
  let places = 0;
  if (bytes[at] === DOT) {
    at++;
    for (let digit = bytes[at]!; digit >= ZERO && digit <= NINE; digit = bytes[++at]!) {
      value = value * 10 + digit - ZERO;
      places++;
    }
    if (places === 0) return -1;
    digits += places;
  }
  if (digits > MAX_DIGITS) return -1;
  const magnitude = places === 0 ? value : value / POWERS[places]!;
  // Reads minus zero as zero, like the reader.
  numbers[index] = isNegative && magnitude !== 0 ? -magnitude : magnitude;
  return at;
}

function readIso(bytes: Uint8Array, at: number, into: ReadMessage): number {
  let text = '';
  let end = at;
  while (bytes[end] !== QUOTE) {
    if (end - at > MAX_ISO || end >= bytes.length) return -1;
    text += String.fromCharCode(bytes[end++]!);
  }
  const time = parseIsoTime(text);
  if ('code' in time) return -1;
  into.timeMs = time.timeMs;
  return end;
}

interface SlotPosition {
  readonly from: number;
  readonly to: number;
  readonly slot: Slot;
}

/** Returns the positions of a message's time, sequence number and values in its text, in order. */
function findSlots(text: string, shape: Shape): SlotPosition[] {
  const reader = new JsonReader(text);
  const slotPositions: SlotPosition[] = [];
  const places = new Map(shape.numeric.map((position, index) => [shape.keys[position]!, index]));
  reader.object((field) => {
    if (field === 'ts') slotPositions.push(cutTime(reader));
    else if (field === 'seq') slotPositions.push(cutNumber(reader, { kind: 'seq' }));
    else if (field === 'c' || field === 'g')
      reader.object((key) => {
        const index = places.get(key);
        if (index === undefined || reader.kind() !== 'number') reader.skip();
        else slotPositions.push(cutNumber(reader, { kind: 'number', place: index }));
      });
    else reader.skip();
  });
  return slotPositions;
}

function cutNumber(reader: JsonReader, slot: Slot): SlotPosition {
  reader.skipSpace();
  const from = reader.at;
  reader.number();
  return { from, to: reader.at, slot };
}

function cutTime(reader: JsonReader): SlotPosition {
  if (reader.kind() === 'number') return cutNumber(reader, { kind: 'epoch' });
  const from = reader.at + 1;
  reader.string();
  return { from, to: reader.at - 1, slot: { kind: 'iso' } };
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
  return true;
}
