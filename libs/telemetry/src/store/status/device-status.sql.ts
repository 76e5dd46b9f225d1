import type { PoolClient } from 'pg';
import { isStale, getSortTime } from '../../domain/history/last-values.js';
import { plainArray, textArray } from '../array-literal.js';
import type { StatusChange } from '../batch.js';

/** Stores changes of status, one per device: contact, last values and clock. */
export async function updateDeviceStatus(
  client: PoolClient,
  changes: readonly (Omit<StatusChange, 'lastSeenMs'> & { readonly lastSeenMs: number | null })[],
): Promise<void> {
  if (changes.length === 0) return;
  // Order the rows by device key, so that two processes lock them in the same order.
  const rows = [...changes].sort((a, b) => a.device.deviceKey - b.device.deviceKey);
  const [makerIds, deviceKeys] = [
    plainArray(rows.map(({ device }) => device.makerId)),
    plainArray(rows.map(({ device }) => device.deviceKey)),
  ];
  await Promise.all([
    client.query({
      name: 'begin_device_status',
      text: `
        insert into device_status (maker_id, device_key)
        select maker_id, device_key from unnest($1::uuid[], $2::int[]) as i (maker_id, device_key)
         where not exists (select from device_status s where s.maker_id = i.maker_id and s.device_key = i.device_key)
           -- A device that no longer exists gets no status. Without this condition, it would block the others.
           and exists (select from device d where d.device_key = i.device_key)
        on conflict on constraint device_status_pk do nothing`,
      values: [makerIds, deviceKeys],
    }),
    client.query({
      name: 'update_device_status',
      text: `
        update device_status s set
          last_seen_at = greatest(s.last_seen_at, i.seen),
          last_reading_at = greatest(s.last_reading_at, i.newest),
          last_values = case
            when i.newest is null then s.last_values
            -- Usually all values are newer than all known ones. Comparing them key by key takes many times as long.
            when s.last_reading_at is null or s.last_reading_at <= i.oldest then s.last_values || i.last_values::jsonb
            else newer_values(s.last_values, i.last_values::jsonb) end,
          clock_skew_ms = case
            when i.skew is not null and (s.last_reading_at is null or s.last_reading_at <= i.newest)
            then i.skew else s.clock_skew_ms end
          from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::bigint[])
            as i (maker_id, device_key, seen, newest, oldest, last_values, skew)
         where s.maker_id = i.maker_id and s.device_key = i.device_key`,
      values: [
        makerIds,
        deviceKeys,
        plainArray(rows.map(({ lastSeenMs }) => (lastSeenMs === null ? null : iso(lastSeenMs)))),
        plainArray(rows.map(({ newestMs }) => (newestMs === null ? null : iso(newestMs)))),
        plainArray(rows.map(({ last }) => findOldest(last))),
        textArray(rows.map(({ last }) => JSON.stringify(Object.fromEntries(last)))),
        plainArray(rows.map(({ skewMs }) => skewMs)),
      ],
    }),
  ]);
}

/**
 * Returns the sort time of the oldest of the given values; null without values. Also returns null if one of them marks
 * a known value as stale, because then each value must be compared.
 */
function findOldest(last: StatusChange['last']): string | null {
  let oldest = Infinity;
  for (const value of last.values()) {
    if (isStale(value)) return null;
    oldest = Math.min(oldest, getSortTime(value));
  }
  return last.size === 0 ? null : iso(oldest);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
