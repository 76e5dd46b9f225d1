import type { Pool } from 'pg';
import type { Fault } from '../../domain/messages/fault.js';
import type { SetAside } from '../../domain/intake/retry.js';
import { plainArray, textArray } from '../array-literal.js';

/** A replay that a process works at. */
export interface ReplayTask {
  readonly makerId: string;
  readonly id: string;
}

/** A message to try again. */
export interface ReplayEntry extends SetAside {
  readonly id: string;
  /** Null of what came from nobody that is known. */
  readonly deviceKey: number | null;
  /** When it came in first, epoch milliseconds. */
  readonly receivedMs: number;
}

/** What became of a message that was tried again. */
export interface Retried {
  readonly id: string;
  /** `set_aside`: again, as an entry of its own. `kept`: as it is, or with another reason. */
  readonly outcome: 'stored' | 'set_aside' | 'kept';
  /** The reason that it is kept for from now on. */
  readonly fault?: Fault;
}

/** A process that has not moved a replay on for so long is gone. */
const ABANDONED = '30 seconds';

interface EntryRow {
  id: string;
  device_key: number | null;
  topic: string;
  payload: string;
  payload_bytes: number;
  reason: ReplayEntry['reason'];
  params: ReplayEntry['params'];
  received_at: Date;
}

/** Replays of quarantine as ingest works at them, as the role `dutycycle_ingest`. */
export class QuarantineReplayStore {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** Takes the replay that waits longest and that nobody works at. */
  async take(): Promise<ReplayTask | undefined> {
    const { rows } = await this.pool.query<{ maker_id: string; id: string }>(
      `update quarantine_replay set claimed_at = $1 where (maker_id, id) in (
         select maker_id, id from quarantine_replay
          where finished_at is null and (claimed_at is null or claimed_at < $1::timestamptz - interval '${ABANDONED}')
          order by requested_at limit 1 for update skip locked)
       returning maker_id, id`,
      [this.now()],
    );
    const [row] = rows;
    return row && { makerId: row.maker_id, id: row.id };
  }

  /**
   * What is to be tried next, in the order in which it was set aside. What was set aside since the replay was asked for is
   * left alone, and so is what it set aside itself.
   */
  async next({ makerId, id }: ReplayTask, limit: number): Promise<ReplayEntry[]> {
    const { rows } = await this.pool.query<EntryRow>(
      `select q.id, d.device_key, q.topic, q.payload, q.payload_bytes, q.reason, q.params, q.received_at
         from quarantine_replay r
         join quarantine_entry q on q.maker_id = r.maker_id and q.resolved_at is null and q.id < r.id
          and (r.last_entry is null or q.id > r.last_entry)
          and (r.reason is null or q.reason = r.reason) and (r.device_id is null or q.device_id = r.device_id)
         left join device d on d.maker_id = q.maker_id and d.id = q.device_id and d.archived_at is null
        where r.maker_id = $1 and r.id = $2 order by q.id limit $3`,
      [makerId, id, limit],
    );
    return rows.map((row) => ({
      id: row.id,
      deviceKey: row.device_key,
      topic: row.topic,
      payload: row.payload,
      payloadBytes: row.payload_bytes,
      reason: row.reason,
      params: row.params,
      receivedMs: row.received_at.getTime(),
    }));
  }

  /**
   * Writes what became of messages, in the order of `next`, and how far the replay has come. A process that ends before it
   * gets here has them tried once more: their readings are recognised then, and what was set aside again stands twice.
   */
  async settle({ makerId, id }: ReplayTask, retried: readonly Retried[]): Promise<void> {
    const of = (outcome: Retried['outcome']) => retried.filter((one) => one.outcome === outcome);
    const changed = retried.flatMap((one) => (one.fault ? [{ id: one.id, fault: one.fault }] : []));
    await this.pool.query(
      `with stored as (
         update quarantine_entry set resolved_at = $3, resolved_by = (select requested_by from quarantine_replay where maker_id = $1 and id = $2)
          where maker_id = $1 and id = any($4::uuid[])),
       again as (delete from quarantine_entry where maker_id = $1 and id = any($5::uuid[])),
       kept as (
         update quarantine_entry q set reason = i.reason, params = i.params::jsonb
           from unnest($6::uuid[], $7::text[], $8::text[]) as i (id, reason, params) where q.maker_id = $1 and q.id = i.id)
       update quarantine_replay set done = done + $9, stored = stored + $10, last_entry = $11, claimed_at = $3
        where maker_id = $1 and id = $2`,
      [
        makerId,
        id,
        this.now(),
        plainArray(of('stored').map((one) => one.id)),
        plainArray(of('set_aside').map((one) => one.id)),
        plainArray(changed.map((one) => one.id)),
        textArray(changed.map(({ fault }) => fault.code)),
        textArray(changed.map(({ fault }) => JSON.stringify(fault.params))),
        retried.length,
        of('stored').length,
        retried.at(-1)!.id,
      ],
    );
  }

  async finish({ makerId, id }: ReplayTask): Promise<void> {
    await this.pool.query(`update quarantine_replay set finished_at = $3 where maker_id = $1 and id = $2`, [
      makerId,
      id,
      this.now(),
    ]);
  }
}
