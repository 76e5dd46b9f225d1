import type { PoolClient } from 'pg';
import type { ReadingList } from '../../domain/readings/reading-list.js';
import type { DeviceRef } from '../batch.js';

/**
 * Records when the readings with these indexes arrived. Existing records stay unchanged, because they contain the
 * first receipt.
 */
export async function insertFirstReceipts(
  client: PoolClient,
  list: ReadingList<DeviceRef>,
  indices: readonly number[],
): Promise<void> {
  if (indices.length === 0) return;
  const iso = (ms: number): string => new Date(ms).toISOString();
  await client.query(
    `insert into reading_first_receipt (maker_id, device_key, device_time, seq, received_at)
     select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::bigint[], $5::timestamptz[])
     on conflict do nothing`,
    [
      indices.map((i) => list.devices[i]!.makerId),
      indices.map((i) => list.devices[i]!.deviceKey),
      indices.map((i) => iso(list.timesMs[i]!)),
      indices.map((i) => list.seqs[i]!),
      indices.map((i) => iso(list.arrivedMs[i]!)),
    ],
  );
}
