import type { PoolClient } from 'pg';
import type { Span } from '../../domain/readings/outcomes.js';
import { ReadingList } from '../../domain/readings/reading-list.js';
import type { DeviceRef } from '../batch.js';
import { type QueryFn, loadBlocks } from '../chunks/stored-blocks.js';

/** Length of time for which the readings of a device without a stored status are checked. */
const LOOK_BACK_MS = 3_600_000;

interface LaggingRow {
  maker_id: string;
  device_id: string;
  device_key: number;
  newest_ms: number;
  known_ms: number | null;
}

/**
 * Returns readings that are not yet part of their devices' status, because a process was killed after storing the
 * readings and before updating the status.
 * @returns the newest readings of each device last
 */
export async function loadReadingsBeyondStatus(
  client: PoolClient,
  query: QueryFn,
): Promise<ReadingList<DeviceRef>> {
  const { rows } = await client.query<LaggingRow>(
    `select r.maker_id, d.id as device_id, d.device_key, w.time_ms::float8 as newest_ms,
            (extract(epoch from s.last_reading_at) * 1000)::float8 as known_ms
       from device_high_water r
       cross join unnest(r.times_ms, r.versions) with ordinality as w (time_ms, version, slot)
       join device d on d.maker_id = r.maker_id and d.device_key = r.first_key + w.slot::int - 1 and d.archived_at is null
       left join device_status s on s.maker_id = r.maker_id and s.device_key = d.device_key
      where w.version > 0
        and (s.last_reading_at is null or extract(epoch from s.last_reading_at) * 1000 < w.time_ms)`,
  );
  const list = new ReadingList<DeviceRef>();
  const byMaker = new Map<string, LaggingRow[]>();
  for (const row of rows) byMaker.set(row.maker_id, [...(byMaker.get(row.maker_id) ?? []), row]);
  for (const [makerId, lagging] of byMaker) {
    const spans = new Map<number, Span>(
      lagging.map(({ device_key, newest_ms, known_ms }) => [
        device_key,
        { fromMs: known_ms ?? newest_ms - LOOK_BACK_MS, toMs: newest_ms + 1 },
      ]),
    );
    const blocks = await loadBlocks(query, makerId, spans);
    for (const { device_id, device_key } of lagging) {
      const block = blocks.get(device_key)!;
      const device = { makerId, deviceId: device_id, deviceKey: device_key };
      for (let i = 0; i < block.count; i++) {
        const shape = block.shapes[block.shapeOf[i]!]!;
        const start = block.starts[i]!;
        const numbers = block.numbers.subarray(start, start + shape.numeric.length);
        list.add(device, '', block.receivedMs[i]!, block.timesMs[i]!, block.seqs[i]!, shape, numbers);
      }
    }
  }
  return list;
}
