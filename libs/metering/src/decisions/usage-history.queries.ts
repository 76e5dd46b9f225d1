import { getDevice } from '#equipment';
import { describeMeter, type MeteredDevice, type MeterFields, type MeterMethodFields } from '#contracts';
import { assertNoFaults, type Transaction } from '#platform';
import type { ContractMonth } from '../domain/usage/contract-month.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import type { PastMonth } from '../domain/evidence/past-month.js';

/**
 * A signal of a device and the way in which it is metered, by default as a counter. Missing limits are taken from the
 * latest contract that meters the signal in the same way.
 */
export type MeterQuery = Pick<MeterFields, 'deviceId' | 'signalKey'> &
  Partial<MeterMethodFields & Pick<MeterFields, 'unit' | 'maxRatePerHour' | 'maxGapMinutes'>>;

/** A meter and the device that it reads. */
export interface ResolvedMeter {
  readonly device: MeteredDevice;
  /** The machine's serial number; null if the device belongs to a site. */
  readonly serial: string | null;
  readonly meter: MeterFields;
}

interface DeviceSignal {
  readonly key: string;
  readonly kind: string;
  readonly unit: string;
  readonly modulus: string | null;
  readonly serial: string | null;
}

/** An id that no meter or contract has, so that no decisions are found. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Returns the meter of a query, completed with agreed terms.
 * @throws DomainError equipment.device_not_found, metering.counter_invalid (with the fields)
 */
export async function findMeter(tx: Transaction, query: MeterQuery): Promise<ResolvedMeter> {
  const { code, deviceKey, machineId } = await getDevice(tx, query.deviceId);
  const signals: DeviceSignal[] = await tx.manager.query(
    `select g.key, g.kind, g.unit, g.modulus::text as modulus, m.serial
       from device d
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       join signal g on g.maker_id = d.maker_id and (g.device_id = d.id or g.model_id = m.model_id)
      where d.maker_id = $1 and d.id = $2 order by g.position, g.key`,
    [tx.scope.makerId, query.deviceId],
  );
  const { meter, faults } = describeMeter({ ...query, id: NIL_ID }, signals);
  assertNoFaults('metering.counter_invalid', faults);
  const agreed = await findAgreedMeter(tx, meter, query);
  const { serial } = signals.find(({ key }) => key === query.signalKey)!;
  return { device: { code, deviceKey, machineId }, serial, meter: { ...meter, ...agreed } };
}

/**
 * Returns the terms of the latest contract that meters a signal in the same way, with the meter id that decisions
 * refer to.
 */
async function findAgreedMeter(
  tx: Transaction,
  { deviceId, signalKey, method, matches, intervalMinutes, factor }: MeterFields,
  { maxRatePerHour, maxGapMinutes }: MeterQuery,
): Promise<Pick<MeterFields, 'id' | 'modulus' | 'maxRatePerHour' | 'maxGapMinutes'> | undefined> {
  const [agreed]: Pick<MeterFields, 'id' | 'modulus' | 'maxRatePerHour' | 'maxGapMinutes'>[] =
    await tx.manager.query(
      `select e.id, e.modulus, e.max_rate_per_hour as "maxRatePerHour", e.max_gap_minutes as "maxGapMinutes"
         from meter e join contract c on c.maker_id = e.maker_id and c.id = e.contract_id
        where e.maker_id = $1 and e.device_id = $2 and e.signal_key = $3 and c.state <> 'draft'
          and e.method = $4 and e.matches = $5 and e.interval_minutes is not distinct from $6
          and e.factor is not distinct from $7
          and ($8 or e.max_rate_per_hour is not distinct from $9) and ($10::integer is null or e.max_gap_minutes = $10)
        order by c.starts_on desc, c.id limit 1`,
      [
        ...[tx.scope.makerId, deviceId, signalKey, method, matches, intervalMinutes, factor],
        ...[maxRatePerHour === undefined, maxRatePerHour ?? null, maxGapMinutes ?? null],
      ],
    );
  return agreed;
}

/**
 * Returns, by month, the usage that contracts stored for whole months. Includes only usage that was metered in the
 * same way and derived after the month's end.
 */
export async function findStoredMonths(
  tx: Transaction,
  { meter: { deviceId, signalKey, method, matches, intervalMinutes, factor } }: ResolvedMeter,
  { maxRatePerHour, maxGapMinutes }: MeterQuery,
  zone: string,
  months: readonly ContractMonth[],
): Promise<Map<string, PastMonth>> {
  const rows: (Omit<PastMonth, 'month' | 'seconds' | 'source'> & {
    readonly from: number;
    readonly to: number;
    readonly windows: readonly CountingWindow[];
  })[] = await tx.manager.query(
    `select u.state, u.quantity::text as quantity, u.held_quantity::text as "heldQuantity",
            u.estimated_quantity::text as "estimatedQuantity", u.unknown_seconds as "unknownSeconds",
            date_part('epoch', u.period_from) * 1000 as "from", date_part('epoch', u.period_to) * 1000 as "to",
            u.basis -> 'windows' as windows
       from usage_period u join meter e on e.maker_id = u.maker_id and e.id = u.meter_id
      where u.maker_id = $1 and e.device_id = $2 and e.signal_key = $3 and u.superseded_at is null
        and u.basis ->> 'zone' = $4 and u.period_from = any($5) and u.derived_at >= u.period_to
        and coalesce(u.basis ->> 'method', 'counter') = $6
        and coalesce(u.basis -> 'matches', '[]') = $7::jsonb
        and (u.basis ->> 'intervalMinutes')::integer is not distinct from $8
        and (u.basis ->> 'factor')::numeric is not distinct from $9
        and ($10 or (u.basis ->> 'maxRatePerHour')::numeric is not distinct from $11)
        and ($12::integer is null or (u.basis ->> 'maxGapMinutes')::integer = $12)
      order by u.derived_at`,
    [
      ...[tx.scope.makerId, deviceId, signalKey, zone, months.map(({ from }) => new Date(from))],
      ...[method, JSON.stringify(matches), intervalMinutes, factor],
      ...[maxRatePerHour === undefined, maxRatePerHour ?? null, maxGapMinutes ?? null],
    ],
  );
  const found = new Map<string, PastMonth>();
  for (const { from, to, windows, ...usage } of rows) {
    const month = months.find((one) => one.from === from && one.to === to);
    const isComplete = windows.some((window) => window.from <= from && window.to >= to);
    if (month && isComplete)
      found.set(month.month, { ...usage, month: month.month, seconds: (to - from) / 1000, source: 'stored' });
  }
  return found;
}
