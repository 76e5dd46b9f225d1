import { type DeviceFacts, findAdmissionFault } from '../messages/admission.js';
import { isIntegerBeyondDouble } from '../messages/decimal-text.js';
import type { Fault, FaultCode } from '../messages/fault.js';
import { MAX_TEXT } from '../messages/native-format.js';
import { identityOf } from '../readings/compose-reading.js';
import { type Constant, type Shape, shapeOf } from '../readings/shape.js';
import { isStorableText } from '../messages/storable-text.js';
import { TIME_OF_DEVICE } from '../intake/time-source.js';
import { NumberTexts } from './number-text.js';
import type { HistoryPlan } from './plan.js';
import type { FileRecord } from './records.js';
import { TimeTexts } from './time-text.js';

/** Maximum number of cached shapes. They are keyed by a row's non-numeric content, so each distinct string adds one. */
const MAX_CACHED_SHAPES = 10_000;
/** Texts that programs write for a missing value. */
const NO_VALUE = /^n(?:ull|an)$/i;
const REPLACED = '\ufffd';

/** A rejected row, with the reason. */
export interface RowFault extends Fault {
  /** Name of the invalid column; null if the row itself is invalid. */
  readonly column: string | null;
  readonly value: string;
}

/** A row as a reading. `numbers` is overwritten when the next row is read. */
export interface ReadRow {
  readonly timeMs: number;
  readonly seq: number;
  readonly shape: Shape;
  /** Numbers in the order of the shape's keys. */
  readonly numbers: Float64Array;
}

interface PlannedColumn {
  readonly name: string;
  readonly place: number;
  readonly signal: string;
  readonly isText: boolean;
}

/** Reads the rows of one file according to its plan. An error in a row affects only that row. */
export class RowReader {
  /** Signal columns in the order of the shape's keys. */
  private readonly signals: readonly PlannedColumn[];
  private readonly timeIndex: number;
  private readonly seqIndex: number;
  private readonly sourceIndex: number;
  private readonly times: TimeTexts;
  private readonly numberTexts: NumberTexts;
  private readonly numbers: Float64Array;
  private readonly shapes = new Map<string, Shape>();

  /** @throws RangeError when the plan refers to a column that the file doesn't have */
  constructor(
    private readonly plan: HistoryPlan,
    private readonly columns: readonly string[],
  ) {
    const indexOf = (column: string): number => {
      const index = columns.indexOf(column);
      if (index < 0) throw new RangeError(`The file has no column ${column}`);
      return index;
    };
    this.signals = plan.signals
      .map(({ column, signal, isText }) => ({ name: column, place: indexOf(column), signal, isText }))
      .sort((a, b) => (a.signal < b.signal ? -1 : 1));
    this.timeIndex = indexOf(plan.time);
    this.seqIndex = plan.seq === null ? -1 : indexOf(plan.seq);
    this.sourceIndex = 'column' in plan.source ? indexOf(plan.source.column) : -1;
    this.times = new TimeTexts(plan.zone, plan.dayFirst);
    this.numberTexts = new NumberTexts(plan.format === 'ndjson' ? '.' : plan.decimal);
    this.numbers = new Float64Array(this.signals.length);
  }

  /** Returns the device name of a row; null if the whole file comes from one device. */
  readSource({ cells }: FileRecord): string | null {
    return this.sourceIndex < 0 ? null : (cells[this.sourceIndex] ?? '').trim();
  }

  /**
   * @param device the row's device; undefined if its name is unknown
   * @param receivedMs the time of the import
   */
  read(record: FileRecord, device: DeviceFacts | undefined, receivedMs: number): ReadRow | RowFault {
    const { cells } = record;
    const rowFault = this.findRowFault(record);
    if (rowFault) return rowFault;
    if (!device) return this.fault('device_unknown', this.sourceIndex, cells);
    const timeMs = this.times.read(cells[this.timeIndex]!);
    if (typeof timeMs === 'string') return this.fault(timeMs, this.timeIndex, cells);
    const early = findAdmissionFault({ index: 0, timeMs, values: [] }, device, receivedMs);
    if (early) return { ...early, column: this.plan.time, value: cells[this.timeIndex]! };
    const values = this.readValues(cells, device);
    if ('code' in values) return values;
    const seq = this.readSeq(cells, values, this.numbers);
    return typeof seq === 'number' ? { timeMs, seq, shape: values, numbers: this.numbers } : seq;
  }

  private findRowFault({ cells, raw, isBroken }: FileRecord): RowFault | undefined {
    if (isBroken) return { code: 'not_json', params: {}, column: null, value: raw.slice(0, 64) };
    if (raw.includes(REPLACED))
      return { code: 'not_utf8', params: {}, column: null, value: raw.slice(0, 64) };
    const isComplete =
      cells.length === this.columns.length ||
      (cells.length > this.columns.length && cells.slice(this.columns.length).every((cell) => cell === ''));
    if (isComplete) return undefined;
    const params = { cells: cells.length, columns: this.columns.length };
    return { code: 'cells_wrong', params, column: null, value: raw.slice(0, 64) };
  }

  /** Parses the numbers into `numbers`. @returns their shape */
  private readValues(cells: readonly string[], device: DeviceFacts): Shape | RowFault {
    let [count, pattern] = [0, ''];
    let constants: (Constant | undefined)[] | null = null;
    for (let s = 0; s < this.signals.length; s++) {
      const { name, place: index, signal, isText } = this.signals[s]!;
      const cell = cells[index]!;
      const text = isText ? cell : cell.trim();
      if (text === '' || (!isText && NO_VALUE.test(text))) {
        pattern += '-';
        continue;
      }
      if (!device.signals.has(signal)) return this.fault('signal_unknown', index, cells, { signal });
      if (isText) {
        if (device.numeric.has(signal)) return this.fault('value_not_number', index, cells);
        if (text.length > MAX_TEXT)
          return this.fault('text_too_long', index, cells, { length: text.length, limit: MAX_TEXT });
        if (!isStorableText(text)) return this.fault('text_malformed', index, cells);
        pattern += JSON.stringify(text);
        (constants ??= new Array<Constant | undefined>(this.signals.length))[s] = text;
        continue;
      }
      if (!this.numberTexts.read(text)) return this.fault('value_not_number', index, cells);
      const { value, exact } = this.numberTexts;
      if (exact !== null && device.metered.has(signal))
        return this.fault('too_many_digits', index, cells, { field: name });
      if (exact !== null && isIntegerBeyondDouble(exact)) {
        pattern += `i${exact}`;
        (constants ??= new Array<Constant | undefined>(this.signals.length))[s] = { integer: exact };
        continue;
      }
      pattern += '0';
      this.numbers[count++] = value;
    }
    return this.shapeOf(pattern, cells, constants);
  }

  private shapeOf(
    pattern: string,
    cells: readonly string[],
    constants: readonly (Constant | undefined)[] | null,
  ): Shape | RowFault {
    const known = this.shapes.get(pattern);
    if (known) return known;
    const present = [...this.signals.entries()].filter(([, { place: index, isText }]) => {
      const text = isText ? cells[index]! : cells[index]!.trim();
      return text !== '' && (isText || !NO_VALUE.test(text));
    });
    if (present.length === 0) return { code: 'no_values', params: {}, column: null, value: '' };
    const shape = shapeOf(
      present.map(([, { signal }]) => signal),
      present.map(([s]) => constants?.[s]),
      null,
      TIME_OF_DEVICE,
    );
    if (this.shapes.size >= MAX_CACHED_SHAPES) this.shapes.clear();
    this.shapes.set(pattern, shape);
    return shape;
  }

  private readSeq(cells: readonly string[], shape: Shape, numbers: Float64Array): number | RowFault {
    const text = this.seqIndex < 0 ? '' : cells[this.seqIndex]!.trim();
    if (text === '') return identityOf(shape, [...numbers.subarray(0, shape.numeric.length)]);
    const seq = Number(text);
    return /^\d+$/.test(text) && Number.isSafeInteger(seq)
      ? seq
      : this.fault('seq_not_integer', this.seqIndex, cells);
  }

  private fault(
    code: FaultCode,
    index: number,
    cells: readonly string[],
    params: Fault['params'] = {},
  ): RowFault {
    return { code, params, column: this.columns[index] ?? null, value: (cells[index] ?? '').slice(0, 64) };
  }
}
