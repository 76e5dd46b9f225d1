import type { PoolClient } from 'pg';
import { plainArray, textArray } from './array-literal.js';
import type { StatusChange } from './batch.js';

/** Writes, once a device, what is new in its status: contact, last values and clock. */
export async function updateDeviceStatus(
  client: PoolClient,
  changes: readonly (Omit<StatusChange, 'lastSeenMs'> & { readonly lastSeenMs: number | null })[],
): Promise<void> {
  if (changes.length === 0) return;
  // In the order of device keys, so that two processes lock rows in the same order.
  const rows = [...changes].sort((a, b) => a.device.deviceKey - b.device.deviceKey);
  await client.query({
    name: 'update_device_status',
    text: `
      insert into device_status as s
        (maker_id, device_key, last_seen_at, last_reading_at, last_values, clock_skew_ms)
      select maker_id, device_key, seen, newest, last_values::jsonb, skew
        from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::bigint[])
          as i (maker_id, device_key, seen, newest, last_values, skew)
        -- A device that is gone has no status; it must not keep others from theirs.
       where exists (select from device d where d.device_key = i.device_key)
      on conflict on constraint device_status_pk do update set
        last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at),
        last_reading_at = greatest(s.last_reading_at, excluded.last_reading_at),
        last_values = case when excluded.last_reading_at is null then s.last_values
                           else newer_values(s.last_values, excluded.last_values) end,
        clock_skew_ms = case
          when excluded.clock_skew_ms is not null and (s.last_reading_at is null or s.last_reading_at <= excluded.last_reading_at)
          then excluded.clock_skew_ms else s.clock_skew_ms end`,
    values: [
      plainArray(rows.map(({ device }) => device.makerId)),
      plainArray(rows.map(({ device }) => device.deviceKey)),
      plainArray(rows.map(({ lastSeenMs }) => (lastSeenMs === null ? null : iso(lastSeenMs)))),
      plainArray(rows.map(({ newestMs }) => (newestMs === null ? null : iso(newestMs)))),
      textArray(rows.map(({ last }) => JSON.stringify(Object.fromEntries(last)))),
      plainArray(rows.map(({ skewMs }) => skewMs)),
    ],
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
