import type { Pool } from 'pg';
import type { MinuteCounts } from '../../intake/intake-ledger.js';
import { nestedArray, plainArray } from '../array-literal.js';

/**
 * Adds counts to the stored minutes. A retry after a commit with an unknown outcome is counted twice. This is
 * acceptable, because the counts inform engineers about traffic and are never billed.
 */
export async function addIntakeMinutes(pool: Pool, minutes: readonly MinuteCounts[]): Promise<void> {
  if (minutes.length === 0) return;
  // Order the rows by maker, so that two processes lock them in the same order.
  const rows = [...minutes].sort((a, b) => a.makerId.localeCompare(b.makerId) || a.minuteMs - b.minuteMs);
  const column = (of: (minute: MinuteCounts) => number): string => plainArray(rows.map(of));
  await pool.query({
    name: 'add_intake_minutes',
    text: `
      insert into intake_minute as m (maker_id, minute, messages, readings, points, duplicates, late, quarantined, lags)
      select maker_id, minute, messages, readings, points, duplicates, late, quarantined, lags::bigint[]
        from unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
          as i (maker_id, minute, messages, readings, points, duplicates, late, quarantined, lags)
      on conflict on constraint intake_minute_pk do update set
        messages = m.messages + excluded.messages, readings = m.readings + excluded.readings, points = m.points + excluded.points,
        duplicates = m.duplicates + excluded.duplicates, late = m.late + excluded.late, quarantined = m.quarantined + excluded.quarantined,
        lags = (select array_agg(coalesce(a, 0) + coalesce(b, 0) order by place)
                  from unnest(m.lags, excluded.lags) with ordinality as l (a, b, place))`,
    values: [
      plainArray(rows.map(({ makerId }) => makerId)),
      plainArray(rows.map(({ minuteMs }) => new Date(minuteMs).toISOString())),
      column(({ counts }) => counts.messages),
      column(({ counts }) => counts.readings),
      column(({ counts }) => counts.points),
      column(({ counts }) => counts.duplicates),
      column(({ counts }) => counts.late),
      column(({ counts }) => counts.quarantined),
      nestedArray(rows.map(({ counts }) => plainArray(counts.lags))),
    ],
  });
}
