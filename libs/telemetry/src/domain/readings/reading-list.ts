import type { Shape } from './shape.js';

const INITIAL_READINGS = 256;
const INITIAL_NUMBERS = 2048;

/** Readings of many devices in order of arrival, stored by column. The list grows with each added reading. */
export class ReadingList<Device> {
  readonly devices: Device[] = [];
  readonly shapes: Shape[] = [];
  /** The topic of each reading. */
  readonly topics: string[] = [];
  timesMs = new Float64Array(INITIAL_READINGS);
  seqs = new Float64Array(INITIAL_READINGS);
  /** Arrival times in epoch milliseconds. */
  arrivedMs = new Float64Array(INITIAL_READINGS);
  /** The index of each reading's first number in `numbers`. */
  starts = new Uint32Array(INITIAL_READINGS);
  numbers = new Float64Array(INITIAL_NUMBERS);
  numberCount = 0;
  /**
   * Number of characters in the shapes of the list, each counted once. Texts that differ with every message take more
   * memory than all numbers.
   */
  shapeChars = 0;
  private readonly distinctShapes = new Set<Shape>();
  private lastShape: Shape | undefined;

  get count(): number {
    return this.devices.length;
  }

  /** Appends a reading. @param numbers at least as many as the shape needs; further ones are ignored */
  add(
    device: Device,
    topic: string,
    arrivedMs: number,
    timeMs: number,
    seq: number,
    shape: Shape,
    numbers: ArrayLike<number>,
  ): void {
    const i = this.devices.length;
    const width = shape.numeric.length;
    if (i === this.timesMs.length) this.widenReadings();
    if (shape !== this.lastShape) this.recordShape(shape);
    while (this.numberCount + width > this.numbers.length) this.numbers = doubleCapacity(this.numbers);
    this.devices.push(device);
    this.shapes.push(shape);
    this.topics.push(topic);
    this.timesMs[i] = timeMs;
    this.seqs[i] = seq;
    this.arrivedMs[i] = arrivedMs;
    this.starts[i] = this.numberCount;
    for (let k = 0; k < width; k++) this.numbers[this.numberCount++] = numbers[k]!;
  }

  /** Appends a reading from another list. */
  addFrom(other: ReadingList<Device>, i: number): void {
    this.add(
      other.devices[i]!,
      other.topics[i]!,
      other.arrivedMs[i]!,
      other.timesMs[i]!,
      other.seqs[i]!,
      other.shapes[i]!,
      other.numbersOf(i),
    );
  }

  /** Returns a view of a reading's numbers. */
  numbersOf(index: number): Float64Array {
    const start = this.starts[index]!;
    return this.numbers.subarray(start, start + this.shapes[index]!.numeric.length);
  }

  private recordShape(shape: Shape): void {
    this.lastShape = shape;
    if (this.distinctShapes.has(shape)) return;
    this.distinctShapes.add(shape);
    this.shapeChars += shape.text.length;
  }

  private widenReadings(): void {
    this.timesMs = doubleCapacity(this.timesMs);
    this.seqs = doubleCapacity(this.seqs);
    this.arrivedMs = doubleCapacity(this.arrivedMs);
    const starts = new Uint32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
  }
}

function doubleCapacity(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(column.length * 2);
  wider.set(column);
  return wider;
}
