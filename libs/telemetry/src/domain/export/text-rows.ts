import { isLate } from '../intake/late.js';
import { type ReadingBlock } from '../readings/reading-block.js';
import { type Shape } from '../readings/shape.js';
import { TIME_OF_DEVICE } from '../intake/time-source.js';
import { type ExportedDevice, type RowStyle } from './row-style.js';
import { TextWriter } from './text-writer.js';

/** Size from which a chunk is passed on. A reading is not split, so a chunk can be larger. */
const PIECE_BYTES = 256 * 1024;

/** The formatted text of a value: the parts before and after the data of the individual reading. */
interface ValueText {
  readonly head: Uint8Array;
  /** Text of a constant value; null for a numeric value, which comes from the reading. */
  readonly constant: Uint8Array | null;
  readonly onTime: Uint8Array;
  readonly late: Uint8Array;
  /** Decimal places of the previous number. */
  decimals: number;
}

/** Writes readings as text, one row per value, directly from their columns. */
export class TextRows {
  /** Number of values written. */
  values = 0;
  private readonly out = new TextWriter(PIECE_BYTES + 16_384);
  private readonly beforeTime: Uint8Array;
  private readonly beforeReceived: Uint8Array;
  private readonly beforeSeq: Uint8Array;
  private readonly noSeq: Uint8Array;
  private readonly beforeValue: Uint8Array;

  constructor(private readonly style: RowStyle) {
    this.beforeTime = toBytes(style.beforeTime);
    this.beforeReceived = toBytes(style.beforeReceived);
    this.beforeSeq = toBytes(style.beforeSeq);
    this.noSeq = toBytes(style.noSeq);
    this.beforeValue = toBytes(style.beforeValue);
  }

  *begin(): Generator<Uint8Array> {
    if (this.style.header !== '') yield toBytes(this.style.header);
  }

  /**
   * Writes a device's block of readings as of a cutoff.
   * @param knownUntilMs the cutoff: readings with a later receipt time are omitted
   */
  *write(device: ExportedDevice, block: ReadingBlock, knownUntilMs: number): Generator<Uint8Array> {
    const texts = block.shapes.map((shape) => this.formatValues(device, shape));
    const { receivedMs, shapeOf, count } = block;
    for (let i = 0; i < count; i++) {
      const values = texts[shapeOf[i]!]!;
      if (receivedMs[i]! > knownUntilMs || values.length === 0) continue;
      this.reading(block, i, values);
      this.values += values.length;
      if (this.out.length >= PIECE_BYTES) yield this.out.take();
    }
  }

  *end(): Generator<Uint8Array> {
    if (this.out.length > 0) yield this.out.take();
  }

  private reading(block: ReadingBlock, i: number, values: readonly ValueText[]): void {
    const { out } = this;
    const { numbers } = block;
    const late = isLate(block.timesMs[i]!, block.receivedMs[i]!, block.shapes[block.shapeOf[i]!]!.timeSource);
    let next = block.starts[i]!;
    let [from, to] = [0, 0];
    for (const value of values) {
      out.bytes(value.head);
      // All values of a reading have the same times and sequence number. Format them for the first value, and copy the
      // text for the others.
      if (to > 0) out.copyWithin(from, to);
      else {
        from = out.length;
        this.shared(block, i);
        to = out.length;
      }
      if (value.constant) out.bytes(value.constant);
      else value.decimals = out.number(numbers[next++]!, value.decimals);
      out.bytes(late ? value.late : value.onTime);
    }
  }

  private shared({ timesMs, receivedMs, seqs }: ReadingBlock, i: number): void {
    const { out } = this;
    const seq = seqs[i]!;
    out.bytes(this.beforeTime);
    out.time(timesMs[i]!);
    out.bytes(this.beforeReceived);
    out.time(receivedMs[i]!);
    out.bytes(this.beforeSeq);
    if (seq < 0) out.bytes(this.noSeq);
    else out.number(seq, 0);
    out.bytes(this.beforeValue);
  }

  private formatValues(
    device: ExportedDevice,
    { keys, constants, qualities, timeSource }: Shape,
  ): ValueText[] {
    const { style } = this;
    return keys.map((key, position) => {
      const constant = constants[position];
      const quality = qualities?.[position] ?? 0;
      return {
        head: toBytes(style.signal(device, key, timeSource)),
        constant: constant === undefined ? null : toBytes(style.constant(constant)),
        onTime: toBytes(style.end(quality, false)),
        late: toBytes(style.end(quality, timeSource === TIME_OF_DEVICE)),
        decimals: 0,
      };
    });
  }
}

function toBytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
