import { groupBy, preparedQuery, type Transaction } from '#platform';
import { findReceived, type ReceiptCheck } from '#telemetry';
import { type CountingWindow } from '../domain/usage/metered-period.js';
import { LOOK_BACK_MS } from '../domain/evidence/evidence-span.js';
import type { StoredUsage } from '../domain/evidence/known-usage.js';
import type { OpeningValue } from '../domain/evidence/meter-records.js';
import { RULE_VERSION } from '../domain/usage/meter-rule.js';
import type { DayUsage, Usage } from '../domain/usage/usage.js';
import { counterOf, machineOf, type MeterMonth, openingOf, windowsOf } from './metered-contract.js';
import { findLastRecords } from '../decisions/records.queries.js';
import { basisOf } from './usage-basis.js';
import { findCoverages } from '../decisions/coverages.queries.js';

/** A requested month of a meter. */
export interface RequestedUsage extends MeterMonth {
  /** True if the days of the usage are needed. */
  readonly withDays: boolean;
}

/**
 * Finds stored usage that a new derivation would repeat: derived after the month's end by the same rule, windows and
 * records, and with no reading received since then in the time of their evidence. Excludes site meters of contracts
 * with machines, because the machines' states affect their usage.
 * @param cutoff data received at this instant or later is ignored
 * @returns usage in the order of `wanted`; null where usage has to be derived
 */
export async function findUnchanged(
  tx: Transaction,
  wanted: readonly RequestedUsage[],
  cutoff: Date,
): Promise<(StoredUsage | null)[]> {
  const months = await describeMonths(tx, wanted, cutoff);
  const candidates = await findStoredRows(tx, months, cutoff);
  const lookups = candidates.map(({ month, row }) => toReceiptLookup(month, row, cutoff));
  const checkable = candidates.filter((_, index) => lookups[index] !== null);
  const isLater = await findReceived(
    tx,
    lookups.flatMap((lookup) => lookup ?? []),
  );
  const unchanged = checkable.filter((_, index) => !isLater[index]);
  const days = await loadDays(
    tx,
    unchanged.filter(({ month }) => wanted[month.place]!.withDays).map(({ row }) => row.id),
  );
  const found = wanted.map((): StoredUsage | null => null);
  for (const { month, row } of unchanged) {
    const { id, state, quantity, heldQuantity, estimatedQuantity, reasons, hash } = row;
    const usage = { state, quantity, heldQuantity, estimatedQuantity, reasons, hash, days: days(id) };
    found[month.place] = { usage, usagePeriodId: id };
  }
  return found;
}

interface DescribedMonth extends MeterMonth {
  /** Index in the request. */
  readonly place: number;
  readonly windows: readonly CountingWindow[];
  readonly lastRecord: string | null;
  readonly opening: OpeningValue | null;
}

async function describeMonths(
  tx: Transaction,
  wanted: readonly RequestedUsage[],
  cutoff: Date,
): Promise<DescribedMonth[]> {
  const indexes = [...wanted.keys()].filter((place) => {
    const { contract, meter, month } = wanted[place]!;
    const isIndependent = machineOf(contract, meter) !== null || contract.machines.length === 0;
    return isIndependent && month.to <= cutoff.getTime();
  });
  const { placements, otherCoverages } = await findCoverages(
    tx,
    indexes.map((place) => wanted[place]!),
    cutoff,
  );
  const records = await findLastRecords(
    tx,
    indexes.map((place) => {
      const { contract, meter } = wanted[place]!;
      return { ...meter, machineId: machineOf(contract, meter) };
    }),
    cutoff,
  );
  return indexes.map((place, index) => {
    const { contract, meter, month } = wanted[place]!;
    const windows = windowsOf({ contract, meter, month }, placements, otherCoverages[index]);
    const opening = openingOf(contract, meter);
    return { contract, meter, month, place, windows, lastRecord: records[index]!, opening };
  });
}

interface StoredRow extends Pick<
  Usage,
  'state' | 'quantity' | 'heldQuantity' | 'estimatedQuantity' | 'reasons' | 'startValue'
> {
  readonly place: number;
  readonly id: string;
  readonly hash: string;
  readonly knownUntil: Date;
  readonly evidenceFrom: Date;
  /** Null if unlimited. */
  readonly lookedTo: Date | null;
}

async function findStoredRows(
  tx: Transaction,
  months: readonly DescribedMonth[],
  cutoff: Date,
): Promise<{ readonly month: DescribedMonth; readonly row: StoredRow }[]> {
  // Joins each row by its key. Under row-level security, the planner can't estimate that there are only a few rows,
  // and would scan all retention holds to find some of them.
  const rows: StoredRow[] = await preparedQuery(
    tx,
    `select w.place::int as place, u.id, u.state, u.quantity, u.held_quantity as "heldQuantity",
            u.estimated_quantity as "estimatedQuantity", u.reasons, u.start_value as "startValue", u.readings_hash as hash,
            u.known_until as "knownUntil", h.from_time as "evidenceFrom", u.looked_to as "lookedTo"
       from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[])
            with ordinality as w (meter_id, period_from, period_to, basis, place)
      cross join lateral (
        select * from usage_period p where p.maker_id = $1 and p.meter_id = w.meter_id and p.period_from = w.period_from
           and p.superseded_at is null limit 1) u
      cross join lateral (
        select h.from_time from reading_hold h where h.maker_id = $1 and h.usage_period_id = u.id limit 1) h
      where u.period_to = w.period_to and u.derived_at >= u.period_to and u.known_until <= $6 and u.rule_version = ${RULE_VERSION} and u.basis - 'bounding' = w.basis::jsonb`,
    [
      tx.scope.makerId,
      months.map(({ meter }) => meter.id),
      months.map(({ month }) => new Date(month.from)),
      months.map(({ month }) => new Date(month.to)),
      months.map(({ contract: { zone }, meter, windows, lastRecord, opening }) =>
        JSON.stringify(basisOf(meter, { zone, windows, lastRecord, off: [], opening })),
      ),
      cutoff,
    ],
  );
  return rows.map((row) => ({ month: months[row.place - 1]!, row }));
}

/**
 * Returns the range of device times and the range of receipt times that can contain readings that are not part of
 * stored usage. Null if unknown.
 */
function toReceiptLookup(
  { contract, meter, windows }: DescribedMonth,
  row: StoredRow,
  cutoff: Date,
): ReceiptCheck | null {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return null;
  const start = first.from - LOOK_BACK_MS;
  const opened = continuesEarlierReading(row, windows) ? row.evidenceFrom.getTime() : null;
  const fromMs = opened ?? first.before ?? (first.since >= start ? first.since : null);
  if (fromMs === null) return null;
  return {
    ...counterOf(contract, meter),
    span: { fromMs, toMs: row.lookedTo === null ? Infinity : Math.max(last.to, row.lookedTo.getTime()) + 1 },
    received: { fromMs: row.knownUntil.getTime(), toMs: cutoff.getTime() },
  };
}

/** Returns true when counting continued from a reading before the month, so that older readings are irrelevant. */
function continuesEarlierReading(
  { startValue, reasons }: StoredRow,
  windows: readonly CountingWindow[],
): boolean {
  const isUncertain = reasons.some(
    ({ code }) => code === 'began_at_first_reading' || code === 'more_reasons',
  );
  return windows.length === 1 && startValue !== null && !isUncertain;
}

async function loadDays(
  tx: Transaction,
  usagePeriodIds: readonly string[],
): Promise<(usagePeriodId: string) => StoredUsage['usage']['days']> {
  if (usagePeriodIds.length === 0) return () => [];
  const rows: (Pick<DayUsage, 'day' | 'quantity' | 'heldQuantity'> & { readonly usagePeriodId: string })[] =
    await preparedQuery(
      tx,
      `select usage_period_id as "usagePeriodId", day::text, quantity, held_quantity as "heldQuantity"
         from usage_day where maker_id = $1 and usage_period_id = any($2) order by usage_period_id, day`,
      [tx.scope.makerId, usagePeriodIds],
    );
  const days = groupBy(rows, ({ usagePeriodId }) => usagePeriodId);
  return (id) => days.get(id) ?? [];
}
