const DAY_MS = 86_400_000;
const ZERO = 48;
const MINUS = 45;
const POINT = 46;
/**
 * Upper limit for the digits of a decimal, read as an integer. Below it, no other decimal with as many decimal places
 * converts to the same double.
 */
const EXACT_BELOW = 1e15;
/**
 * Maximum number of decimal places that are formatted directly. `String` formats the other numbers, and writes numbers
 * below 1e-6 with an exponent.
 */
const MAX_DECIMALS = 6;
const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;
/** The text of each number from `00` to `99`, so that two digits are written at a time. */
const PAIRS = Uint8Array.from(
  { length: 200 },
  (_, i) => ZERO + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10),
);
/** Maximum number of cached days. Each reading has two days: the day of measurement and the day of receipt. */
const MAX_CACHED_DAYS = 64;
/** Maximum length of a number's or a time's text. */
const MAX_TEXT_LENGTH = 32;

/**
 * Writes text as bytes without intermediate strings: numbers and times are formatted directly into the buffer.
 * Strings would be too slow for exports of millions of values per second.
 */
export class TextWriter {
  /** Number of bytes in the buffer. */
  length = 0;
  private buffer: Uint8Array;
  private readonly days = new Map<number, Uint8Array>();

  constructor(size: number) {
    this.buffer = new Uint8Array(size);
  }

  /** Returns the written bytes and continues in a new buffer, so that returned bytes are never overwritten. */
  take(): Uint8Array {
    const taken = this.buffer.subarray(0, this.length);
    this.buffer = Buffer.allocUnsafeSlow(this.buffer.length);
    this.length = 0;
    return taken;
  }

  bytes(bytes: Uint8Array): void {
    const count = bytes.length;
    this.reserve(count);
    const { buffer, length } = this;
    for (let i = 0; i < count; i++) buffer[length + i] = bytes[i]!;
    this.length = length + count;
  }

  /** Copies bytes that the buffer already contains. */
  copyWithin(from: number, to: number): void {
    const count = to - from;
    this.reserve(count);
    const { buffer, length } = this;
    for (let i = 0; i < count; i++) buffer[length + i] = buffer[from + i]!;
    this.length = length + count;
  }

  /** Writes a time as ISO 8601 in UTC with milliseconds, like `Date`. */
  time(timeMs: number): void {
    const dayMs = Math.floor(timeMs / DAY_MS) * DAY_MS;
    this.bytes(this.days.get(dayMs) ?? this.addDay(dayMs));
    this.reserve(MAX_TEXT_LENGTH);
    const { buffer } = this;
    const ms = timeMs - dayMs;
    const second = Math.floor(ms / 1000);
    let at = this.length;
    at = pair(buffer, at, Math.floor(second / 3600));
    buffer[at++] = 58;
    at = pair(buffer, at, Math.floor(second / 60) % 60);
    buffer[at++] = 58;
    at = pair(buffer, at, second % 60);
    buffer[at++] = POINT;
    const rest = ms - second * 1000;
    buffer[at++] = ZERO + Math.floor(rest / 100);
    at = pair(buffer, at, rest % 100);
    buffer[at++] = 90;
    this.length = at;
  }

  /**
   * Writes a number as the shortest decimal of the same double, like `String`. Minus zero is written as zero.
   * @param guess decimal places to try first; those of the previous number are usually right
   * @returns the guess for the next number
   */
  number(value: number, guess: number): number {
    this.reserve(MAX_TEXT_LENGTH);
    for (let decimals = guess; decimals <= MAX_DECIMALS; decimals++) {
      const power = POWERS[decimals]!;
      const scaled = Math.round(value * power);
      if (scaled / power !== value || scaled >= EXACT_BELOW || scaled <= -EXACT_BELOW) continue;
      this.decimal(scaled, decimals);
      return decimals;
    }
    this.text(String(value));
    return 0;
  }

  text(text: string): void {
    this.bytes(Buffer.from(text, 'utf8'));
  }

  /** Writes `scaled` with a decimal point `decimals` places from the end, without trailing zeros. */
  private decimal(scaled: number, decimals: number): void {
    const { buffer } = this;
    let at = this.length;
    let rest = scaled;
    if (rest < 0) {
      buffer[at++] = MINUS;
      rest = -rest;
    }
    const power = POWERS[decimals]!;
    const whole = Math.floor(rest / power);
    at = integer(buffer, at, whole);
    let fraction = rest - whole * power;
    if (fraction > 0) {
      let places = decimals;
      while (fraction % 10 === 0) {
        fraction /= 10;
        places--;
      }
      buffer[at++] = POINT;
      for (let place = at + places - 1; place >= at; place--) {
        buffer[place] = ZERO + (fraction % 10);
        fraction = Math.floor(fraction / 10);
      }
      at += places;
    }
    this.length = at;
  }

  /** Caches the text of a day, including the `T`. */
  private addDay(dayMs: number): Uint8Array {
    if (this.days.size === MAX_CACHED_DAYS) this.days.clear();
    const day = Buffer.from(new Date(dayMs).toISOString().slice(0, -'00:00:00.000Z'.length), 'utf8');
    this.days.set(dayMs, day);
    return day;
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + count));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

function pair(buffer: Uint8Array, at: number, value: number): number {
  buffer[at] = PAIRS[value * 2]!;
  buffer[at + 1] = PAIRS[value * 2 + 1]!;
  return at + 2;
}

/** Writes the digits of an integer with at most 15 digits. */
function integer(buffer: Uint8Array, at: number, value: number): number {
  if (value < 10) {
    buffer[at] = ZERO + value;
    return at + 1;
  }
  let width = 2;
  for (let limit = 100; limit <= value; limit *= 10) width++;
  let rest = value;
  for (let place = at + width - 1; place >= at; place--) {
    const tenth = Math.floor(rest / 10);
    buffer[place] = ZERO + (rest - tenth * 10);
    rest = tenth;
  }
  return at + width;
}
