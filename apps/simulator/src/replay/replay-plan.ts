import { DateTime, IANAZone } from 'luxon';
import type { CsvFile } from './csv-file.js';
import type { ReplayArguments } from './replay-arguments.js';
import type { ReplayTarget } from './replay-target.js';
import { type MappedColumn, sectionOf } from './row-message.js';
import { findTimeColumn, parseRowTime } from './row-time.js';

/** Assigns device times to rows. */
export interface RowClock {
  /** Returns the device time of a row in epoch milliseconds; undefined if its time can't be parsed. */
  timeOf(row: readonly string[], index: number): number | undefined;
}

export interface ReplayPlan {
  readonly columns: readonly MappedColumn[];
  readonly clock: RowClock;
  readonly rows: number;
  /** Earliest and latest device time of the rows. */
  readonly from: number;
  readonly to: number;
  readonly timeColumn: string | null;
  readonly zone: string;
}

/**
 * Reads the whole file to determine the columns to publish and the device times of the rows. Moves all times by the
 * same offset, so that the intervals do not change.
 * @throws Error if a column, time zone or time in the arguments is invalid, or there is nothing to publish
 */
export async function planReplay(
  file: CsvFile,
  args: ReplayArguments,
  target: ReplayTarget,
  now: number,
): Promise<ReplayPlan> {
  const zone = args.zone ?? target.zone ?? 'utc';
  if (!IANAZone.isValidZone(zone) && zone !== 'utc')
    throw new Error(`--zone ${zone} is not an IANA time zone`);
  const columns = mapColumns(file.columns, args.map, target.kinds ?? new Map<string, string>());
  let timeIndex = args.time === null ? undefined : columnIndex(file.columns, args.time);
  let [rows, first, last] = [0, Infinity, -Infinity];
  for await (const row of file.rows()) {
    if (rows === 0 && args.time === null) timeIndex = findTimeColumn(file.columns, row, zone);
    const own =
      timeIndex === undefined ? rows * args.interval * 1000 : parseRowTime(row[timeIndex] ?? '', zone);
    rows++;
    if (own === undefined) continue;
    first = Math.min(first, own);
    last = Math.max(last, own);
  }
  if (rows === 0) throw new Error('The file has no rows');
  if (first === Infinity) throw new Error(`Column ${args.time} contains no times`);
  const shift = shiftOf(args.start, timeIndex !== undefined, zone, { first, last, now });
  const index = timeIndex;
  return {
    columns: columns.filter((column) => column.index !== index),
    clock: {
      timeOf: (row, number) => {
        const own =
          index === undefined ? number * args.interval * 1000 : parseRowTime(row[index] ?? '', zone);
        return own === undefined ? undefined : own + shift;
      },
    },
    rows,
    from: first + shift,
    to: last + shift,
    timeColumn: index === undefined ? null : file.columns[index]!,
    zone,
  };
}

function shiftOf(
  start: string | null,
  hasTimes: boolean,
  zone: string,
  { first, last, now }: { first: number; last: number; now: number },
): number {
  if (start === null) return now - last;
  if (start === 'now') return now - first;
  if (start === 'original') {
    if (!hasTimes) throw new Error('--start original requires a file with a time column');
    return 0;
  }
  const at = DateTime.fromISO(start, { zone });
  if (!at.isValid) throw new Error(`--start must be an ISO 8601 time, "now" or "original", not ${start}`);
  return at.toMillis() - first;
}

function mapColumns(
  columns: readonly string[],
  map: ReplayArguments['map'],
  kinds: ReadonlyMap<string, string>,
): MappedColumn[] {
  const pairs =
    map === null
      ? columns.filter((column) => kinds.has(column)).map((column) => [column, column] as const)
      : [...map];
  if (pairs.length === 0)
    throw new Error(
      `No column has the key of a signal. Map columns to signals with --map. Columns: ${columns.join(', ')}`,
    );
  return pairs.map(([column, signal]) => ({
    index: columnIndex(columns, column),
    signal,
    section: sectionOf(signal, kinds.get(signal)),
  }));
}

function columnIndex(columns: readonly string[], name: string): number {
  const index = columns.indexOf(name);
  if (index < 0) throw new Error(`The file has no column "${name}". Columns: ${columns.join(', ')}`);
  return index;
}
