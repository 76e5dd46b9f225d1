import type { Severity } from '#diagnostics';
import type { Transaction } from '#platform';
import { readMachineSamples } from '#telemetry';
import { composeEvidence, evidenceSpan, type Evidence } from '../domain/tickets/evidence.js';

interface AlarmRow {
  machine_id: string;
  signal_key: string;
  severity: Severity;
  unit: string;
  decimals: number;
  direction: 'above' | 'below';
  on_limit: number;
  off_limit: number;
  condition_since: Date;
  raised_at: Date;
  raised_value: number;
  peak_at: Date;
  peak_value: number;
  cleared_at: Date | null;
  newest_reading_at: Date | null;
}

/** Composes the curve around an alarm from the current readings, with the limits in force when it was raised. */
export async function composeAlarmEvidence(tx: Transaction, alarmId: string): Promise<Evidence | null> {
  const [alarm]: AlarmRow[] = await tx.manager.query(
    `select a.machine_id, a.signal_key, a.severity, coalesce(sig.unit, '') as unit, coalesce(sig.decimals, 1) as decimals, r.direction,
            coalesce(past.on_limit, r.on_limit)::float8 as on_limit, coalesce(past.off_limit, r.off_limit)::float8 as off_limit,
            a.condition_since, a.raised_at, a.raised_value::float8 as raised_value, a.peak_at, a.peak_value::float8 as peak_value, a.cleared_at,
            (select max(st.last_reading_at) from device d join device_status st on st.maker_id = d.maker_id and st.device_key = d.device_key
              where d.maker_id = a.maker_id and d.machine_id = a.machine_id) as newest_reading_at
       from alarm a
       join alarm_rule r on r.maker_id = a.maker_id and r.id = a.rule_id
       join machine m on m.maker_id = a.maker_id and m.id = a.machine_id
       left join alarm_rule_version past on past.maker_id = a.maker_id and past.rule_id = a.rule_id
         and past.valid_from <= a.raised_at and a.raised_at < past.valid_to
       left join lateral (
         select unit, decimals from signal where maker_id = a.maker_id and key = a.signal_key
           and (model_id = m.model_id or device_id in (select id from device d where d.maker_id = a.maker_id and d.machine_id = m.id))
          order by device_id nulls last limit 1) sig on true
      where a.maker_id = $1 and a.id = $2`,
    [tx.scope.makerId, alarmId],
  );
  if (!alarm) return null;
  const span = evidenceSpan(alarm.raised_at.getTime());
  return composeEvidence({
    alarm: {
      conditionSince: alarm.condition_since.getTime(),
      raisedAt: alarm.raised_at.getTime(),
      raisedValue: alarm.raised_value,
      peakAt: alarm.peak_at.getTime(),
      peakValue: alarm.peak_value,
      clearedAt: alarm.cleared_at?.getTime() ?? null,
    },
    signalKey: alarm.signal_key,
    unit: alarm.unit,
    decimals: alarm.decimals,
    severity: alarm.severity,
    rule: { direction: alarm.direction, onLimit: alarm.on_limit, offLimit: alarm.off_limit },
    samples: await readMachineSamples(tx, {
      machineId: alarm.machine_id,
      signalKey: alarm.signal_key,
      ...span,
    }),
    newestReadingAt: alarm.newest_reading_at?.getTime() ?? null,
  });
}
