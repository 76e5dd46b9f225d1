import { composeDuty, type DutySegment } from '#equipment';
import { preparedQuery, type Transaction } from '#platform';
import { readBlocks } from '#telemetry';
import { sampleStates } from './sample-states.js';

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

/**
 * What machines did in the last 24 hours, in slots of five minutes. Only samples that change the state or follow a
 * silence count.
 * @returns segments by machine id
 */
export async function findDuty(
  tx: Transaction,
  machineIds: readonly string[],
  now: Date,
): Promise<Map<string, DutySegment[]>> {
  const from = new Date(now.getTime() - DAY_MS);
  const speakers = await findSpeakers(tx, machineIds);
  const blocks = await readBlocks(
    tx,
    new Map(
      speakers.map((speaker) => [
        speaker.device_key,
        // What the machine did when the window begins was said before it.
        { fromMs: from.getTime() - patienceOf(speaker) * 1000, toMs: now.getTime() },
      ]),
    ),
    { keys: new Set(['state']) },
  );
  return new Map(
    speakers.map((speaker) => {
      const block = blocks.get(speaker.device_key)!;
      const points = sampleStates(block, from.getTime(), SLOT_SECONDS * 1000, patienceOf(speaker) * 1000);
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
  return preparedQuery(
    tx,
    `select distinct on (d.machine_id) d.machine_id, d.device_key, d.silent_after_seconds, ds.last_reading_at
       from device d left join device_status ds on ds.maker_id = d.maker_id and ds.device_key = d.device_key
      where d.maker_id = $1 and d.machine_id = any($2::uuid[]) and d.archived_at is null
      order by d.machine_id, (ds.last_values ? 'state') desc nulls last, ds.last_reading_at desc nulls last, d.device_key`,
    [tx.scope.makerId, machineIds],
  );
}
