import { insertRows, newId, toRow, type Transaction, updateRows } from '#platform';
import { In } from 'typeorm';
import type { Usage } from '../domain/usage/usage.js';
import { UsageDay } from '../entities/usage-day.entity.js';
import { type UsageBasis, UsagePeriod } from '../entities/usage-period.entity.js';

/** The meter and period of usage, and its inputs. */
export interface UsageRecord {
  readonly contractId: string;
  readonly customerId: string;
  readonly meterId: string;
  readonly from: number;
  readonly to: number;
  readonly knownUntil: number;
  /** Cutoff for which the usage was derived. */
  readonly asOf: number;
  /** As in `Closing`. */
  readonly lookedTo: number | null;
  readonly basis: UsageBasis;
}

/** Usage to store. */
export interface UsageToSave {
  readonly record: UsageRecord;
  readonly usage: Usage;
}

/**
 * Stores usage as the current versions of the meters' periods. A version derived after the period's end never changes,
 * except for its `lookedTo`, so that amounts billed from it can be proven permanently. A version of a current period is
 * provisional and is overwritten. Usage that equals the current version updates only `lookedTo`.
 * @returns the ids of the current versions, in order
 */
export async function saveUsages(tx: Transaction, usages: readonly UsageToSave[]): Promise<string[]> {
  const { makerId } = tx.scope;
  const rows = usages.map(({ record, usage }) => toColumns(record, usage));
  const current = await findCurrent(tx, rows);
  const saved = rows.map((row, place) => {
    const found = current.get(place);
    const isReused = found?.isSame || found?.isProvisional;
    return { row, days: usages[place]!.usage.days, found, id: isReused ? found.id : newId() };
  });
  const written = saved.filter(({ found }) => !found?.isSame);
  const replaced = written.filter(({ found }) => found?.isProvisional);
  const added = written.filter(({ found }) => !found?.isProvisional);
  // Deletes days first, because the database protects the days of ended periods and checks the usage's state before
  // the change.
  if (replaced.length > 0)
    await tx.manager.delete(UsageDay, { makerId, usagePeriodId: In(replaced.map(({ id }) => id)) });
  await updateRows(
    tx,
    UsagePeriod,
    replaced.map(({ id, row }) => ({ id, ...row })),
  );
  await supersede(
    tx,
    added.flatMap(({ found }) => found?.id ?? []),
  );
  await insertRows(
    tx,
    UsagePeriod,
    added.map(({ id, row, found }) => ({ makerId, id, version: (found?.version ?? 0) + 1, ...row })),
  );
  await insertDays(tx, written);
  // Even if the usage is the same, the first reading after the period can have arrived in the meantime.
  const closed = saved.filter(({ found }) => found?.isSame && found.isLookedOtherwise);
  for (const { id, row } of closed)
    await tx.manager.update(UsagePeriod, { makerId, id }, { lookedTo: row.lookedTo });
  return saved.map(({ id }) => id);
}

interface Current {
  readonly id: string;
  readonly version: number;
  readonly isSame: boolean;
  readonly isProvisional: boolean;
  readonly isLookedOtherwise: boolean;
}

async function supersede(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.manager.update(
    UsagePeriod,
    { makerId: tx.scope.makerId, id: In([...ids]) },
    { supersededAt: tx.now },
  );
}

/**
 * Returns the current versions by the index of the usage, and whether they are equal to it. The time of derivation and
 * the cutoff may differ.
 */
async function findCurrent(
  tx: Transaction,
  rows: readonly ReturnType<typeof toColumns>[],
): Promise<Map<number, Current>> {
  const found: (Current & { readonly place: number })[] = await tx.manager.query(
    `select w.place::int as place, u.id, u.version, u.derived_at < u.period_to as "isProvisional",
            u.looked_to is distinct from n.looked_to as "isLookedOtherwise",
            u.period_to = n.period_to and u.quantity is not distinct from n.quantity and u.held_quantity = n.held_quantity
            and u.state = n.state and u.reasons = n.reasons and u.start_value is not distinct from n.start_value
            and u.end_value is not distinct from n.end_value and u.reading_count = n.reading_count
            and u.readings_hash = n.readings_hash and u.rule_version = n.rule_version
            and u.estimated_quantity = n.estimated_quantity and u.unbilled_quantity = n.unbilled_quantity
            and u.unknown_seconds = n.unknown_seconds and u.basis is not distinct from n.basis as "isSame"
       from jsonb_array_elements($2::jsonb) with ordinality as w (row, place)
      cross join lateral jsonb_populate_record(null::usage_period, w.row) n
       join usage_period u on u.maker_id = $1 and u.meter_id = n.meter_id and u.period_from = n.period_from and u.superseded_at is null
        for update of u`,
    [tx.scope.makerId, JSON.stringify(rows.map((row) => toRow(tx, UsagePeriod, row)))],
  );
  return new Map(found.map(({ place, ...current }) => [place - 1, current]));
}

function toColumns(record: UsageRecord, usage: Usage) {
  return {
    contractId: record.contractId,
    customerId: record.customerId,
    meterId: record.meterId,
    periodFrom: new Date(record.from),
    periodTo: new Date(record.to),
    knownUntil: new Date(record.knownUntil),
    quantity: usage.quantity,
    heldQuantity: usage.heldQuantity,
    estimatedQuantity: usage.estimatedQuantity,
    unbilledQuantity: usage.unbilledQuantity,
    unknownSeconds: usage.unknownSeconds,
    state: usage.state,
    reasons: [...usage.reasons],
    startValue: usage.startValue,
    endValue: usage.endValue,
    readingCount: usage.readingCount,
    readingsHash: usage.hash,
    ruleVersion: usage.ruleVersion,
    basis: record.basis,
    lookedTo: record.lookedTo === null ? null : new Date(record.lookedTo),
    derivedAt: new Date(record.asOf),
  };
}

async function insertDays(
  tx: Transaction,
  usages: readonly { readonly id: string; readonly days: Usage['days'] }[],
): Promise<void> {
  const days = usages.flatMap(({ id, days: of }) => of.map((day) => ({ usagePeriodId: id, ...day })));
  if (days.length === 0) return;
  await tx.manager.query(
    `insert into usage_day (maker_id, usage_period_id, day, quantity, held_quantity, reading_count, readings_hash)
     select $1, * from unnest($2::uuid[], $3::date[], $4::numeric[], $5::numeric[], $6::int[], $7::text[])`,
    [
      tx.scope.makerId,
      days.map(({ usagePeriodId }) => usagePeriodId),
      days.map(({ day }) => day),
      days.map(({ quantity }) => quantity),
      days.map(({ heldQuantity }) => heldQuantity),
      days.map(({ readingCount }) => readingCount),
      days.map(({ hash }) => hash),
    ],
  );
}
