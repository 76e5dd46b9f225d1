import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DomainError,
  type Page,
  type Scope,
  toPage,
  type Transaction,
  UnitOfWork,
} from '#platform';
import type { Severity } from './domain/limit-rule.js';

/**
 * `open`: not cleared; `acknowledged`: open and acknowledged; `cleared`: cleared; `all`: all alarms that aren't
 * withdrawn.
 */
export const ALARM_STATES = ['open', 'acknowledged', 'cleared', 'all'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

export interface AlarmFilter {
  readonly state?: AlarmState;
  readonly machineId?: string;
  /** Customer of the machine at the time of the alarm. */
  readonly customerId?: string;
  readonly siteId?: string;
  readonly severity?: Severity;
  /**
   * Start of a span. An alarm matches if its time, beginning with the first sample of its condition, overlaps the span.
   */
  readonly from?: Date;
  readonly to?: Date;
  readonly cursor?: string;
  readonly limit: number;
}

/** An alarm in lists. Values are decimal strings in the signal's unit. */
export interface AlarmView {
  readonly id: string;
  readonly ruleId: string;
  readonly code: string;
  /** The rule's name by locale. */
  readonly name: Record<string, string>;
  readonly severity: Severity;
  readonly signalKey: string;
  /** UCUM code; empty for a signal without a definition. */
  readonly unit: string;
  readonly decimals: number;
  readonly direction: 'above' | 'below';
  readonly onLimit: string;
  readonly offLimit: string;
  readonly machine: { readonly id: string; readonly serial: string };
  readonly site: {
    readonly id: string;
    readonly name: string;
    readonly city: string;
    readonly zone: string;
  } | null;
  readonly customer: { readonly id: string; readonly name: string } | null;
  readonly conditionSince: Date;
  readonly raisedAt: Date;
  readonly raisedValue: string;
  readonly peakValue: string;
  readonly peakAt: Date;
  readonly clearedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  /** Name of the maker's user; null for customers. */
  readonly acknowledgedBy: string | null;
  readonly version: number;
}

const SELECT = `
  select a.id, a.rule_id, a.code, coalesce(r.name_i18n, former.name_i18n) as name_i18n, a.severity, a.signal_key,
         coalesce(sig.unit, '') as unit, coalesce(sig.decimals, 1) as decimals, coalesce(r.direction, former.direction) as direction,
         coalesce(past.on_limit, former.on_limit, r.on_limit) as on_limit, coalesce(past.off_limit, former.off_limit, r.off_limit) as off_limit,
         m.id as machine_id, m.serial, s.id as site_id, s.name as site_name, s.city, s.zone, c.id as customer_id, c.name as customer_name,
         a.condition_since, a.raised_at, a.raised_value, a.peak_value, a.peak_at, a.cleared_at, a.acknowledged_at,
         a.acknowledged_by_name as acknowledged_by, a.version
    from alarm a
    left join alarm_rule r on r.maker_id = a.maker_id and r.id = a.rule_id
    join machine m on m.maker_id = a.maker_id and m.id = a.machine_id
    left join alarm_rule_version past on past.maker_id = a.maker_id and past.rule_id = a.rule_id
      and past.valid_from <= a.raised_at and a.raised_at < past.valid_to
    -- A customer can read the version of the rule only through this function, which is strict: it returns nothing for null.
    left join lateral alarm_rule_at(
      case when r.id is null or (a.raised_at < r.valid_from and past.rule_id is null) then a.rule_id end, a.raised_at) former on true
    left join lateral (
      select unit, decimals from signal where maker_id = a.maker_id and key = a.signal_key
        and (model_id = m.model_id or device_id in (select id from device d where d.maker_id = a.maker_id and d.machine_id = m.id))
       order by device_id nulls last limit 1) sig on true
    left join site s on s.maker_id = a.maker_id and s.id = a.site_id
    left join customer c on c.maker_id = a.maker_id and c.id = a.customer_id`;

const IN_STATE: Readonly<Record<AlarmState, string>> = {
  open: 'a.cleared_at is null',
  acknowledged: 'a.cleared_at is null and a.acknowledged_at is not null',
  cleared: 'a.cleared_at is not null',
  all: 'true',
};

@Injectable()
export class AlarmsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns alarms, newest first, without withdrawn ones. */
  list(scope: Scope, filter: AlarmFilter): Promise<Page<AlarmView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [raisedAt, id] = filter.cursor ? decodeCursor(filter.cursor, 2) : [null, null];
      const rows: AlarmRow[] = await tx.manager.query(
        `${SELECT}
          where a.maker_id = $1 and a.withdrawn_at is null and ${IN_STATE[filter.state ?? 'open']}
            and ($2::uuid is null or a.machine_id = $2) and ($3::text is null or a.severity = $3)
            and ($4::timestamptz is null or a.cleared_at is null or a.cleared_at > $4)
            and ($5::timestamptz is null or a.condition_since < $5)
            and ($6::timestamptz is null or (a.raised_at, a.id) < ($6::timestamptz, $7::uuid))
            and ($9::uuid is null or a.customer_id = $9) and ($10::uuid is null or a.site_id = $10)
          order by a.raised_at desc, a.id desc limit $8`,
        [
          scope.makerId,
          filter.machineId ?? null,
          filter.severity ?? null,
          filter.from ?? null,
          filter.to ?? null,
          raisedAt,
          id,
          filter.limit + 1,
          filter.customerId ?? null,
          filter.siteId ?? null,
        ],
      );
      return toPage(rows.map(toView), filter.limit, (alarm) => [alarm.raisedAt.toISOString(), alarm.id]);
    });
  }

  /** @throws DomainError diagnostics.alarm_not_found, also for an alarm that is outside the scope or withdrawn */
  get(scope: Scope, id: string): Promise<AlarmView> {
    return this.unitOfWork.run(scope, (tx) => getAlarmView(tx, id));
  }
}

export async function getAlarmView(tx: Transaction, id: string): Promise<AlarmView> {
  const [row]: AlarmRow[] = await tx.manager.query(
    `${SELECT} where a.maker_id = $1 and a.id = $2 and a.withdrawn_at is null`,
    [tx.scope.makerId, id],
  );
  if (!row) throw new DomainError('diagnostics.alarm_not_found', { id });
  return toView(row);
}

interface AlarmRow {
  id: string;
  rule_id: string;
  code: string;
  name_i18n: Record<string, string>;
  severity: Severity;
  signal_key: string;
  unit: string;
  decimals: number;
  direction: 'above' | 'below';
  on_limit: string;
  off_limit: string;
  machine_id: string;
  serial: string;
  site_id: string | null;
  site_name: string;
  city: string;
  zone: string;
  customer_id: string | null;
  customer_name: string;
  condition_since: Date;
  raised_at: Date;
  raised_value: string;
  peak_value: string;
  peak_at: Date;
  cleared_at: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  version: number;
}

function toView(row: AlarmRow): AlarmView {
  return {
    id: row.id,
    ruleId: row.rule_id,
    code: row.code,
    name: row.name_i18n,
    severity: row.severity,
    signalKey: row.signal_key,
    unit: row.unit,
    decimals: row.decimals,
    direction: row.direction,
    onLimit: row.on_limit,
    offLimit: row.off_limit,
    machine: { id: row.machine_id, serial: row.serial },
    site:
      row.site_id === null ? null : { id: row.site_id, name: row.site_name, city: row.city, zone: row.zone },
    customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name },
    conditionSince: row.condition_since,
    raisedAt: row.raised_at,
    raisedValue: row.raised_value,
    peakValue: row.peak_value,
    peakAt: row.peak_at,
    clearedAt: row.cleared_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    version: row.version,
  };
}
