import { type CsvFormulas, csvField, csvLine, csvRow } from '#platform/domain';
import { type Quality } from '../messages/native-format.js';
import type { Constant } from '../readings/shape.js';
import { TIME_OF_DEVICE, type TimeSource } from '../intake/time-source.js';

export const EXPORT_FORMATS = ['csv', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** The device of exported readings. */
export interface ExportedDevice {
  readonly deviceKey: number;
  /** The machine's serial number. */
  readonly machine: string;
  /** The device's code. */
  readonly device: string;
  /** UCUM units by signal key; signals without a definition have none. */
  readonly units: ReadonlyMap<string, string>;
}

/** The columns of every exported row; each row contains one value of one signal. */
export const EXPORT_COLUMNS = [
  'machine',
  'device',
  'signal',
  'unit',
  'time_source',
  'device_time',
  'received_at',
  'seq',
  'value',
  'quality',
  'late',
] as const;

export const QUALITY_NAMES = ['good', 'uncertain', 'bad', 'stale'] as const;

/** The format of a row, split into parts, so that text shared by many rows is formatted only once. */
export interface RowStyle {
  /** The file header; empty if there is none. */
  readonly header: string;
  /** The part that all rows of a device's signal share. */
  signal(device: ExportedDevice, key: string, timeSource: TimeSource): string;
  /** Text before the device time, the receipt time, the sequence number and the value. */
  readonly beforeTime: string;
  readonly beforeReceived: string;
  readonly beforeSeq: string;
  /** Text in place of the sequence number if the device sent none. */
  readonly noSeq: string;
  readonly beforeValue: string;
  /** Formats a value that isn't a plain number; numbers are written as their shortest decimals. */
  constant(value: Constant): string;
  end(quality: Quality, isLate: boolean): string;
}

export function nameTimeSource(timeSource: TimeSource): 'device' | 'arrival' {
  return timeSource === TIME_OF_DEVICE ? 'device' : 'arrival';
}

/**
 * CSV rows, separated by `;`. Numbers are the shortest decimals that parse to the same double; integers beyond 2^53
 * have all their digits.
 */
export const csvRows = (formulas: CsvFormulas): RowStyle => ({
  header: csvLine(EXPORT_COLUMNS),
  signal: ({ machine, device, units }, key, timeSource) =>
    `${csvRow([machine, device, key, units.get(key) ?? '', nameTimeSource(timeSource)], { formulas })};`,
  beforeTime: '',
  beforeReceived: ';',
  beforeSeq: ';',
  noSeq: '',
  beforeValue: ';',
  constant: (value) => csvField(toPlainValue(value), { formulas }),
  end: (quality, isLate) => `;${QUALITY_NAMES[quality]};${isLate}\r\n`,
});

/**
 * NDJSON rows: one JSON object per line. Integers beyond 2^53 are strings, because most JSON parsers would round them.
 */
export const NDJSON_ROWS: RowStyle = {
  header: '',
  signal: ({ machine, device, units }, key, timeSource) => {
    const shared = {
      machine,
      device,
      signal: key,
      unit: units.get(key) ?? '',
      time_source: nameTimeSource(timeSource),
    };
    return `${JSON.stringify(shared).slice(0, -1)},`;
  },
  beforeTime: '"device_time":"',
  beforeReceived: '","received_at":"',
  beforeSeq: '","seq":',
  noSeq: 'null',
  beforeValue: ',"value":',
  constant: (value) => JSON.stringify(toPlainValue(value)),
  end: (quality, isLate) => `,"quality":"${QUALITY_NAMES[quality]}","late":${isLate}}\n`,
};

function toPlainValue(value: Constant): string | boolean | null {
  return typeof value === 'object' && value !== null ? value.integer : value;
}
