import type { Pool } from 'pg';
import { DomainError, type UploadedFiles } from '#platform';
import { CONFLICT, OUTDATED } from '../domain/readings/outcomes.js';
import { DeviceDirectory } from '../intake/device-directory.js';
import { OvertakenByIngest, storeHistory } from '../store/history.store.js';
import { inPackingTransaction } from '../store/chunks/packing-transaction.js';
import { failImport, findNextImport, type ImportId, saveStep, lockImport } from './history-importer.sql.js';
import { HistoryRows } from './history-rows.js';

/**
 * Maximum number of values stored per transaction. The number is reduced for devices that send during the import,
 * because a transaction must be repeated if ingest stores readings of the same devices before it commits.
 */
const MAX_VALUES_PER_STEP = 500_000;
const MIN_VALUES_PER_STEP = 20_000;
/** Time without progress after which an upload is abandoned. */
const ABANDONED_AFTER = '7 days';

/**
 * Imports historical files step by step. Each step reads some rows, and stores them and the position of the next row in
 * one transaction. After a crash, the import continues where the last step ended. Runs as the role `dutycycle_ingest`.
 */
export class HistoryImporter {
  /** The open file of the current import. */
  private rows: HistoryRows | undefined;
  /** Number of values that the next step stores. */
  private values: number;

  constructor(
    private readonly pool: Pool,
    private readonly files: UploadedFiles,
    private readonly now: () => Date,
    private readonly maxValues = MAX_VALUES_PER_STEP,
  ) {
    this.values = maxValues;
  }

  /** Runs one step of the import that was started first. @returns false when no import is waiting or running */
  async step(): Promise<boolean> {
    const next = await findNextImport(this.pool);
    if (!next) {
      await this.closeFile();
      return false;
    }
    try {
      await this.advanceOrYield(next);
    } catch (error) {
      // Close the file, so that the data of its devices is loaded again, because it may have changed in the meantime.
      await this.closeFile();
      if (!(error instanceof DomainError)) throw error;
      await failImport(this.pool, next, { code: error.code, params: error.params }, this.now());
    }
    return true;
  }

  /** Deletes the files of finished imports and of abandoned uploads. */
  async removeLeftovers(): Promise<void> {
    await this.pool.query(
      `update history_import set state = 'cancelled', finished_at = $1, updated_at = $1
        where state in ('uploading', 'uploaded') and updated_at < $1::timestamptz - interval '${ABANDONED_AFTER}'`,
      [this.now()],
    );
    const { rows } = await this.pool.query<{ maker_id: string; id: string }>(
      'select maker_id, id from history_import where has_file and finished_at is not null',
    );
    for (const { maker_id, id } of rows) {
      await this.files.remove(maker_id, id);
      await this.pool.query('update history_import set has_file = false where maker_id = $1 and id = $2', [
        maker_id,
        id,
      ]);
    }
  }

  /** Closes the open file. */
  async closeFile(): Promise<void> {
    await this.rows?.close();
    this.rows = undefined;
  }

  /**
   * Runs a step while ingest continues. If ingest stores readings of the same devices even during the smallest step,
   * the step is repeated with a lock, and ingest waits until it ends.
   */
  private async advanceOrYield(next: ImportId): Promise<void> {
    try {
      await this.advance(next, false);
      this.values = Math.min(this.maxValues, this.values * 2);
    } catch (error) {
      if (!(error instanceof OvertakenByIngest)) throw error;
      if (this.values <= MIN_VALUES_PER_STEP) await this.advance(next, true);
      this.values = Math.max(MIN_VALUES_PER_STEP, Math.ceil(this.values / 8));
    }
  }

  private advance(next: ImportId, lock: boolean): Promise<void> {
    return inPackingTransaction(this.pool, next.makerId, async (client) => {
      const began = performance.now();
      const running = await lockImport(client, next);
      if (!running) return;
      if (this.rows?.importId !== next.id) {
        await this.closeFile();
        const directory = new DeviceDirectory(this.pool, () => this.now().getTime());
        this.rows = await HistoryRows.open(this.files, next, running, directory);
      }
      const read = await this.rows.read(client, running, this.values, this.now());
      const now = (): number => this.now().getTime();
      const stored = await storeHistory(client, next.makerId, read.history, { now, lock });
      const conflicts = this.rows.findConflictFaults(read, stored, CONFLICT);
      const refused = [...read.refused, ...this.rows.findConflictFaults(read, stored, OUTDATED)];
      const busyMs = performance.now() - began;
      await saveStep(
        client,
        next,
        running.listed,
        { ...read, refused, stored, conflicts, busyMs },
        this.now(),
      );
    });
  }
}
