import { getDevice } from '#equipment';
import { type MeteredDevice, type MeterFields, OF_A_COUNTER } from '#contracts';
import { DomainError, type Transaction } from '#platform';
import type { ContractMonth } from './domain/contract-month.js';
import type { CounterMonth } from './domain/counter-month.js';
import type { CountingWindow } from './domain/metered-period.js';

/** A counter, and how it is read. */
export interface CounterToLookAt {
  readonly device: MeteredDevice;
  /** Of the machine; null for an instrument of a site. */
  readonly serial: string | null;
  /** As the contract that counts it last reads it; as the signal says where no contract counts it. */
  readonly meter: MeterFields;
}

interface SignalOfCounter {
  readonly key: string;
  readonly kind: string;
  readonly unit: string;
  readonly modulus: string | null;
  readonly serial: string | null;
}

/** Id of no meter and no contract: nothing was decided about it. */
export const NOBODYS = '00000000-0000-0000-0000-000000000000';
/** A day without a word is worth a mention. */
const USUAL_GAP_MINUTES = 1440;

/** @throws DomainError equipment.device_not_found, metering.counter_invalid (with the field) */
export async function findCounter(
  tx: Transaction,
  deviceId: string,
  signalKey: string,
): Promise<CounterToLookAt> {
  const { code, deviceKey, machineId } = await getDevice(tx, deviceId);
  const signals: SignalOfCounter[] = await tx.manager.query(
    `select g.key, g.kind, g.unit, g.modulus::text as modulus, m.serial
       from device d
       left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
       join signal g on g.maker_id = d.maker_id and (g.device_id = d.id or g.model_id = m.model_id)
      where d.maker_id = $1 and d.id = $2 order by g.position, g.key`,
    [tx.scope.makerId, deviceId],
  );
  const signal = signals.find(({ key }) => key === signalKey);
  const value = signalKey;
  if (!signal) {
    const counters = signals.filter(({ kind }) => kind === 'counter').map(({ key }) => key);
    throw refused('signal_unknown', { value, counters: counters.join(', ') });
  }
  if (signal.kind !== 'counter') throw refused('signal_not_a_counter', { value, kind: signal.kind });
  const { unit, modulus, serial } = signal;
  const [agreed]: Pick<MeterFields, 'id' | 'modulus' | 'maxRatePerHour' | 'maxGapMinutes'>[] =
    await tx.manager.query(
      `select e.id, e.modulus, e.max_rate_per_hour as "maxRatePerHour", e.max_gap_minutes as "maxGapMinutes"
         from meter e join contract c on c.maker_id = e.maker_id and c.id = e.contract_id
        where e.maker_id = $1 and e.device_id = $2 and e.signal_key = $3 and c.state <> 'draft'
        order by c.starts_on desc, c.id limit 1`,
      [tx.scope.makerId, deviceId, signalKey],
    );
  const rule = agreed ?? { id: NOBODYS, modulus, maxRatePerHour: null, maxGapMinutes: USUAL_GAP_MINUTES };
  const meter = { ...rule, ...OF_A_COUNTER, deviceId, signalKey, unit };
  return { device: { code, deviceKey, machineId }, serial, meter };
}

const refused = (code: string, params: Record<string, string>): DomainError =>
  new DomainError('metering.counter_invalid', {}, [
    { pointer: '/signalKey', code: `contracts.${code}`, params },
  ]);

/** Usage that contracts have of whole months which were over when it was derived, by month. */
export async function storedMonthsOf(
  tx: Transaction,
  { meter: { deviceId, signalKey } }: CounterToLookAt,
  zone: string,
  months: readonly ContractMonth[],
): Promise<Map<string, CounterMonth>> {
  const rows: (Omit<CounterMonth, 'month' | 'seconds' | 'source'> & {
    readonly from: number;
    readonly to: number;
    readonly windows: readonly CountingWindow[];
  })[] = await tx.manager.query(
    `select u.state, u.quantity::text as quantity, u.held_quantity::text as "heldQuantity",
            u.estimated_quantity::text as "estimatedQuantity", u.unknown_seconds as "unknownSeconds",
            date_part('epoch', u.period_from) * 1000 as "from", date_part('epoch', u.period_to) * 1000 as "to",
            u.basis -> 'windows' as windows
       from usage_period u join meter e on e.maker_id = u.maker_id and e.id = u.meter_id
      where u.maker_id = $1 and e.device_id = $2 and e.signal_key = $3 and e.method = 'counter' and u.superseded_at is null
        and u.basis ->> 'zone' = $4 and u.period_from = any($5) and u.derived_at >= u.period_to
      order by u.derived_at`,
    [tx.scope.makerId, deviceId, signalKey, zone, months.map(({ from }) => new Date(from))],
  );
  const found = new Map<string, CounterMonth>();
  for (const { from, to, windows, ...usage } of rows) {
    const month = months.find((one) => one.from === from && one.to === to);
    const isWhole = windows.some((window) => window.from <= from && window.to >= to);
    if (month && isWhole)
      found.set(month.month, { ...usage, month: month.month, seconds: (to - from) / 1000, source: 'stored' });
  }
  return found;
}
