import type { Transaction } from '#platform';
import { type DeviceLimits, type LimitRule, resolveLimits } from '../domain/intake/rate-limit.js';
import { computeUsedShare, type UsageRates } from '../domain/intake/limit-use.js';

/** Usage of limits by a device or a maker, in the last minute and in the busiest minute of the last day. */
export interface LimitUse {
  /** Start of the last minute; null if there are no recent messages. */
  readonly at: Date | null;
  readonly last: UsageRates;
  readonly most: UsageRates;
}

/** A device and its highest usage of its limits within the last day. */
export interface DeviceBudget {
  readonly device: { readonly id: string; readonly code: string; readonly machineId: string | null };
  readonly limits: DeviceLimits;
  readonly most: UsageRates;
  /** Used share of the current limits: the greater of the shares for messages and values. */
  readonly share: number;
}

/** Time for which the last minute is shown as current. Ingest writes a minute after it has ended. */
const CURRENT_WITHIN = '3 minutes';

interface UseRow {
  at: Date | null;
  messages: number | null;
  points: number | null;
  most_messages: number | null;
  most_points: number | null;
}

/** Returns a device's usage of its limits. */
export async function findDeviceUse(tx: Transaction, deviceKey: number): Promise<LimitUse> {
  const rows: UseRow[] = await tx.manager.query(
    `with hours as (select * from device_intake
                     where maker_id = $1 and device_key = $2 and hour > $3::timestamptz - interval '1 day'),
          last as (select minute, minute_messages, minute_points from hours
                    where minute > $3::timestamptz - interval '${CURRENT_WITHIN}' order by minute desc limit 1)
     select max(last.minute) as at, max(minute_messages)::float8 as messages, max(minute_points)::float8 as points,
            (select max(most_messages) from hours)::float8 as most_messages, (select max(most_points) from hours)::float8 as most_points
       from last`,
    [tx.scope.makerId, deviceKey, tx.now],
  );
  return toUse(rows[0]!);
}

/** Returns the combined usage of a maker's devices. */
export async function findMakerUse(tx: Transaction): Promise<LimitUse> {
  const rows: UseRow[] = await tx.manager.query(
    `with minutes as (select minute, messages, points from intake_minute
                       where maker_id = $1 and minute > $2::timestamptz - interval '1 day'
                         and minute <= $2::timestamptz - interval '1 minute'),
          last as (select * from minutes where minute > $2::timestamptz - interval '${CURRENT_WITHIN}' order by minute desc limit 1)
     select max(last.minute) as at, max(messages)::float8 as messages, max(points)::float8 as points,
            (select max(messages) from minutes)::float8 as most_messages, (select max(points) from minutes)::float8 as most_points
       from last`,
    [tx.scope.makerId, tx.now],
  );
  return toUse(rows[0]!);
}

interface BudgetRow {
  device: DeviceBudget['device'];
  own: LimitRule | null;
  of_model: LimitRule | null;
  messages: number;
  points: number;
}

const RULE_JSON = `json_build_object('messagesPerSecond', l.messages_per_second, 'pointsPerSecond', l.points_per_second, 'payloadBytes', l.payload_bytes)`;

/** Returns the devices that came closest to their limits within the last day, closest first. */
export async function listBudgets(tx: Transaction, count: number): Promise<DeviceBudget[]> {
  const rows: BudgetRow[] = await tx.manager.query(
    `select json_build_object('id', d.id, 'code', coalesce(m.serial, d.code), 'machineId', d.machine_id) as device,
            (select ${RULE_JSON} from intake_limit l where l.maker_id = $1 and l.device_id = d.id) as own,
            (select ${RULE_JSON} from intake_limit l where l.maker_id = $1 and l.model_id = m.model_id) as of_model,
            sent.messages, sent.points
       from (select device_key, max(most_messages)::float8 as messages, max(most_points)::float8 as points
               from device_intake where maker_id = $1 and hour > $2::timestamptz - interval '1 day' group by device_key) sent
       join device d on d.device_key = sent.device_key and d.archived_at is null
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id`,
    [tx.scope.makerId, tx.now],
  );
  return rows
    .map(({ device, own, of_model, messages, points }) => {
      const limits = resolveLimits(own, of_model);
      const most = perSecond(messages, points);
      return { device, limits, most, share: computeUsedShare(most, limits) };
    })
    .sort((a, b) => b.share - a.share || a.device.code.localeCompare(b.device.code))
    .slice(0, count);
}

function toUse({ at, messages, points, most_messages, most_points }: UseRow): LimitUse {
  return {
    at,
    last: perSecond(messages ?? 0, points ?? 0),
    most: perSecond(most_messages ?? 0, most_points ?? 0),
  };
}

/** Converts a minute's counts to rates. */
function perSecond(messages: number, points: number): UsageRates {
  return { messagesPerSecond: messages / 60, pointsPerSecond: points / 60 };
}
