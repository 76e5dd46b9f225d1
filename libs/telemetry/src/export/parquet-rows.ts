import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { isLate } from '../domain/intake/late.js';
import {
  EXPORT_COLUMNS,
  type ExportedDevice,
  nameTimeSource,
  QUALITY_NAMES,
} from '../domain/export/row-style.js';
import type { ReadingBlock } from '../domain/readings/reading-block.js';
import type { Constant, Shape } from '../domain/readings/shape.js';

/** Number of rows per row group. */
const ROWS_PER_GROUP = 50_000;

interface Columns {
  readonly machine: string[];
  readonly device: string[];
  readonly signal: string[];
  readonly unit: string[];
  readonly time_source: string[];
  readonly device_time: bigint[];
  readonly received_at: bigint[];
  readonly seq: (bigint | null)[];
  readonly value: (number | null)[];
  readonly value_text: (string | null)[];
  readonly quality: string[];
  readonly late: boolean[];
}

/**
 * Writes readings as Apache Parquet, one row per value, with the columns of the other formats. Numbers are doubles in
 * `value`; other values are in `value_text`. An integer beyond 2^53 is in both: with all its digits in `value_text`,
 * and as the nearest double in `value`.
 */
export class ParquetRows {
  /** Number of values written. */
  values = 0;
  private columns = emptyColumns();
  private readonly out = new ByteWriter();
  private readonly file: ParquetWriter;

  constructor() {
    this.file = new ParquetWriter({
      writer: this.out,
      schema: schemaFromColumnData({ columnData: toTimeSources(this.columns) }),
      createdBy: 'Dutycycle',
      kvMetadata: [{ key: 'columns', value: [...EXPORT_COLUMNS, 'value_text'].join(',') }],
    });
  }

  *begin(): Generator<Uint8Array> {
    yield this.take();
  }

  /** @param knownUntilMs the cutoff: readings with a later receipt time are omitted */
  *write(device: ExportedDevice, block: ReadingBlock, knownUntilMs: number): Generator<Uint8Array> {
    for (let i = 0; i < block.count; i++) {
      if (block.receivedMs[i]! > knownUntilMs) continue;
      this.add(device, block, i, block.shapes[block.shapeOf[i]!]!);
      if (this.columns.value.length < ROWS_PER_GROUP) continue;
      yield this.flush();
    }
  }

  *end(): Generator<Uint8Array> {
    if (this.columns.value.length > 0) yield this.flush();
    void this.file.finish();
    yield this.take();
  }

  private add(
    { machine, device, units }: ExportedDevice,
    block: ReadingBlock,
    i: number,
    shape: Shape,
  ): void {
    const { columns } = this;
    const { keys, constants, qualities, timeSource } = shape;
    const [timeMs, receivedMs, seq] = [block.timesMs[i]!, block.receivedMs[i]!, block.seqs[i]!];
    let next = block.starts[i]!;
    for (let position = 0; position < keys.length; position++) {
      const constant = constants[position];
      columns.machine.push(machine);
      columns.device.push(device);
      columns.signal.push(keys[position]!);
      columns.unit.push(units.get(keys[position]!) ?? '');
      columns.time_source.push(nameTimeSource(timeSource));
      columns.device_time.push(BigInt(timeMs));
      columns.received_at.push(BigInt(receivedMs));
      columns.seq.push(seq < 0 ? null : BigInt(seq));
      columns.value.push(constant === undefined ? block.numbers[next++]! : numberOf(constant));
      columns.value_text.push(constant === undefined ? null : textOf(constant));
      columns.quality.push(QUALITY_NAMES[qualities?.[position] ?? 0]);
      columns.late.push(isLate(timeMs, receivedMs, timeSource));
    }
    this.values += keys.length;
  }

  private flush(): Uint8Array {
    void this.file.write({
      columnData: toTimeSources(this.columns),
      rowGroupSize: this.columns.value.length,
    });
    this.columns = emptyColumns();
    return this.take();
  }

  /** Returns the new bytes of the file; the buffer is reused. */
  private take(): Uint8Array {
    const bytes = this.out.getBytes().slice();
    this.out.index = 0;
    return bytes;
  }
}

function emptyColumns(): Columns {
  return {
    machine: [],
    device: [],
    signal: [],
    unit: [],
    time_source: [],
    device_time: [],
    received_at: [],
    seq: [],
    value: [],
    value_text: [],
    quality: [],
    late: [],
  };
}

function toTimeSources(columns: Columns): ColumnSource[] {
  const text = (
    name: 'machine' | 'device' | 'signal' | 'unit' | 'time_source' | 'quality',
  ): ColumnSource => ({
    name,
    data: columns[name],
    type: 'STRING',
    nullable: false,
    offsetIndex: false,
  });
  return [
    text('machine'),
    text('device'),
    text('signal'),
    text('unit'),
    text('time_source'),
    {
      name: 'device_time',
      data: columns.device_time,
      type: 'TIMESTAMP',
      nullable: false,
      offsetIndex: false,
    },
    {
      name: 'received_at',
      data: columns.received_at,
      type: 'TIMESTAMP',
      nullable: false,
      offsetIndex: false,
    },
    { name: 'seq', data: columns.seq, type: 'INT64', nullable: true, offsetIndex: false },
    { name: 'value', data: columns.value, type: 'DOUBLE', nullable: true, offsetIndex: false },
    { name: 'value_text', data: columns.value_text, type: 'STRING', nullable: true, offsetIndex: false },
    text('quality'),
    { name: 'late', data: columns.late, type: 'BOOLEAN', nullable: false, offsetIndex: false },
  ];
}

function numberOf(constant: Constant): number | null {
  return typeof constant === 'object' && constant !== null ? Number(constant.integer) : null;
}

function textOf(constant: Constant): string | null {
  if (constant === null) return null;
  return typeof constant === 'object' ? constant.integer : String(constant);
}
