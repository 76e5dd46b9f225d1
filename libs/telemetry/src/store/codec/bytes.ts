/** Writes to a growing buffer. */
export class ByteWriter {
  private bytes: Buffer;
  private at = 0;

  constructor(capacity = 1024) {
    this.bytes = Buffer.allocUnsafe(capacity);
  }

  /** Writes an integer from 0 to 2^53, seven bits per byte, lowest first. */
  varint(value: number): void {
    this.reserve(8);
    while (value >= 0x80000000) {
      this.bytes[this.at++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    while (value >= 128) {
      this.bytes[this.at++] = (value & 127) | 128;
      value >>>= 7;
    }
    this.bytes[this.at++] = value;
  }

  raw(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.at);
    this.at += source.length;
  }

  /** Writes the length, then the bytes. */
  sized(source: Uint8Array): void {
    this.varint(source.length);
    this.raw(source);
  }

  text(text: string): void {
    this.sized(Buffer.from(text, 'utf8'));
  }

  /** Returns a view of the written bytes. */
  done(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + more));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
  }
}

/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('The bytes end within a number');
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  raw(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError('The bytes end within a field');
    const view = this.bytes.subarray(this.at, end);
    this.at = end;
    return view;
  }

  sized(): Buffer {
    return this.raw(this.varint());
  }

  text(): string {
    return this.sized().toString('utf8');
  }
}
