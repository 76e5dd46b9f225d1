import type { Transaction } from '#platform';
import { type CompactReading, toCompactReadings } from './readings-after.queries.js';
import {
  BATCH_COLUMNS,
  type BatchRow,
  decodeBatches,
  type StoredBatch,
  toBatch,
} from '../store/codec/batch-codec.js';

/** A device's readings that evaluation hasn't processed yet. */
export interface FreshReadings {
  readonly deviceKey: number;
  /** Device time of the earliest reading. */
  readonly from: Date;
  /**
   * All the device's new readings, ordered by key. Null if some were imported; these are not in batches and must be
   * read from the stored data.
   */
  readonly readings: readonly CompactReading[] | null;
}

/**
 * Maximum size of the batches per call. Without a maximum, a fleet that sends faster than its rules are evaluated
 * would exhaust the memory.
 */
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Takes the readings that evaluation hasn't processed, by device, and marks them as processed. Batches that another
 * evaluator is taking are skipped. Imported readings are returned once, after their import has ended.
 * @param bytes maximum size of the batches, oldest first, but at least one batch; the others stay for the next call
 */
export async function takeFreshReadings(tx: Transaction, bytes = MAX_BATCH_BYTES): Promise<FreshReadings[]> {
  const imported = await takeImported(tx);
  const blocks = decodeBatches(await takeBatches(tx, bytes));
  return [...new Set([...blocks.keys(), ...imported.keys()])].map((deviceKey) => {
    const block = blocks.get(deviceKey);
    const importedFrom = imported.get(deviceKey);
    return {
      deviceKey,
      from: new Date(Math.min(block?.timesMs[0] ?? Infinity, importedFrom ?? Infinity)),
      readings: block && importedFrom === undefined ? toCompactReadings(block, deviceKey, block.count) : null,
    };
  });
}

async function takeBatches(tx: Transaction, bytes: number): Promise<StoredBatch[]> {
  const rows: BatchRow[] = await tx.manager.query(
    `with waiting as (
       select batch_id, sum(octet_length(bytes)) over (order by batch_id) - octet_length(bytes) as before
         from reading_batch where maker_id = $1 and not judged),
     fresh as (
       select batch_id, received_at, bytes from reading_batch
        where maker_id = $1 and not judged and batch_id in (select batch_id from waiting where before < $2)
          for update skip locked),
     taken as (
       update reading_batch b set judged = true from fresh where b.maker_id = $1 and b.batch_id = fresh.batch_id)
     select ${BATCH_COLUMNS} from fresh order by batch_id`,
    [tx.scope.makerId, bytes],
  );
  return rows.map(toBatch);
}

/** Returns the device time of each device's earliest imported reading, in epoch milliseconds. */
async function takeImported(tx: Transaction): Promise<Map<number, number>> {
  const rows: { device_key: number; from_ms: number }[] = await tx.manager.query(
    `with imported as (
       update history_import_device d set judged = true from history_import i
        where d.maker_id = $1 and not d.judged and i.maker_id = d.maker_id and i.id = d.import_id and i.finished_at is not null
       returning d.device_key, d.from_time)
     select device_key, (extract(epoch from min(from_time)) * 1000)::float8 as from_ms from imported group by device_key`,
    [tx.scope.makerId],
  );
  return new Map(rows.map(({ device_key, from_ms }) => [device_key, Math.round(from_ms)]));
}
