import type { Transaction } from '#platform';

/** A device with readings that nobody has judged. */
export interface FreshReadings {
  readonly deviceKey: number;
  /** The earliest of them. */
  readonly from: Date;
}

/** Who is told of readings reads them all at once: without a bound a fleet that is faster than its rules would fill the memory. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/**
 * Tells which devices have readings that evaluation doesn't know of, and takes note that it does now. Batches that another
 * evaluator is taking at this moment are left to it. Imported readings are told of once, when their import has ended.
 * @param bytes of batches to tell of, oldest first, but at least one batch; the others are told of another time
 */
export async function takeFreshReadings(tx: Transaction, bytes = BYTES_AT_ONCE): Promise<FreshReadings[]> {
  const rows: { device_key: number; from_ms: number }[] = await tx.manager.query(
    `with fresh as (
       select batch_id, device_keys, device_from_ms from reading_batch
        where maker_id = $1 and not judged and batch_id in (
          select batch_id from (
            select batch_id, sum(octet_length(bytes)) over (order by batch_id) - octet_length(bytes) as before
              from reading_batch where maker_id = $1 and not judged) waiting
           where before < $2)
          for update skip locked),
     taken as (
       update reading_batch b set judged = true from fresh where b.maker_id = $1 and b.batch_id = fresh.batch_id),
     imported as (
       update history_import_device d set judged = true from history_import i
        where d.maker_id = $1 and not d.judged and i.maker_id = d.maker_id and i.id = d.import_id and i.finished_at is not null
       returning d.device_key, extract(epoch from d.from_time) * 1000 as from_ms)
     select device_key, min(from_ms)::float8 as from_ms
       from (select device_key, from_ms from fresh cross join unnest(fresh.device_keys, fresh.device_from_ms) as d (device_key, from_ms)
             union all select device_key, from_ms from imported) all_fresh
      group by device_key`,
    [tx.scope.makerId, bytes],
  );
  return rows.map(({ device_key, from_ms }) => ({
    deviceKey: device_key,
    from: new Date(Math.round(from_ms)),
  }));
}
