import type { PoolClient } from 'pg';
import { TIME_OF_DEVICE, type Frame } from '../domain/frame.js';
import { takeNewer, type LastValue } from '../domain/last-values.js';
import { plainArray, textArray } from './array-literal.js';
import type { DeviceRef, Heard, PendingFrame } from './batch.js';

interface StatusChange {
  readonly device: DeviceRef;
  lastSeenMs: number;
  newest: Frame | null;
  oldestMs: number;
  readonly last: Map<string, LastValue>;
}

/** Writes, once a device, what a batch changes in its status: contact, last values, clock, and from where evaluation looks again. */
export async function updateDeviceStatus(
  client: PoolClient,
  stored: readonly PendingFrame[],
  heard: readonly Heard[],
): Promise<void> {
  const changes = summarise(stored, heard);
  if (changes.length === 0) return;
  await client.query({
    name: 'update_device_status',
    text: `
      insert into device_status as s
        (maker_id, device_key, last_seen_at, last_reading_at, last_values, clock_skew_ms, dirty_from, dirty_version)
      select maker_id, device_key, seen, newest, last_values::jsonb, skew, oldest, (oldest is not null)::int
        from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::bigint[], $7::timestamptz[])
          as i (maker_id, device_key, seen, newest, last_values, skew, oldest)
      on conflict on constraint device_status_pk do update set
        last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at),
        last_reading_at = greatest(s.last_reading_at, excluded.last_reading_at),
        last_values = case
          when excluded.dirty_from is null then s.last_values
          when s.last_reading_at is null or s.last_reading_at <= excluded.dirty_from then s.last_values || excluded.last_values
          else newer_values(s.last_values, excluded.last_values) end,
        clock_skew_ms = case
          when excluded.clock_skew_ms is not null and (s.last_reading_at is null or s.last_reading_at <= excluded.last_reading_at)
          then excluded.clock_skew_ms else s.clock_skew_ms end,
        dirty_from = least(s.dirty_from, excluded.dirty_from),
        dirty_version = s.dirty_version + excluded.dirty_version`,
    values: [
      plainArray(changes.map(({ device }) => device.makerId)),
      plainArray(changes.map(({ device }) => device.deviceKey)),
      plainArray(changes.map(({ lastSeenMs }) => iso(lastSeenMs))),
      plainArray(changes.map(({ newest }) => (newest ? iso(newest.timeMs) : null))),
      textArray(changes.map(({ last }) => JSON.stringify(Object.fromEntries(last)))),
      plainArray(
        changes.map(({ newest }) =>
          newest?.timeSource === TIME_OF_DEVICE ? newest.timeMs - newest.receivedMs : null,
        ),
      ),
      plainArray(changes.map(({ newest, oldestMs }) => (newest ? iso(oldestMs) : null))),
    ],
  });
}

/** In the order of device keys, so that two processes lock rows in the same order. */
function summarise(stored: readonly PendingFrame[], heard: readonly Heard[]): StatusChange[] {
  const byDevice = new Map<number, StatusChange>();
  const changeOf = (device: DeviceRef, atMs: number): StatusChange => {
    let change = byDevice.get(device.deviceKey);
    if (!change) {
      change = { device, lastSeenMs: atMs, newest: null, oldestMs: Infinity, last: new Map() };
      byDevice.set(device.deviceKey, change);
    }
    change.lastSeenMs = Math.max(change.lastSeenMs, atMs);
    return change;
  };
  for (const { device, atMs } of heard) changeOf(device, atMs);
  for (const { device, frame } of stored) {
    const change = changeOf(device, frame.receivedMs);
    takeNewer(change.last, frame);
    if (!change.newest || frame.timeMs >= change.newest.timeMs) change.newest = frame;
    change.oldestMs = Math.min(change.oldestMs, frame.timeMs);
  }
  return [...byDevice.values()].sort((a, b) => a.device.deviceKey - b.device.deviceKey);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
