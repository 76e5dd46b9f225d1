import type { Pool } from 'pg';
import { DomainError, type UploadedFiles } from '#platform';
import { CONFLICT, OUTDATED } from '../domain/readings/outcomes.js';
import { DeviceDirectory } from '../intake/device-directory.js';
import { OvertakenByIngest, storeHistory } from '../store/history.store.js';
import { inPackingTransaction } from '../store/chunks/packing-transaction.js';
import { failImport, findNextImport, type ImportId, saveStep, takeImport } from './history-importer.sql.js';
import { HistoryRows } from './history-rows.js';

/**
 * Values stored per transaction; fewer for devices that send meanwhile, because an overtaken transaction is wasted.
 */
const VALUES_AT_ONCE = 500_000;
const LEAST_VALUES = 20_000;
/** An upload without progress for this long is abandoned. */
const ABANDONED = '7 days';

/**
 * Imports historical files step by step: each step reads some rows, stores them and the position of the next row, in
 * one transaction. After a crash it continues where the last step ended. Runs as the role `dutycycle_ingest`.
 */
export class HistoryImporter {
  /** The open file of the current import. */
  private rows: HistoryRows | undefined;
  /** Values stored by the next step. */
  private values: number;

  constructor(
    private readonly pool: Pool,
    private readonly files: UploadedFiles,
    private readonly now: () => Date,
    private readonly mostValues = VALUES_AT_ONCE,
  ) {
    this.values = mostValues;
  }

  /** Runs one step of the import that has waited longest. @returns false when there was none */
  async step(): Promise<boolean> {
    const next = await findNextImport(this.pool);
    if (!next) {
      await this.leave();
      return false;
    }
    try {
      await this.advanceOrYield(next);
    } catch (error) {
      // Data is read again, because it may have changed meanwhile.
      await this.leave();
      if (!(error instanceof DomainError)) throw error;
      await failImport(this.pool, next, { code: error.code, params: error.params }, this.now());
    }
    return true;
  }

  /** Deletes the files of finished imports, and abandoned uploads. */
  async tidy(): Promise<void> {
    await this.pool.query(
      `update history_import set state = 'cancelled', finished_at = $1, updated_at = $1
        where state in ('uploading', 'uploaded') and updated_at < $1::timestamptz - interval '${ABANDONED}'`,
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
  async leave(): Promise<void> {
    await this.rows?.close();
    this.rows = undefined;
  }

  /** Ingest continues meanwhile; it waits for a step only if it overtakes even the smallest one. */
  private async advanceOrYield(next: ImportId): Promise<void> {
    try {
      await this.advance(next, false);
      this.values = Math.min(this.mostValues, this.values * 2);
    } catch (error) {
      if (!(error instanceof OvertakenByIngest)) throw error;
      if (this.values <= LEAST_VALUES) await this.advance(next, true);
      this.values = Math.max(LEAST_VALUES, Math.ceil(this.values / 8));
    }
  }

  private advance(next: ImportId, lock: boolean): Promise<void> {
    return inPackingTransaction(this.pool, next.makerId, async (client) => {
      const began = performance.now();
      const running = await takeImport(client, next);
      if (!running) return;
      if (this.rows?.importId !== next.id) {
        await this.leave();
        const directory = new DeviceDirectory(this.pool, () => this.now().getTime());
        this.rows = await HistoryRows.open(this.files, next, running, directory);
      }
      const read = await this.rows.read(client, running, this.values, this.now());
      const now = (): number => this.now().getTime();
      const stored = await storeHistory(client, next.makerId, read.history, { now, lock });
      const conflicts = this.rows.faultsOf(read, stored, CONFLICT);
      const refused = [...read.refused, ...this.rows.faultsOf(read, stored, OUTDATED)];
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
