import { takesText, type UsageMethod } from '#contracts';
import { DomainError, groupBy, type Transaction } from '#platform';
import type { CounterReading } from '../domain/steps/counter-reading.js';
import { deriveUsage } from '../domain/usage/derive-usage.js';
import { type MeteredPeriod } from '../domain/usage/metered-period.js';
import { NO_RECORDS, type MeterRecords, withOpening } from '../domain/evidence/meter-records.js';
import type { Usage } from '../domain/usage/usage.js';
import { UsagePeriod, type UsageBasis } from '../entities/usage-period.entity.js';
import { findDecisionsById, type DecisionView } from '../decisions/exceptions.queries.js';
import { findRecords, type RecordedMeter } from '../decisions/records.queries.js';
import { loadReadings, type CounterSource } from './usage.queries.js';
import { reloadClosings } from './closing-readings.js';

/** Stored usage, the source of its readings, and the meter to which its records refer. */
export interface StoredUsageSource {
  readonly period: UsagePeriod;
  readonly source: CounterSource;
  readonly meter: RecordedMeter;
}

/** Loads stored usage with its source. @throws DomainError metering.usage_not_found */
export async function findStoredUsage(tx: Transaction, id: string): Promise<StoredUsageSource> {
  const period = await tx.manager.findOneBy(UsagePeriod, { makerId: tx.scope.makerId, id });
  const [found]: (CounterSource & RecordedMeter & { readonly method: UsageMethod })[] =
    await tx.manager.query(
      `select m.id, d.id as "deviceId", d.machine_id as "machineId", d.device_key as "deviceKey", m.signal_key as "signalKey", m.method
       from usage_period u
       join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
      where u.maker_id = $1 and u.id = $2`,
      [tx.scope.makerId, id],
    );
  if (!period || !found) throw new DomainError('metering.usage_not_found');
  return { period, source: { ...found, takesText: takesText(found.method) }, meter: found };
}

/** Returns the stored daily usage of meters, by meter and day. */
export async function findStoredDays(
  tx: Transaction,
  meterIds: readonly string[],
  days: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  if (meterIds.length === 0 || days.length === 0) return new Map();
  const rows: { meterId: string; day: string; quantity: string }[] = await tx.manager.query(
    `select u.meter_id as "meterId", d.day::text as day, d.quantity
       from usage_period u join usage_day d on d.maker_id = u.maker_id and d.usage_period_id = u.id
      where u.maker_id = $1 and u.meter_id = any($2) and u.superseded_at is null and d.day between $3 and $4`,
    [tx.scope.makerId, meterIds, days[0], days.at(-1)],
  );
  return new Map(
    [...groupBy(rows, ({ meterId }) => meterId)].map(([meterId, ofMeter]) => [
      meterId,
      new Map(ofMeter.map(({ day, quantity }) => [day, quantity])),
    ]),
  );
}

/** Returns the decisions on which usage is based. */
export async function findDecisionsOfUsages(
  tx: Transaction,
  periods: readonly Pick<UsagePeriod, 'reasons'>[],
): Promise<DecisionView[]> {
  const ids = periods.flatMap(({ reasons }) =>
    reasons.flatMap(({ decision }) => (decision ? [decision.id] : [])),
  );
  return [...(await findDecisionsById(tx, [...new Set(ids)])).values()];
}

/** Derives stored usage, or a part of it, again with its original inputs. */
export async function rederive(
  tx: Transaction,
  { period: stored, source, meter }: StoredUsageSource,
  basis: UsageBasis,
  part: PeriodPart = fullPeriodOf(stored, basis),
): Promise<Usage> {
  const readings = part.isPart
    ? [
        ...(await loadReadings(tx, source, part.windows, stored.knownUntil.getTime())),
        ...(basis.bounding ?? []),
      ]
    : await loadReadingsOfUsage(tx, source, stored, basis);
  return deriveFrom(readings, stored, basis, await reloadRecords(tx, meter, basis), part);
}

/**
 * Loads all readings from which stored usage was derived, including readings after its segments that end divided steps.
 * Readings of another customer are stored with the usage, because the usage's own customer can't read them again.
 */
export async function loadReadingsOfUsage(
  tx: Transaction,
  source: CounterSource,
  { knownUntil, lookedTo }: UsagePeriod,
  { windows, bounding = [] }: UsageBasis,
): Promise<CounterReading[]> {
  const known = knownUntil.getTime();
  const readings = await loadReadings(tx, source, windows, known);
  const closings = await reloadClosings(tx, source, windows, {
    lookedTo: lookedTo?.getTime() ?? null,
    known,
  });
  // Removes readings that were found twice.
  const found = new Set([...readings, ...closings].map(({ at, seq }) => `${at} ${seq}`));
  return [...readings, ...closings, ...bounding.filter(({ at, seq }) => !found.has(`${at} ${seq}`))];
}

/** Derives stored usage from readings, according to the version of the rules with which it was stored. */
export function deriveFrom(
  readings: readonly CounterReading[],
  stored: UsagePeriod,
  basis: UsageBasis,
  records: MeterRecords,
  part: PeriodPart = fullPeriodOf(stored, basis),
): Usage {
  const knownUntil = stored.knownUntil.getTime();
  const asOf = stored.derivedAt.getTime();
  const rule = { ...basis, version: stored.ruleVersion };
  return deriveUsage(readings, rule, { ...part, zone: basis.zone, knownUntil, asOf }, records);
}

/** Loads the records about the meter that existed when the usage was derived. */
export async function reloadRecords(
  tx: Transaction,
  meter: RecordedMeter,
  basis: UsageBasis,
): Promise<MeterRecords> {
  const { zone, lastRecord = null, off = [], opening = null } = basis;
  const { records } = await findRecords(tx, meter, zone, lastRecord);
  return withOpening({ ...records, off }, opening);
}

type PeriodPart = Pick<MeteredPeriod, 'from' | 'to' | 'windows' | 'isPart'>;

const fullPeriodOf = ({ periodFrom, periodTo }: UsagePeriod, { windows }: UsageBasis): PeriodPart => ({
  from: periodFrom.getTime(),
  to: periodTo.getTime(),
  windows,
});

/** Loads the records and decisions on which stored usage is based. @throws DomainError metering.usage_not_found */
export async function loadRecordsOfUsage(tx: Transaction, usagePeriodId: string): Promise<MeterRecords> {
  const { period, meter } = await findStoredUsage(tx, usagePeriodId);
  return period.basis === null ? NO_RECORDS : reloadRecords(tx, meter, period.basis);
}
