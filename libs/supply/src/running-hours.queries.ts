import { DateTime } from 'luxon';
import type { Transaction } from '#platform';
import { PATTERN_DAYS, type HoursReading } from './domain/running-pattern.js';

/** A machine and how to ask for its hours. */
export interface HoursQuestion {
  readonly machineId: string;
  /** Key of the counter of running hours. */
  readonly hoursSignal: string;
  readonly zone: string;
}

/** How far before a day's beginning a reading may lie to stand for it; a longer gap is bridged from its ends. */
const LOOK_BACK = '26 hours';

/**
 * The running-hours counter of machines around the beginning of each of the last days of their sites' calendars, and its
 * last value. A day's beginning is one look into an index, however densely a machine reports.
 * @returns by machine, oldest first; a machine that never reported is missing
 */
export async function listRunningHours(
  tx: Transaction,
  questions: readonly HoursQuestion[],
): Promise<Map<string, HoursReading[]>> {
  const found = new Map<string, HoursReading[]>();
  for (const group of groupByPlaceAndSignal(questions)) {
    const first = group[0]!;
    const rows: { machine_id: string; device_time: Date; hours: number }[] = await tx.manager.query(
      `select distinct d.machine_id, x.device_time, x.hours
         from device d
         cross join unnest($2::timestamptz[]) as look(at)
         cross join lateral (
           select r.device_time, r.values[array_position(l.keys, $3)] as hours
             from reading r
             join reading_layout l on l.maker_id = r.maker_id and l.layout_id = r.layout_id
            where r.maker_id = $1 and r.device_key = d.device_key
              and r.device_time <= look.at and r.device_time > look.at - $4::interval
              and r.values[array_position(l.keys, $3)] is not null
              -- What the device calls bad or stale is no measurement: a zero among them would look like a new counter.
              and coalesce(r.qualities[array_position(l.keys, $3)], 0) not in (2, 3)
            order by r.device_time desc, r.seq desc limit 1) x
        where d.maker_id = $1 and d.machine_id = any($5::uuid[])
        order by d.machine_id, x.device_time`,
      [
        tx.scope.makerId,
        dayBeginnings(tx.now, first.zone),
        first.hoursSignal,
        LOOK_BACK,
        group.map(({ machineId }) => machineId),
      ],
    );
    for (const row of rows) {
      const readings = found.get(row.machine_id) ?? [];
      readings.push({ at: row.device_time, hours: row.hours });
      found.set(row.machine_id, readings);
    }
  }
  return found;
}

/** Now, and the beginnings of today and of the days before it. */
function dayBeginnings(now: Date, zone: string): Date[] {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const days = Array.from({ length: PATTERN_DAYS + 1 }, (_, back) => today.minus({ days: back }).toJSDate());
  return [now, ...days];
}

function groupByPlaceAndSignal(questions: readonly HoursQuestion[]): HoursQuestion[][] {
  const groups = new Map<string, HoursQuestion[]>();
  for (const question of questions) {
    const key = `${question.zone} ${question.hoursSignal}`;
    groups.set(key, [...(groups.get(key) ?? []), question]);
  }
  return [...groups.values()];
}
