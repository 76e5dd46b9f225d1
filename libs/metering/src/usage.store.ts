import { newId, type Transaction } from '#platform';
import type { Usage } from './domain/usage.js';
import type { UsageBasis } from './entities/usage-period.entity.js';

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

/** Writes a period's usage over what was derived before; its id stays. @returns the id */
export async function saveUsage(tx: Transaction, record: UsageRecord, usage: Usage): Promise<string> {
  const makerId = tx.scope.makerId;
  const [row]: { id: string }[] = await tx.manager.query(
    `insert into usage_period (maker_id, id, contract_id, customer_id, meter_id, period_from, period_to, known_until,
       quantity, held_quantity, state, reasons, start_value, end_value, reading_count, readings_hash, rule_version, basis, derived_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     on conflict on constraint usage_period_from_uq do update set
       period_to = excluded.period_to, known_until = excluded.known_until, quantity = excluded.quantity,
       held_quantity = excluded.held_quantity, state = excluded.state, reasons = excluded.reasons,
       start_value = excluded.start_value, end_value = excluded.end_value, reading_count = excluded.reading_count,
       readings_hash = excluded.readings_hash, rule_version = excluded.rule_version, basis = excluded.basis,
       derived_at = excluded.derived_at
     returning id`,
    [
      makerId,
      newId(),
      record.contractId,
      record.customerId,
      record.meterId,
      new Date(record.from),
      new Date(record.to),
      new Date(record.knownUntil),
      usage.quantity,
      usage.heldQuantity,
      usage.state,
      JSON.stringify(usage.reasons),
      usage.startValue,
      usage.endValue,
      usage.readingCount,
      usage.hash,
      usage.ruleVersion,
      JSON.stringify(record.basis),
      tx.now,
    ],
  );
  const id = row!.id;
  await tx.manager.query(`delete from usage_day where maker_id = $1 and usage_period_id = $2`, [makerId, id]);
  await tx.manager.query(
    `insert into usage_day (maker_id, usage_period_id, day, quantity, held_quantity, reading_count, readings_hash)
     select $1, $2, * from unnest($3::date[], $4::numeric[], $5::numeric[], $6::int[], $7::text[])`,
    [
      makerId,
      id,
      usage.days.map(({ day }) => day),
      usage.days.map(({ quantity }) => quantity),
      usage.days.map(({ heldQuantity }) => heldQuantity),
      usage.days.map(({ readingCount }) => readingCount),
      usage.days.map(({ hash }) => hash),
    ],
  );
  return id;
}
