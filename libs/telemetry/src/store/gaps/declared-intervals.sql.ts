import type { ExpectedInterval } from '../../domain/readings/rollups/longest-hold.js';
import { type DeclaredInterval, resolveDeclaredInterval } from '../../domain/gaps/signal-gaps.js';
import type { QueryFn } from '../chunks/stored-blocks.js';

/**
 * Returns the declared intervals by device and signal key: the device's own, or otherwise those of its machine's model.
 * Devices without declared intervals are omitted.
 */
export async function loadDeclaredIntervals(
  query: QueryFn,
  makerId: string,
  deviceKeys: readonly number[],
): Promise<Map<number, Map<string, DeclaredInterval>>> {
  const rows = await query<{ device_key: number; key: string; expected_ms: number | null; since_ms: number }>(
    `select distinct on (d.device_key, s.key) d.device_key, s.key, s.expected_seconds * 1000::float8 as expected_ms,
            (extract(epoch from s.expected_since) * 1000)::float8 as since_ms
       from device d
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       join signal s on s.maker_id = d.maker_id and (s.device_id = d.id or s.model_id = m.model_id)
      where d.maker_id = $1 and d.device_key = any($2::int[]) and s.expected_since is not null
      order by d.device_key, s.key, s.device_id nulls last`,
    [makerId, deviceKeys],
  );
  const found = new Map<number, Map<string, DeclaredInterval>>();
  for (const { device_key, key, expected_ms, since_ms } of rows) {
    const ofDevice = found.get(device_key) ?? new Map<string, DeclaredInterval>();
    found.set(device_key, ofDevice.set(key, { expectedMs: expected_ms, sinceMs: since_ms }));
  }
  return found;
}

/** Returns the intervals used for the rollups of devices' days. */
export async function loadExpectedIntervals(
  query: QueryFn,
  makerId: string,
  deviceKeys: readonly number[],
): Promise<(deviceKey: number) => ExpectedInterval> {
  const declared = await loadDeclaredIntervals(query, makerId, deviceKeys);
  return (deviceKey) => (key, dayEndMs) =>
    resolveDeclaredInterval(dayEndMs, declared.get(deviceKey)?.get(key), undefined);
}
