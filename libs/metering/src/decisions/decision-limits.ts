import { DomainError, Exact, type Transaction } from '#platform';
import { AuditTrail } from '#organization';
import { DecisionLimit } from '../entities/decision-limit.entity.js';

export interface LimitView {
  /** UCUM unit code. */
  readonly unit: string;
  /** Decimal. */
  readonly quantity: string;
}

export async function listLimits(tx: Transaction): Promise<LimitView[]> {
  const rows = await tx.manager.find(DecisionLimit, {
    where: { makerId: tx.scope.makerId },
    order: { unit: 'asc' },
  });
  return rows.map(({ unit, quantity }) => ({ unit, quantity }));
}

/** Replaces all limits; a unit without an entry has no limit. @throws DomainError metering.limit_twice (with fields) */
export async function setLimits(tx: Transaction, limits: readonly LimitView[]): Promise<void> {
  const { makerId } = tx.scope;
  const duplicateIndex = limits.findIndex(
    ({ unit }, index) => limits.findIndex((one) => one.unit === unit) < index,
  );
  if (duplicateIndex >= 0)
    throw new DomainError('metering.limit_twice', {}, [
      { pointer: `/limits/${duplicateIndex}/unit`, code: 'metering.limit_twice' },
    ]);
  const before = await listLimits(tx);
  await tx.manager.delete(DecisionLimit, { makerId });
  await tx.manager.insert(
    DecisionLimit,
    limits.map(({ unit, quantity }) => ({ makerId, unit, quantity })),
  );
  await AuditTrail.write(tx, {
    action: 'metering.limits_set',
    entity: 'decision_limit',
    before: { limits: before },
    after: { limits },
  });
}

/**
 * Returns true when a decision needs a second person, because the metered quantity or the decided quantity exceeds the
 * maker's limit for the unit. A decision to bill nothing can also need a second person, because the maker loses
 * revenue.
 */
export async function needsSecondPerson(
  tx: Transaction,
  unit: string,
  quantities: readonly (string | null)[],
): Promise<boolean> {
  const limit = await tx.manager.findOneBy(DecisionLimit, { makerId: tx.scope.makerId, unit });
  if (!limit) return false;
  return quantities.some((quantity) => quantity !== null && new Exact(quantity).abs().gt(limit.quantity));
}
