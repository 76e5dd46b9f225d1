import type { FileHandle } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { UploadedFiles } from '#platform';
import { DeviceRows } from '../domain/history-import/device-rows.js';
import type { HistoryPlan } from '../domain/history-import/plan.js';
import { type FileRecord, parseCsvRecords, parseJsonRecords } from '../domain/history-import/records.js';
import { RowReader } from '../domain/history-import/row-reader.js';
import { CONFLICT, type OUTDATED } from '../domain/readings/outcomes.js';
import type { DeviceDirectory, KnownDevice } from '../intake/device-directory.js';
import type { DeviceHistory, StoredHistory } from '../store/history.store.js';
import { faultOf } from '../store/telemetry.store.js';
import { toQueryFn } from '../store/transaction.js';
import { findDeviceKey, findNamedDevices } from './history-devices.queries.js';
import { openImportFile, readPiece } from './history-file.js';
import type { ImportId, RejectedRow, RunningImport } from './history-importer.sql.js';

/** Row number of the first row of data. In a CSV file, the header is row 1. */
const FIRST_ROW = { csv: 2, ndjson: 1 };
const MAX_ROWS = 100_000;

/** Some of a file's rows. */
export interface ReadRows {
  /** Position of the next row. */
  readonly position: number;
  readonly isAtEnd: boolean;
  readonly rows: number;
  readonly history: readonly DeviceHistory[];
  readonly refused: readonly RejectedRow[];
  /** Texts of the rows as in the file, starting with `firstRow`. */
  readonly raws: readonly string[];
  readonly firstRow: number;
}

/** The rows of one import's file, and their devices. */
export class HistoryRows {
  /** Devices by name; undefined for unknown names. */
  private readonly devices = new Map<string | null, KnownDevice | undefined>();

  private constructor(
    readonly importId: string,
    private readonly makerId: string,
    private readonly file: FileHandle,
    private readonly bytes: number,
    private readonly plan: HistoryPlan,
    private readonly columns: readonly string[],
    private readonly reader: RowReader,
    private readonly directory: DeviceDirectory,
  ) {}

  /** @throws DomainError telemetry.import_file_missing */
  static async open(
    files: UploadedFiles,
    { makerId, id }: ImportId,
    { bytes, plan, columns }: RunningImport,
    directory: DeviceDirectory,
  ): Promise<HistoryRows> {
    const file = await openImportFile(files, makerId, id);
    const reader = new RowReader(plan, columns);
    return new HistoryRows(id, makerId, file, bytes, plan, columns, reader, directory);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /**
   * Reads piece by piece until about the given number of values has been read.
   * @throws DomainError telemetry.import_record_too_long
   */
  async read(client: PoolClient, from: RunningImport, values: number, now: Date): Promise<ReadRows> {
    const byDevice = new Map<number, { device: KnownDevice; rows: DeviceRows }>();
    const refused: RejectedRow[] = [];
    const raws: string[] = [];
    const firstRow = from.rows + FIRST_ROW[this.plan.format];
    let { position } = from;
    for (let valueCount = 0; valueCount < values && raws.length < MAX_ROWS;) {
      const piece = await readPiece(this.file, this.bytes, position, this.plan.format);
      if (!piece) break;
      const records = this.parse(piece.text);
      await this.loadUnknownDevices(client, records);
      for (const record of records) {
        const row = firstRow + raws.length;
        raws.push(record.raw);
        const device = this.devices.get(this.reader.readSource(record));
        const read = this.reader.read(record, device, now.getTime());
        if ('code' in read) {
          refused.push({ ...read, row, raw: record.raw });
          continue;
        }
        let deviceRows = byDevice.get(device!.deviceKey);
        if (!deviceRows)
          byDevice.set(device!.deviceKey, (deviceRows = { device: device!, rows: new DeviceRows() }));
        deviceRows.rows.add(row, read.timeMs, read.seq, read.shape, read.numbers);
        valueCount += read.shape.keys.length;
      }
      position = piece.end;
      await breathe();
    }
    return {
      position,
      isAtEnd: position >= this.bytes,
      rows: raws.length,
      history: [...byDevice.values()].map(({ device, rows }) => ({ device, ...rows.sorted() })),
      refused,
      raws,
      firstRow,
    };
  }

  /** Returns the faults of rows that conflict with stored readings, or that belong to a day with purged readings. */
  findConflictFaults(
    { history, raws, firstRow }: ReadRows,
    stored: readonly StoredHistory[],
    outcome: typeof CONFLICT | typeof OUTDATED,
  ): RejectedRow[] {
    const sent = new Map(history.map((result) => [result.device.deviceKey, result]));
    return stored.flatMap(({ device, conflicts, outdated }) => {
      const { block, rows } = sent.get(device.deviceKey)!;
      return (outcome === CONFLICT ? conflicts : outdated).map((i) => {
        const fault = faultOf(outcome, block.timesMs[i]!, block.seqs[i]!)!;
        const column = outcome === CONFLICT ? this.plan.seq : this.plan.time;
        const value =
          outcome === CONFLICT ? String(block.seqs[i]!) : new Date(block.timesMs[i]!).toISOString();
        return { ...fault, column, value, row: rows[i]!, raw: raws[rows[i]! - firstRow]! };
      });
    });
  }

  private parse(text: string): FileRecord[] {
    return this.plan.format === 'csv'
      ? parseCsvRecords(text, this.plan.delimiter)
      : parseJsonRecords(text, this.columns);
  }

  private async loadUnknownDevices(client: PoolClient, records: readonly FileRecord[]): Promise<void> {
    const unknownNames = [...new Set(records.map((record) => this.reader.readSource(record)))].filter(
      (name) => !this.devices.has(name),
    );
    if (unknownNames.length === 0) return;
    const { source } = this.plan;
    const names = unknownNames.filter((name) => name !== null);
    const keys = await findNamedDevices(toQueryFn(client), this.makerId, names);
    for (const name of names) this.devices.set(name, await this.deviceOf(keys.get(name)));
    if ('deviceId' in source)
      this.devices.set(
        null,
        await this.deviceOf(await findDeviceKey(toQueryFn(client), this.makerId, source.deviceId)),
      );
  }

  private async deviceOf(key: number | undefined): Promise<KnownDevice | undefined> {
    return key === undefined ? undefined : this.directory.find(key);
  }
}
