import { newId, type Transaction } from '#platform';
import type { DetectedAlarm } from './domain/evaluate-limit.js';
import type { Severity } from './domain/limit-rule.js';
import { reconcileAlarms, type Reconciliation, type StoredAlarm } from './domain/reconcile-alarms.js';
import { Alarm } from './entities/alarm.entity.js';
import type { LoadedRule } from './evaluation.queries.js';

/** All findings about a machine since a checkpoint. */
export interface MachineFindings {
  readonly machineId: string;
  /** Alarms that cleared at or before this time are final and not compared; ms since the epoch. */
  readonly finalUntil: number;
  readonly byRule: readonly { readonly rule: LoadedRule; readonly found: readonly DetectedAlarm[] }[];
}

interface RevisableAlarm extends StoredAlarm {
  readonly machineId: string;
  readonly ruleId: string;
  readonly version: number;
}

/**
 * Reconciles the alarm rows of machines with the findings, and emits an event for each alarm that was raised, cleared,
 * changed or withdrawn. Applying the same findings again changes nothing.
 */
export async function applyFindings(tx: Transaction, findings: readonly MachineFindings[]): Promise<void> {
  if (findings.length === 0) return;
  const revisable = await loadRevisable(tx, findings);
  for (const { machineId, byRule } of findings) {
    for (const { rule, found } of byRule) {
      const stored = revisable.filter((alarm) => alarm.machineId === machineId && alarm.ruleId === rule.id);
      await applyReconciliation(tx, machineId, rule, reconcileAlarms(stored, found));
    }
  }
}

/**
 * Applies changes to alarm rows. At most one alarm of a rule may be open after any statement, so rows are closed before
 * another is opened.
 */
async function applyReconciliation(
  tx: Transaction,
  machineId: string,
  rule: LoadedRule,
  { withdrawn, changed, added }: Reconciliation<RevisableAlarm>,
): Promise<void> {
  for (const stored of withdrawn) {
    await updateAlarm(tx, stored, { withdrawnAt: tx.now });
    await emitAlarmEvent(tx, 'alarm_withdrawn', stored.id);
  }
  const closedFirst = [...changed].sort(
    (a, b) => Number(a.found.clearedAt === null) - Number(b.found.clearedAt === null),
  );
  for (const { stored, found } of closedFirst) {
    await updateAlarm(tx, stored, {
      ...toColumns(found),
      ...(await findPlacement(tx, machineId, found.raisedAt)),
    });
    await emitAlarmEvent(
      tx,
      stored.clearedAt === null && found.clearedAt !== null ? 'alarm_cleared' : 'alarm_changed',
      stored.id,
    );
  }
  for (const found of added) {
    const id = newId();
    await tx.manager.insert(Alarm, {
      makerId: tx.scope.makerId,
      id,
      ruleId: rule.id,
      machineId,
      code: rule.code,
      signalKey: rule.signalKey,
      ...toColumns(found),
      ...(await findPlacement(tx, machineId, found.raisedAt)),
      recordedAt: tx.now,
    });
    await emitAlarmEvent(tx, 'alarm_raised', id);
    if (found.clearedAt !== null) await emitAlarmEvent(tx, 'alarm_cleared', id);
  }
}

async function updateAlarm(
  tx: Transaction,
  { id, version }: RevisableAlarm,
  columns: Partial<Alarm>,
): Promise<void> {
  await tx.manager.update(Alarm, { makerId: tx.scope.makerId, id }, { ...columns, version: version + 1 });
}

async function emitAlarmEvent(tx: Transaction, eventName: string, alarmId: string): Promise<void> {
  await tx.record({ name: `diagnostics.${eventName}`, version: 1, payload: { alarmId } });
}

/** Returns the machine's placement at the time of an alarm, because the alarm belongs to the customer at that time. */
async function findPlacement(
  tx: Transaction,
  machineId: string,
  at: number,
): Promise<Pick<Alarm, 'siteId' | 'customerId'>> {
  const [placement]: { site_id: string; customer_id: string }[] = await tx.manager.query(
    `select site_id, customer_id from placement where maker_id = $1 and machine_id = $2 and during @> $3::timestamptz`,
    [tx.scope.makerId, machineId, new Date(at)],
  );
  return { siteId: placement?.site_id ?? null, customerId: placement?.customer_id ?? null };
}

function toColumns(found: DetectedAlarm) {
  return {
    severity: found.severity,
    conditionSince: new Date(found.conditionSince),
    raisedAt: new Date(found.raisedAt),
    raisedValue: String(found.raisedValue),
    raisedDeviceKey: found.raisedDeviceKey,
    raisedSeq: found.raisedSeq,
    peakValue: String(found.peakValue),
    peakAt: new Date(found.peakAt),
    clearedAt: found.clearedAt === null ? null : new Date(found.clearedAt),
  };
}

async function loadRevisable(
  tx: Transaction,
  findings: readonly MachineFindings[],
): Promise<RevisableAlarm[]> {
  const rows: {
    id: string;
    version: number;
    machine_id: string;
    rule_id: string;
    severity: Severity;
    condition_since: Date;
    raised_at: Date;
    raised_value: string;
    raised_device_key: number;
    raised_seq: string;
    peak_value: string;
    peak_at: Date;
    cleared_at: Date | null;
  }[] = await tx.manager.query(
    `select a.id, a.version, a.machine_id, a.rule_id, a.severity, a.condition_since, a.raised_at, a.raised_value, a.raised_device_key,
            a.raised_seq, a.peak_value, a.peak_at, a.cleared_at
       from alarm a join unnest($2::uuid[], $3::timestamptz[]) as s (machine_id, settled_to) on s.machine_id = a.machine_id
      where a.maker_id = $1 and a.withdrawn_at is null and (a.cleared_at is null or a.cleared_at > s.settled_to)`,
    [
      tx.scope.makerId,
      findings.map(({ machineId }) => machineId),
      findings.map(({ finalUntil }) => new Date(finalUntil)),
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    machineId: row.machine_id,
    ruleId: row.rule_id,
    severity: row.severity,
    conditionSince: row.condition_since.getTime(),
    raisedAt: row.raised_at.getTime(),
    raisedValue: Number(row.raised_value),
    raisedDeviceKey: row.raised_device_key,
    raisedSeq: row.raised_seq,
    peakValue: Number(row.peak_value),
    peakAt: row.peak_at.getTime(),
    clearedAt: row.cleared_at?.getTime() ?? null,
  }));
}
