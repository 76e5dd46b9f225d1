import { composeDuty, type DutySegment } from '#equipment';
import type { Transaction } from '#platform';

const DAY_MS = 86_400_000;

/**
 * One reading is looked at in each slot. A list's strip gives a quarter of an hour a pixel or two, and a machine that reports
 * every ten seconds would make half a million rows a day of a fleet of sixty; a machine's own page reads them all.
 */
const SLOT_SECONDS = 300;

interface Speaker {
  readonly machine_id: string;
  readonly device_key: number;
  readonly silent_after_seconds: number;
  readonly last_reading_at: Date | null;
}

interface Sample {
  readonly device_key: number;
  readonly at: Date;
  readonly reported: string | null;
  readonly previous_at: Date | null;
}

/**
 * What machines did in the last 24 hours, in slots of five minutes. The database coalesces: only samples that change the
 * state or follow a silence leave it.
 * @returns segments by machine id
 */
export async function findDuty(
  tx: Transaction,
  machineIds: readonly string[],
  now: Date,
): Promise<Map<string, DutySegment[]>> {
  const from = new Date(now.getTime() - DAY_MS);
  const speakers = await findSpeakers(tx, machineIds);
  const byDevice = new Map<number, Sample[]>(speakers.map(({ device_key }) => [device_key, []]));
  for (const sample of await findSamples(tx, speakers, from, now))
    byDevice.get(sample.device_key)?.push(sample);
  return new Map(
    speakers.map((speaker) => {
      const points = byDevice.get(speaker.device_key)!.map(({ at, reported, previous_at }) => ({
        at,
        reported,
        previousAt: previous_at,
      }));
      const lastAt = speaker.last_reading_at;
      const segments = composeDuty(points, {
        from,
        to: now,
        silentAfterSeconds: patienceOf(speaker),
        lastAt: lastAt !== null && lastAt > from ? lastAt : null,
        isHeard: lastAt !== null,
      });
      return [speaker.machine_id, segments];
    }),
  );
}

/** Samples of one slot and the next lie up to two slots apart although nothing is missing. */
function patienceOf({ silent_after_seconds }: Speaker): number {
  return Math.max(silent_after_seconds, 2 * SLOT_SECONDS);
}

/** For each machine the device whose word counts: the one that reports a state, else whichever was heard last. */
function findSpeakers(tx: Transaction, machineIds: readonly string[]): Promise<Speaker[]> {
  return tx.manager.query(
    `select distinct on (d.machine_id) d.machine_id, d.device_key, d.silent_after_seconds, ds.last_reading_at
       from device d left join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key
      where d.maker_id = $1 and d.machine_id = any($2::uuid[]) and d.archived_at is null
      order by d.machine_id, (ds.last_values ? 'state') desc nulls last, ds.last_reading_at desc nulls last, d.device_key`,
    [tx.scope.makerId, machineIds],
  );
}

function findSamples(tx: Transaction, speakers: readonly Speaker[], from: Date, to: Date): Promise<Sample[]> {
  return tx.manager.query(
    `with sampled as (
       select d.device_key, d.patience, sample.at, sample.reported
         from unnest($2::int[], $3::int[]) as d (device_key, patience)
         cross join lateral (
           -- What the machine did when the window begins was said before it.
           (select r.device_time as at, r.others ->> 'state' as reported from reading r
             where r.maker_id = $1 and r.device_key = d.device_key
               and r.device_time < $4 and r.device_time >= $4::timestamptz - make_interval(secs => d.patience)
             order by r.device_time desc limit 1)
           union all
           select first.at, first.reported
             from generate_series($4::timestamptz, $5::timestamptz, make_interval(secs => $6)) slot
             cross join lateral (
               select r.device_time as at, r.others ->> 'state' as reported from reading r
                where r.maker_id = $1 and r.device_key = d.device_key
                  and r.device_time >= slot and r.device_time < least(slot + make_interval(secs => $6), $5)
                order by r.device_time limit 1) first) sample),
     stepped as (
       select device_key, patience, at, reported, lag(at) over by_time as previous_at, lag(reported) over by_time as previous_reported
         from sampled window by_time as (partition by device_key order by at))
     select device_key, at, reported, previous_at from stepped
      where previous_at is null or reported is distinct from previous_reported or at - previous_at > make_interval(secs => patience)
      order by device_key, at`,
    [
      tx.scope.makerId,
      speakers.map(({ device_key }) => device_key),
      speakers.map(patienceOf),
      from,
      to,
      SLOT_SECONDS,
    ],
  );
}
