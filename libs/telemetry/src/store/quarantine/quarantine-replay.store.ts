import type { Pool } from 'pg';
import type { Fault } from '../../domain/messages/fault.js';
import type { QuarantinedMessage } from '../../domain/intake/retry.js';
import { plainArray, textArray } from '../array-literal.js';

/** A replay claimed by a process. */
export interface ReplayTask {
  readonly makerId: string;
  readonly id: string;
}

/** A message to replay. */
export interface ReplayEntry extends QuarantinedMessage {
  readonly id: string;
  /** Key of the sender; null if the sender is unknown. */
  readonly deviceKey: number | null;
  /** Time of the message's first arrival in epoch milliseconds. */
  readonly receivedMs: number;
}

/** The result of a replayed message. */
export interface ReplayResult {
  readonly id: string;
  /** `set_aside`: quarantined again as a new entry. `kept`: still the same entry, possibly with another reason. */
  readonly outcome: 'stored' | 'set_aside' | 'kept';
  /** The new reason, if the entry is kept. */
  readonly fault?: Fault;
}

/** Time without progress after which the process of a replay is considered dead. */
const ABANDONED_AFTER = '30 seconds';

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

/** Reads and stores the replays of quarantined messages for ingest, as the role `dutycycle_ingest`. */
export class QuarantineReplayStore {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /** Claims the replay that has waited longest and that no process is working on. */
  async claim(): Promise<ReplayTask | undefined> {
    const { rows } = await this.pool.query<{ maker_id: string; id: string }>(
      `update quarantine_replay set claimed_at = $1 where (maker_id, id) in (
         select maker_id, id from quarantine_replay
          where finished_at is null and (claimed_at is null or claimed_at < $1::timestamptz - interval '${ABANDONED_AFTER}')
          order by requested_at limit 1 for update skip locked)
       returning maker_id, id`,
      [this.now()],
    );
    const [row] = rows;
    return row && { makerId: row.maker_id, id: row.id };
  }

  /**
   * Returns the next messages in the order in which they were quarantined. Messages quarantined since the request are
   * excluded, including those that the replay itself quarantined.
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
   * Stores the results of messages, in the order of `next`, and the replay's progress. If the process dies before the
   * results are stored, the messages are replayed again: their readings are then recognized as duplicates, and messages
   * that were quarantined again appear twice.
   */
  async recordResults({ makerId, id }: ReplayTask, results: readonly ReplayResult[]): Promise<void> {
    const withOutcome = (outcome: ReplayResult['outcome']) =>
      results.filter((result) => result.outcome === outcome);
    const changed = results.flatMap((result) =>
      result.fault ? [{ id: result.id, fault: result.fault }] : [],
    );
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
        plainArray(withOutcome('stored').map((result) => result.id)),
        plainArray(withOutcome('set_aside').map((result) => result.id)),
        plainArray(changed.map((result) => result.id)),
        textArray(changed.map(({ fault }) => fault.code)),
        textArray(changed.map(({ fault }) => JSON.stringify(fault.params))),
        results.length,
        withOutcome('stored').length,
        results.at(-1)!.id,
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
