import { EXCURSION, FLEET_RULES, FLEET_SIGNALS } from './fleet-signals.js';

const PUBLISH_QOS_1 = 0x32;
const ZERO = 0x30;
const NINE = 0x39;
const SIGNIFICANT = 6;
const MIN_VALUE = 100_000;
const MAX_VALUE = 999_999;
const GROUP = 1000;
/** The multiples of this number modulo 1 are evenly distributed from any starting point. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** The three digits of every number below one thousand. */
const DIGITS = new Uint8Array(GROUP * 3);
for (let value = 0; value < GROUP; value++)
  DIGITS.set(Buffer.from(String(value).padStart(3, '0')), value * 3);

const SIGNAL_INDEX = new Map(FLEET_SIGNALS.map(({ key }, index) => [key, index]));
const IS_COUNTER = FLEET_SIGNALS.map(({ kind }) => kind === 'counter');
const BEYOND = FLEET_RULES.map(({ signalKey, beyond }) => ({
  signal: SIGNAL_INDEX.get(signalKey)!,
  beyond,
}));

/** Sequence numbers start with eight digits and keep eight digits, so that the length of a message never changes. */
export const FIRST_SEQ = 10_000_000;

/** A time that is written into many messages. */
export class Moment {
  readonly digits = new Uint8Array(13);
  ms = 0;

  set(ms: number): void {
    if (ms === this.ms) return;
    this.ms = ms;
    let left = ms;
    for (let i = 12; i >= 0; i--) {
      this.digits[i] = ZERO + (left % 10);
      left = Math.floor(left / 10);
    }
  }
}

/**
 * The messages of one device as MQTT frames. The frame is built once, and then only digits are changed in place.
 * Gauges vary around their value with noise in the last three of six digits, counters increase, and for one hundredth
 * of the time the device is beyond a limit.
 */
export class DeviceMessages {
  /** The next message as a complete PUBLISH frame with QoS 1. */
  readonly frame: Uint8Array;
  private readonly payloadAt: number;
  private readonly idAt: number;
  private readonly timeAt: number;
  private readonly seqAt: number;
  /** The positions of each signal's six digits. */
  private readonly digitAt: Uint16Array;
  private readonly values: Int32Array;
  private readonly centres: Int32Array;
  private readonly rule: { signal: number; beyond: number };
  private readonly phaseMs: number;
  private random: number;
  /** Number of messages sent so far. */
  count = 0;
  /** Number of messages beyond a limit. */
  beyondCount = 0;

  /**
   * @param index index of the device. It makes the values unique and distributes excursions evenly over time and over
   *   any part of a fleet.
   * @param firstSeq at least FIRST_SEQ
   */
  constructor(topic: string, index: number, firstSeq: number) {
    const { text, timeAt, seqAt, valueAt } = template(firstSeq);
    const head = publishHead(topic, text.length);
    this.frame = new Uint8Array(Buffer.concat([head, Buffer.from(text)]));
    this.payloadAt = head.length;
    this.idAt = head.length - 2;
    this.timeAt = head.length + timeAt;
    this.seqAt = head.length + seqAt;
    this.digitAt = Uint16Array.from(
      FLEET_SIGNALS.flatMap(({ wholeDigits }, signal) =>
        Array.from(
          { length: SIGNIFICANT },
          (_, digit) => head.length + valueAt[signal]! + digit + (digit >= wholeDigits ? 1 : 0),
        ),
      ),
    );
    this.random = Math.imul(index + 1, 0x9e3779b1) | 1;
    this.centres = Int32Array.from(FLEET_SIGNALS, ({ around }) => around + (this.draw() % 20_000));
    this.values = Int32Array.from(this.centres);
    this.rule = BEYOND[index % BEYOND.length]!;
    this.phaseMs = Math.floor(((index * GOLDEN_RATIO) % 1) * EXCURSION.periodMs);
  }

  /** Updates the frame to the device's next message. */
  advance(packetId: number, moment: Moment): void {
    const { frame } = this;
    this.count++;
    frame[this.idAt] = packetId >>> 8;
    frame[this.idAt + 1] = packetId & 255;
    for (let i = 0; i < 13; i++) frame[this.timeAt + i] = moment.digits[i]!;
    for (let at = this.seqAt + 7; frame[at]!++ === NINE; at--) frame[at] = ZERO;
    const isBeyond = (moment.ms + this.phaseMs) % EXCURSION.periodMs < EXCURSION.lastsMs;
    if (isBeyond) this.beyondCount++;
    let noise = 0;
    for (let signal = 0; signal < IS_COUNTER.length; signal++) {
      noise = (signal & 3) === 0 ? this.draw() : noise >>> 8;
      const before = this.values[signal]!;
      let value: number;
      if (IS_COUNTER[signal]) value = before + ((noise & 7) === 0 ? 1 : 0);
      else value = before + ((this.centres[signal]! - before) >> 6) + (noise & 255) - 127;
      if (value > MAX_VALUE) value = MIN_VALUE;
      this.values[signal] = value;
      this.write(signal, isBeyond && signal === this.rule.signal ? this.rule.beyond + (noise & 1023) : value);
    }
  }

  /** The message's JSON. */
  get payload(): string {
    return Buffer.from(this.frame.buffer, this.payloadAt).toString();
  }

  private write(signal: number, value: number): void {
    const { frame, digitAt } = this;
    const at = signal * SIGNIFICANT;
    const high = Math.floor(value / GROUP);
    const low = (value - high * GROUP) * 3;
    const first = high * 3;
    frame[digitAt[at]!] = DIGITS[first]!;
    frame[digitAt[at + 1]!] = DIGITS[first + 1]!;
    frame[digitAt[at + 2]!] = DIGITS[first + 2]!;
    frame[digitAt[at + 3]!] = DIGITS[low]!;
    frame[digitAt[at + 4]!] = DIGITS[low + 1]!;
    frame[digitAt[at + 5]!] = DIGITS[low + 2]!;
  }

  /** xorshift32: repeatable and fast. */
  private draw(): number {
    let x = this.random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.random = x;
    return x >>> 0;
  }
}

/** Returns a native message with placeholder digits, and the positions of the placeholders. */
function template(firstSeq: number): { text: string; timeAt: number; seqAt: number; valueAt: number[] } {
  let text = '{"ts":';
  const timeAt = text.length;
  text += `0000000000000,"seq":`;
  const seqAt = text.length;
  // The frame is advanced before it is first sent.
  text += String(firstSeq - 1).padStart(8, '0');
  const valueAt: number[] = [];
  for (const [section, kind] of [
    ['c', 'counter'],
    ['g', 'gauge'],
  ] as const) {
    text += `,"${section}":{`;
    for (const [index, signal] of FLEET_SIGNALS.entries()) {
      if (signal.kind !== kind) continue;
      if (!text.endsWith('{')) text += ',';
      text += `"${signal.key}":`;
      valueAt[index] = text.length;
      const fraction = SIGNIFICANT - signal.wholeDigits;
      text += '0'.repeat(signal.wholeDigits) + (fraction > 0 ? `.${'0'.repeat(fraction)}` : '');
    }
    text += '}';
  }
  return { text: `${text}}`, timeAt, seqAt, valueAt };
}

/** Returns the part of a PUBLISH frame before the payload. The two bytes of the packet id are the last ones. */
function publishHead(topic: string, payloadBytes: number): Buffer {
  const name = Buffer.from(topic);
  let left = 2 + name.length + 2 + payloadBytes;
  const bytes = [PUBLISH_QOS_1];
  for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128);
  bytes.push(left, name.length >>> 8, name.length & 255, ...name, 0, 0);
  return Buffer.from(bytes);
}
