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

/** Whose readings are written. */
export interface ExportedDevice {
  readonly deviceKey: number;
  /** The machine's serial number. */
  readonly machine: string;
  /** The device's code. */
  readonly device: string;
  /** UCUM, by signal key; none for a signal that nobody described. */
  readonly units: ReadonlyMap<string, string>;
}

/** What stands in every exported row, a row a value. */
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

/** How a row is written: its parts after one another, so that what many rows share is written once. */
export interface RowStyle {
  /** Before all rows; empty where there is nothing. */
  readonly header: string;
  /** What is the same for all rows of a device's signal. */
  signal(device: ExportedDevice, key: string, timeSource: TimeSource): string;
  /** What stands before and between the device time, the receipt, the sequence number and the value. */
  readonly beforeTime: string;
  readonly beforeReceived: string;
  readonly beforeSeq: string;
  /** In place of a sequence number where the device sent none. */
  readonly noSeq: string;
  readonly beforeValue: string;
  /** A value that is no number of its own; numbers are their shortest decimals. */
  constant(value: Constant): string;
  end(quality: Quality, isLate: boolean): string;
}

export function nameTimeSource(timeSource: TimeSource): 'device' | 'arrival' {
  return timeSource === TIME_OF_DEVICE ? 'device' : 'arrival';
}

/** `;`-separated, numbers as the shortest decimal that is the same double, integers beyond 2^53 digit by digit. */
export const csvRows = (formulas: CsvFormulas): RowStyle => ({
  header: csvLine(EXPORT_COLUMNS),
  signal: ({ machine, device, units }, key, timeSource) =>
    `${csvRow([machine, device, key, units.get(key) ?? '', nameTimeSource(timeSource)], { formulas })};`,
  beforeTime: '',
  beforeReceived: ';',
  beforeSeq: ';',
  noSeq: '',
  beforeValue: ';',
  constant: (value) => csvField(plain(value), { formulas }),
  end: (quality, isLate) => `;${QUALITY_NAMES[quality]};${isLate}\r\n`,
});

/** One JSON object a line; integers beyond 2^53 are texts, for most readers of JSON would round them. */
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
  constant: (value) => JSON.stringify(plain(value)),
  end: (quality, isLate) => `,"quality":"${QUALITY_NAMES[quality]}","late":${isLate}}\n`,
};

function plain(value: Constant): string | boolean | null {
  return typeof value === 'object' && value !== null ? value.integer : value;
}
