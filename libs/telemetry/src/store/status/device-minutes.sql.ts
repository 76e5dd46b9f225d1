import type { Pool } from 'pg';
import type { DeviceMinute } from '../../intake/device-ledger.js';
import { plainArray } from '../array-literal.js';

const HOUR_MS = 3_600_000;

/**
 * Adds devices' minutes to their stored hours, which contain the last minute and the busiest one. The counts of two
 * processes for the same minute of a device are added. A retry after a commit with an unknown outcome is counted twice,
 * as in `addIntakeMinutes`.
 */
export async function addDeviceMinutes(pool: Pool, minutes: readonly DeviceMinute[]): Promise<void> {
  // Minutes are stored one at a time, oldest first, because a statement can't update the row of an hour twice.
  const byMinute = new Map<number, DeviceMinute[]>();
  for (const minute of minutes) {
    const known = byMinute.get(minute.minuteMs);
    if (known) known.push(minute);
    else byMinute.set(minute.minuteMs, [minute]);
  }
  for (const [minuteMs, devices] of [...byMinute].sort(([a], [b]) => a - b)) {
    // Order the rows by device, so that two processes lock them in the same order.
    const rows = devices.sort((a, b) => a.deviceKey - b.deviceKey);
    await pool.query({
      name: 'add_device_minutes',
      text: `
        insert into device_intake as d (maker_id, device_key, hour, minute, minute_messages, minute_points, most_messages, most_points)
        select maker_id, device_key, $1::timestamptz, $2::timestamptz, messages, points, messages, points
          from unnest($3::uuid[], $4::integer[], $5::bigint[], $6::bigint[]) as i (maker_id, device_key, messages, points)
        on conflict on constraint device_intake_pk do update set
          minute = greatest(d.minute, excluded.minute),
          minute_messages = case when d.minute > excluded.minute then d.minute_messages
                                 when d.minute = excluded.minute then d.minute_messages + excluded.minute_messages
                                 else excluded.minute_messages end,
          minute_points = case when d.minute > excluded.minute then d.minute_points
                               when d.minute = excluded.minute then d.minute_points + excluded.minute_points
                               else excluded.minute_points end,
          most_messages = greatest(d.most_messages, excluded.minute_messages +
                                   case when d.minute = excluded.minute then d.minute_messages else 0 end),
          most_points = greatest(d.most_points, excluded.minute_points +
                                 case when d.minute = excluded.minute then d.minute_points else 0 end)`,
      values: [
        new Date(Math.floor(minuteMs / HOUR_MS) * HOUR_MS),
        new Date(minuteMs),
        plainArray(rows.map(({ makerId }) => makerId)),
        plainArray(rows.map(({ deviceKey }) => deviceKey)),
        plainArray(rows.map(({ messages }) => messages)),
        plainArray(rows.map(({ points }) => points)),
      ],
    });
  }
}
