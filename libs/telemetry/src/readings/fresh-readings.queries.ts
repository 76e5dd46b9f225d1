import type { Transaction } from '#platform';
import { type BareReading, toBareReadings } from './readings-after.queries.js';
import {
  BATCH_COLUMNS,
  type BatchRow,
  decodeBatches,
  type StoredBatch,
  toBatch,
} from '../store/codec/batch-codec.js';

/** What has come of a device since evaluation was last told of its readings. */
export interface FreshReadings {
  readonly deviceKey: number;
  /** The earliest of them. */
  readonly from: Date;
  /** All of them, in the order of their places; null where some were imported: those are stored with all others and to be read there. */
  readonly readings: readonly BareReading[] | null;
}

/** They are handed over all at once: without a bound a fleet that is faster than its rules would fill the memory. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/**
 * Hands over readings that evaluation doesn't know of, by device, and takes note that it does now. Batches that another
 * evaluator is taking at this moment are left to it. Imported readings are told of once, when their import has ended.
 * @param bytes of batches to take, oldest first, but at least one batch; the others are left for another time
 */
export async function takeFreshReadings(tx: Transaction, bytes = BYTES_AT_ONCE): Promise<FreshReadings[]> {
  const imported = await takeImported(tx);
  const blocks = decodeBatches(await takeBatches(tx, bytes));
  return [...new Set([...blocks.keys(), ...imported.keys()])].map((deviceKey) => {
    const block = blocks.get(deviceKey);
    const importedFrom = imported.get(deviceKey);
    return {
      deviceKey,
      from: new Date(Math.min(block?.timesMs[0] ?? Infinity, importedFrom ?? Infinity)),
      readings: block && importedFrom === undefined ? toBareReadings(block, deviceKey, block.count) : null,
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

/** The earliest imported readings by device, epoch milliseconds. */
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
