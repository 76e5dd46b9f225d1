import { newId, type Transaction } from '#platform';
import type { Usage } from './domain/usage.js';
import { UsageDay } from './entities/usage-day.entity.js';
import { type UsageBasis, UsagePeriod } from './entities/usage-period.entity.js';

/** Whose usage it is and by what it was derived. */
export interface UsageRecord {
  readonly contractId: string;
  readonly customerId: string;
  readonly meterId: string;
  readonly from: number;
  readonly to: number;
  readonly knownUntil: number;
  readonly basis: UsageBasis;
}

/**
 * Stores a usage as the version of its meter's period that holds from now on. A version that was derived when the period was
 * over stays as it is: whatever was billed by it can be proven for good. One of a running period is provisional and written
 * over. A usage that says the same as the version that holds changes nothing.
 * @returns the id of the version that holds
 */
export async function saveUsage(tx: Transaction, record: UsageRecord, usage: Usage): Promise<string> {
  const current = await findCurrent(tx, record, usage);
  if (current?.is_same) return current.id;
  if (current?.is_provisional) {
    await replace(tx, current, record, usage);
    return current.id;
  }
  if (current) await supersede(tx, current.id);
  const id = newId();
  await tx.manager.insert(UsagePeriod, {
    makerId: tx.scope.makerId,
    id,
    version: (current?.version ?? 0) + 1,
    ...columnsOf(tx, record, usage),
  });
  await insertDays(tx, id, usage);
  return id;
}

interface Current {
  readonly id: string;
  readonly version: number;
  readonly is_same: boolean;
  readonly is_provisional: boolean;
}

async function supersede(tx: Transaction, id: string): Promise<void> {
  await tx.manager.update(UsagePeriod, { makerId: tx.scope.makerId, id }, { supersededAt: tx.now });
}

/** Days first: the rule that keeps those of ended periods looks at the usage as it was. */
async function replace(tx: Transaction, { id }: Current, record: UsageRecord, usage: Usage): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.delete(UsageDay, { makerId, usagePeriodId: id });
  await tx.manager.update(UsagePeriod, { makerId, id }, columnsOf(tx, record, usage));
  await insertDays(tx, id, usage);
}

/** The version that holds, and whether it says what this usage does. When it was derived and what was known then may differ. */
async function findCurrent(
  tx: Transaction,
  { meterId, from, to, basis }: UsageRecord,
  usage: Usage,
): Promise<Current | undefined> {
  const [row]: Current[] = await tx.manager.query(
    `select id, version, derived_at < period_to as is_provisional,
            period_to = $4 and quantity is not distinct from $5::numeric and held_quantity = $6::numeric and state = $7
            and reasons = $8::jsonb and start_value is not distinct from $9::numeric and end_value is not distinct from $10::numeric
            and reading_count = $11 and readings_hash = $12 and rule_version = $13
            and estimated_quantity = $15::numeric and unbilled_quantity = $16::numeric and unknown_seconds = $17
            and basis is not distinct from $14::jsonb as is_same
       from usage_period where maker_id = $1 and meter_id = $2 and period_from = $3 and superseded_at is null for update`,
    [
      tx.scope.makerId,
      meterId,
      new Date(from),
      new Date(to),
      usage.quantity,
      usage.heldQuantity,
      usage.state,
      JSON.stringify(usage.reasons),
      usage.startValue,
      usage.endValue,
      usage.readingCount,
      usage.hash,
      usage.ruleVersion,
      JSON.stringify(basis),
      usage.estimatedQuantity,
      usage.unbilledQuantity,
      usage.unknownSeconds,
    ],
  );
  return row;
}

function columnsOf(tx: Transaction, record: UsageRecord, usage: Usage) {
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
    derivedAt: tx.now,
  };
}

async function insertDays(tx: Transaction, usagePeriodId: string, { days }: Usage): Promise<void> {
  await tx.manager.query(
    `insert into usage_day (maker_id, usage_period_id, day, quantity, held_quantity, reading_count, readings_hash)
     select $1, $2, * from unnest($3::date[], $4::numeric[], $5::numeric[], $6::int[], $7::text[])`,
    [
      tx.scope.makerId,
      usagePeriodId,
      days.map(({ day }) => day),
      days.map(({ quantity }) => quantity),
      days.map(({ heldQuantity }) => heldQuantity),
      days.map(({ readingCount }) => readingCount),
      days.map(({ hash }) => hash),
    ],
  );
}
