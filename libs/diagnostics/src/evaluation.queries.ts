import type { Transaction } from '#platform';
import type { Checkpoint, EvaluationState } from './domain/checkpoint.js';
import type { MachineRule } from './domain/evaluate-machine.js';
import type { LimitDirection, Severity } from './domain/limit-rule.js';
import type { RuleVersion } from './domain/rule-versions.js';

/** A waiting machine with the registry data for its evaluation. */
export interface WaitingMachine {
  readonly machineId: string;
  /** Earliest unprocessed device time, ms since the epoch. */
  readonly from: number;
  readonly requestIds: readonly string[];
  readonly deviceKeys: readonly number[];
  readonly modelId: string;
}

/** A rule of some machines, with the data for its alarms. */
export interface LoadedRule extends MachineRule {
  readonly code: string;
  readonly modelId: string | null;
  readonly machineId: string | null;
}

/**
 * SQL that claims the machine `id` for the transaction. It is false while another evaluator has claimed the machine.
 */
const IS_CLAIMED = 'pg_try_advisory_xact_lock(hashtextextended(id::text, 4286))';

/** SQL for requests that are due. @param now number of the parameter with the current time */
function isDue(now: string): string {
  return `(q.due_at is null or q.due_at <= ${now}::timestamptz)`;
}

/** A machine with new readings, and the earliest device time of these readings (ms since the epoch). */
export type FreshMachine = Omit<WaitingMachine, 'requestIds'>;

/** Returns the machines to which new readings belong. Readings of a site's instruments belong to no machine. */
export async function listFreshMachines(
  tx: Transaction,
  fresh: readonly { readonly deviceKey: number; readonly from: Date }[],
): Promise<FreshMachine[]> {
  if (fresh.length === 0) return [];
  const rows: { machine_id: string; model_id: string; device_keys: number[] }[] = await tx.manager.query(
    `select m.id as machine_id, m.model_id, array_agg(d.device_key order by d.device_key) as device_keys
       from machine m join device d on d.maker_id = m.maker_id and d.machine_id = m.id
      where m.maker_id = $1 and m.id in (select machine_id from device where maker_id = $1 and device_key = any($2))
      group by m.id, m.model_id order by m.id`,
    [tx.scope.makerId, fresh.map(({ deviceKey }) => deviceKey)],
  );
  const fromByDevice = new Map(fresh.map(({ deviceKey, from }) => [deviceKey, from.getTime()]));
  return rows.map((row) => ({
    machineId: row.machine_id,
    modelId: row.model_id,
    deviceKeys: row.device_keys,
    from: Math.min(...row.device_keys.map((key) => fromByDevice.get(key) ?? Infinity)),
  }));
}

/** Claims machines for this transaction, like `claimMachines`, but only if they have no request that is due. */
export async function claimIdleMachines(
  tx: Transaction,
  machines: readonly FreshMachine[],
): Promise<FreshMachine[]> {
  const rows: { id: string }[] = await tx.manager.query(
    `select id from unnest($2::uuid[]) as wanted (id)
      where not exists (select from evaluation_request q where q.maker_id = $1 and q.machine_id = id and ${isDue('$3')})
        and ${IS_CLAIMED}`,
    [tx.scope.makerId, machines.map(({ machineId }) => machineId), tx.now],
  );
  const claimed = new Set(rows.map(({ id }) => id));
  return machines.filter(({ machineId }) => claimed.has(machineId));
}

/** Requests an evaluation of machines, starting at a device time. */
export async function requestEvaluation(tx: Transaction, machines: readonly FreshMachine[]): Promise<void> {
  if (machines.length === 0) return;
  await tx.manager.query(
    `insert into evaluation_request (maker_id, id, machine_id, evaluate_from)
     select $1, gen_random_uuid(), machine_id, evaluate_from from unnest($2::uuid[], $3::timestamptz[]) as m (machine_id, evaluate_from)`,
    [
      tx.scope.makerId,
      machines.map(({ machineId }) => machineId),
      machines.map(({ from }) => new Date(from)),
    ],
  );
}

/** A reading with a future device time, and the time at which it becomes due. Times are in ms since the epoch. */
export interface FutureReading {
  readonly deviceKey: number;
  readonly at: number;
  readonly dueAt: number;
}

/** Requests are due at whole seconds, so that a device with a clock that is ahead creates at most one per second. */
const DUE_GRANULARITY_MS = 1000;

/** Requests an evaluation of machines for readings with a future device time. The request becomes due at that time. */
export async function requestEvaluationWhenDue(
  tx: Transaction,
  futureReadings: readonly FutureReading[],
): Promise<void> {
  if (futureReadings.length === 0) return;
  await tx.manager.query(
    `with ahead as (
       select d.machine_id, a.due_at, min(a.at) as evaluate_from
         from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as a (device_key, at, due_at)
         join device d on d.maker_id = $1 and d.device_key = a.device_key and d.machine_id is not null
        group by d.machine_id, a.due_at),
     known as (
       update evaluation_request q set evaluate_from = least(q.evaluate_from, ahead.evaluate_from) from ahead
        where q.maker_id = $1 and q.machine_id = ahead.machine_id and q.due_at = ahead.due_at
       returning q.machine_id, q.due_at)
     insert into evaluation_request (maker_id, id, machine_id, evaluate_from, due_at)
     select $1, gen_random_uuid(), machine_id, evaluate_from, due_at from ahead
      where not exists (select from known where known.machine_id = ahead.machine_id and known.due_at = ahead.due_at)`,
    [
      tx.scope.makerId,
      futureReadings.map(({ deviceKey }) => deviceKey),
      futureReadings.map(({ at }) => new Date(at)),
      futureReadings.map(({ dueAt }) => new Date(Math.ceil(dueAt / DUE_GRANULARITY_MS) * DUE_GRANULARITY_MS)),
    ],
  );
}

/** Returns the waiting machines, ordered by the device time at which their evaluation starts. */
export async function listWaiting(tx: Transaction): Promise<string[]> {
  const rows: { machine_id: string }[] = await tx.manager.query(
    `select machine_id from evaluation_request q where maker_id = $1 and ${isDue('$2')}
      group by machine_id order by min(evaluate_from), machine_id`,
    [tx.scope.makerId, tx.now],
  );
  return rows.map(({ machine_id }) => machine_id);
}

/**
 * Claims machines for this transaction, so that two evaluators never evaluate the same machine at the same time.
 * Machines that another evaluator has claimed, or that are no longer waiting, are omitted.
 */
export async function claimMachines(
  tx: Transaction,
  machineIds: readonly string[],
): Promise<WaitingMachine[]> {
  const locked: { id: string }[] = await tx.manager.query(
    `select id from unnest($1::uuid[]) as wanted (id) where ${IS_CLAIMED}`,
    [machineIds],
  );
  const rows: {
    machine_id: string;
    from: number;
    request_ids: string[];
    device_keys: number[];
    model_id: string;
  }[] = await tx.manager.query(
    `select q.machine_id, (extract(epoch from min(q.evaluate_from)) * 1000)::float8 as "from", array_agg(q.id) as request_ids, m.model_id,
              array(select d.device_key from device d where d.maker_id = $1 and d.machine_id = q.machine_id order by 1) as device_keys
         from evaluation_request q join machine m on m.maker_id = q.maker_id and m.id = q.machine_id
        where q.maker_id = $1 and q.machine_id = any($2) and ${isDue('$3')}
        group by q.machine_id, m.model_id order by q.machine_id`,
    [tx.scope.makerId, locked.map(({ id }) => id), tx.now],
  );
  return rows.map((row) => ({
    machineId: row.machine_id,
    from: row.from,
    requestIds: row.request_ids,
    deviceKeys: row.device_keys,
    modelId: row.model_id,
  }));
}

export async function deleteRequests(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.manager.query(`delete from evaluation_request where maker_id = $1 and id = any($2)`, [
    tx.scope.makerId,
    ids,
  ]);
}

/** Returns the rules of machines and of their models, with all their versions. */
export async function loadRules(tx: Transaction, machines: readonly FreshMachine[]): Promise<LoadedRule[]> {
  const rows: (RuleRow & { versions: VersionRow[] | null })[] = await tx.manager.query(
    `select r.id, r.code, r.model_id, r.machine_id, r.signal_key, r.direction, r.on_limit::float8 as on_limit, r.off_limit::float8 as off_limit,
            r.on_delay_seconds, r.max_gap_seconds, r.severity, r.enabled, (extract(epoch from r.valid_from) * 1000)::float8 as valid_from,
            (select json_agg(json_build_object('on_limit', v.on_limit::float8, 'off_limit', v.off_limit::float8,
                 'on_delay_seconds', v.on_delay_seconds, 'max_gap_seconds', v.max_gap_seconds, 'severity', v.severity, 'enabled', v.enabled,
                 'valid_from', (extract(epoch from v.valid_from) * 1000)::float8) order by v.valid_from)
               from alarm_rule_version v where v.maker_id = r.maker_id and v.rule_id = r.id) as versions
       from alarm_rule r
      where r.maker_id = $1 and (r.model_id = any($2) or r.machine_id = any($3)) order by r.id`,
    [
      tx.scope.makerId,
      [...new Set(machines.map(({ modelId }) => modelId))],
      machines.map(({ machineId }) => machineId),
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    modelId: row.model_id,
    machineId: row.machine_id,
    signalKey: row.signal_key,
    versions: [...(row.versions ?? []), row].map((version) => toVersion(row.direction, version)),
  }));
}

interface VersionRow {
  on_limit: number;
  off_limit: number;
  on_delay_seconds: number;
  max_gap_seconds: number | null;
  severity: Severity;
  enabled: boolean;
  valid_from: number;
}

interface RuleRow extends VersionRow {
  id: string;
  code: string;
  model_id: string | null;
  machine_id: string | null;
  signal_key: string;
  direction: LimitDirection;
}

function toVersion(direction: LimitDirection, row: VersionRow): RuleVersion {
  return {
    direction,
    onLimit: row.on_limit,
    offLimit: row.off_limit,
    onDelaySeconds: row.on_delay_seconds,
    maxGapSeconds: row.max_gap_seconds,
    severity: row.severity,
    enabled: row.enabled,
    validFrom: row.valid_from,
  };
}

/** Returns each machine's newest checkpoint. */
export async function loadNewestCheckpoints(
  tx: Transaction,
  machineIds: readonly string[],
): Promise<Map<string, Checkpoint>> {
  const rows: CheckpointRow[] = await tx.manager.query(
    `select w.machine_id, c.day_end, c.state from unnest($2::uuid[]) as w (machine_id) cross join lateral (
       select (extract(epoch from evaluated_to) * 1000)::float8 as day_end, state from alarm_checkpoint
        where maker_id = $1 and machine_id = w.machine_id order by evaluated_to desc limit 1) c`,
    [tx.scope.makerId, machineIds],
  );
  return new Map(rows.map((row) => [row.machine_id, { dayEnd: row.day_end, marks: row.state }]));
}

/** Returns all checkpoints of a machine, oldest first, one per day. */
export async function loadCheckpoints(tx: Transaction, machineId: string): Promise<Checkpoint[]> {
  const rows: CheckpointRow[] = await tx.manager.query(
    `select machine_id, (extract(epoch from evaluated_to) * 1000)::float8 as day_end, state from alarm_checkpoint
      where maker_id = $1 and machine_id = $2 order by evaluated_to`,
    [tx.scope.makerId, machineId],
  );
  return rows.map((row) => ({ dayEnd: row.day_end, marks: row.state }));
}

interface CheckpointRow {
  machine_id: string;
  day_end: number;
  state: EvaluationState[];
}

/** Stores the affected days and deletes checkpoints after the states from which the evaluations continued. */
export async function saveCheckpoints(
  tx: Transaction,
  saved: readonly {
    readonly machineId: string;
    readonly checkpoints: readonly Checkpoint[];
    readonly rewound: boolean;
  }[],
): Promise<void> {
  const rewound = saved.filter(({ rewound: wasRewound }) => wasRewound);
  if (rewound.length > 0) {
    await tx.manager.query(
      `delete from alarm_checkpoint c using unnest($2::uuid[], $3::timestamptz[]) as r (machine_id, first_day)
        where c.maker_id = $1 and c.machine_id = r.machine_id and c.evaluated_to >= r.first_day`,
      [
        tx.scope.makerId,
        rewound.map(({ machineId }) => machineId),
        rewound.map(({ checkpoints }) => new Date(checkpoints[0]?.dayEnd ?? 0)),
      ],
    );
  }
  const rows = saved.flatMap(({ machineId, checkpoints }) =>
    checkpoints.map((checkpoint) => ({ machineId, ...checkpoint })),
  );
  await tx.manager.query(
    `insert into alarm_checkpoint (maker_id, machine_id, evaluated_to, state)
     select $1, machine_id, day_end, state::jsonb from unnest($2::uuid[], $3::timestamptz[], $4::text[]) as c (machine_id, day_end, state)
     on conflict on constraint alarm_checkpoint_pk do update set state = excluded.state`,
    [
      tx.scope.makerId,
      rows.map(({ machineId }) => machineId),
      rows.map(({ dayEnd }) => new Date(dayEnd)),
      rows.map(({ marks }) => JSON.stringify(marks)),
    ],
  );
}

/** Maximum time after an alarm for which readings are shown with it. */
const MAX_SHOWN_AFTER = '1 hour';

/**
 * Emits an event if readings around alarms came late or were evaluated again, so that stored charts of these alarms are
 * updated.
 */
export async function emitReadingsCameLate(
  tx: Transaction,
  { machineId, from }: WaitingMachine,
): Promise<void> {
  const [alarm]: unknown[] = await tx.manager.query(
    `select from alarm where maker_id = $1 and machine_id = $2 and withdrawn_at is null and raised_at >= $3::timestamptz - $4::interval limit 1`,
    [tx.scope.makerId, machineId, new Date(from), MAX_SHOWN_AFTER],
  );
  if (alarm) {
    await tx.record({
      name: 'diagnostics.readings_came_late',
      version: 1,
      payload: { machineId, from: new Date(from).toISOString() },
    });
  }
}

export function rulesOf(machine: FreshMachine, rules: readonly LoadedRule[]): LoadedRule[] {
  return rules.filter(
    ({ modelId, machineId }) => modelId === machine.modelId || machineId === machine.machineId,
  );
}
