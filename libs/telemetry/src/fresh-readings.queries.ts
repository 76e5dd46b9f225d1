import type { Transaction } from '#platform';

/** A device with readings that nobody has judged. */
export interface FreshReadings {
  readonly deviceKey: number;
  /** The earliest of them. */
  readonly from: Date;
}

/**
 * Tells which devices have readings that evaluation doesn't know of, and takes note that it does now. Batches that another
 * evaluator is taking at this moment are left to it.
 */
export async function takeFreshReadings(tx: Transaction): Promise<FreshReadings[]> {
  const rows: { device_key: number; from_time: Date }[] = await tx.manager.query(
    `with fresh as (
       select batch_id, device_keys, device_from from reading_batch
        where maker_id = $1 and not judged for update skip locked),
     taken as (
       update reading_batch b set judged = true from fresh where b.maker_id = $1 and b.batch_id = fresh.batch_id)
     select device_key, min(from_time) as from_time
       from fresh cross join unnest(fresh.device_keys, fresh.device_from) as d (device_key, from_time)
      group by device_key`,
    [tx.scope.makerId],
  );
  return rows.map(({ device_key, from_time }) => ({ deviceKey: device_key, from: from_time }));
}
