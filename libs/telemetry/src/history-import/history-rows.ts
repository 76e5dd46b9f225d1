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
import { askOf } from '../store/transaction.js';
import { findDeviceKey, findNamedDevices } from './history-devices.queries.js';
import { openImported, readPiece } from './history-file.js';
import type { ImportId, RefusedRow, RunningImport } from './history-importer.sql.js';

/** The header is row 1. */
const FIRST_ROW = { csv: 2, ndjson: 1 };
const MOST_ROWS = 100_000;

/** Some of a file's rows. */
export interface ReadRows {
  /** Position of the next row. */
  readonly position: number;
  readonly isAtEnd: boolean;
  readonly rows: number;
  readonly history: readonly DeviceHistory[];
  readonly refused: readonly RefusedRow[];
  /** Texts as in the file, starting with `firstRow`. */
  readonly raws: readonly string[];
  readonly firstRow: number;
}

/** The rows of one import's file, and their devices. */
export class HistoryRows {
  /** By name; undefined for unknown names. */
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
    const file = await openImported(files, makerId, id);
    const reader = new RowReader(plan, columns);
    return new HistoryRows(id, makerId, file, bytes, plan, columns, reader, directory);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /**
   * Reads piece by piece until about that many values are read.
   * @throws DomainError telemetry.import_record_too_long
   */
  async read(client: PoolClient, from: RunningImport, values: number, now: Date): Promise<ReadRows> {
    const byDevice = new Map<number, { device: KnownDevice; rows: DeviceRows }>();
    const refused: RefusedRow[] = [];
    const raws: string[] = [];
    const firstRow = from.rows + FIRST_ROW[this.plan.format];
    let { position } = from;
    for (let held = 0; held < values && raws.length < MOST_ROWS;) {
      const piece = await readPiece(this.file, this.bytes, position, this.plan.format);
      if (!piece) break;
      const records = this.parse(piece.text);
      await this.meetDevices(client, records);
      for (const record of records) {
        const row = firstRow + raws.length;
        raws.push(record.raw);
        const device = this.devices.get(this.reader.sourceOf(record));
        const read = this.reader.read(record, device, now.getTime());
        if ('code' in read) {
          refused.push({ ...read, row, raw: record.raw });
          continue;
        }
        let own = byDevice.get(device!.deviceKey);
        if (!own) byDevice.set(device!.deviceKey, (own = { device: device!, rows: new DeviceRows() }));
        own.rows.add(row, read.timeMs, read.seq, read.shape, read.numbers);
        held += read.shape.keys.length;
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

  /** Returns the faults of rows that conflict with stored readings, or that are older than the retention period. */
  faultsOf(
    { history, raws, firstRow }: ReadRows,
    stored: readonly StoredHistory[],
    outcome: typeof CONFLICT | typeof OUTDATED,
  ): RefusedRow[] {
    const sent = new Map(history.map((one) => [one.device.deviceKey, one]));
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

  private async meetDevices(client: PoolClient, records: readonly FileRecord[]): Promise<void> {
    const unmet = [...new Set(records.map((record) => this.reader.sourceOf(record)))].filter(
      (name) => !this.devices.has(name),
    );
    if (unmet.length === 0) return;
    const { source } = this.plan;
    const names = unmet.filter((name) => name !== null);
    const keys = await findNamedDevices(askOf(client), this.makerId, names);
    for (const name of names) this.devices.set(name, await this.deviceOf(keys.get(name)));
    if ('deviceId' in source)
      this.devices.set(
        null,
        await this.deviceOf(await findDeviceKey(askOf(client), this.makerId, source.deviceId)),
      );
  }

  private async deviceOf(key: number | undefined): Promise<KnownDevice | undefined> {
    return key === undefined ? undefined : this.directory.find(key);
  }
}
