import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { plusDays } from './domain/calendar/local-dates.js';
import { toPlanFault, findPlanFaults, type PlanFields, type PlanPrices } from './domain/contract/plan.js';
import { Plan } from './entities/plan.entity.js';
import { getBook, getVersion } from './price-books/price-books.queries.js';
import { lockBook, insertBook, insertVersion } from './price-books/price-books.store.js';

export interface NewPlan extends PlanFields {
  readonly id?: string;
  readonly terms?: Readonly<Record<string, unknown>>;
  readonly prices?: PlanPrices;
}

export type PlanChanges = Partial<PlanFields> & { readonly archived?: boolean };

@Injectable()
export class PlansService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists plans by code. @param archived whether to include plans that are no longer offered */
  list(scope: Scope, { archived = false } = {}): Promise<Plan[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const plans = await tx.manager.find(Plan, {
        where: { makerId: scope.makerId },
        order: { code: 'asc' },
      });
      return plans.filter(({ archivedAt }) => archived || archivedAt === null);
    });
  }

  /**
   * Creates a plan with its prices, by adding a version to the price book. The version contains the book's current
   * content and these prices.
   * @throws DomainError contracts.plan_invalid (with fields), contracts.plan_code_taken, contracts.plan_id_taken, and
   *   for its prices contracts.price_book_not_found, contracts.price_book_other_currency,
   *   contracts.price_book_code_taken, contracts.price_book_version_invalid (with fields)
   */
  create(scope: Scope, { id = newId(), terms = {}, prices, ...wanted }: NewPlan): Promise<Plan> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { code, nameI18n, structure } = wanted;
      assertNoFaults('contracts.plan_invalid', findPlanFaults(wanted));
      const plan = tx.manager.create(Plan, {
        makerId: scope.makerId,
        id,
        code,
        nameI18n: { ...nameI18n },
        structure,
        terms: { ...terms },
        archivedAt: null,
        version: 1,
      });
      await mapConstraintViolations(planConstraintErrors(plan), () => tx.manager.insert(Plan, plan));
      await recordAudit(tx, 'contracts.plan_created', id, { after: { code, nameI18n, structure, terms } });
      if (prices) await addPlanPrices(tx, plan, prices);
      return plan;
    });
  }

  /**
   * Changes a plan. Contracts can keep an archived plan, but no other contract can be assigned to it.
   * @throws DomainError contracts.plan_unknown, platform.version_mismatch, contracts.plan_invalid (with fields),
   *   contracts.plan_code_taken
   */
  change(scope: Scope, id: string, version: number, { archived, ...wanted }: PlanChanges): Promise<Plan> {
    return this.unitOfWork.run(scope, async (tx) => {
      const plan = await tx.manager.findOne(Plan, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!plan) throw new DomainError('contracts.plan_unknown', { id });
      ensureVersion(plan.version, version);
      const archivedAt = archived === undefined ? undefined : archived ? (plan.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<Plan>(plan, {
        ...wanted,
        nameI18n: wanted.nameI18n && { ...wanted.nameI18n },
        archivedAt,
      });
      if (Object.keys(after).length === 0) return plan;
      const changed = tx.manager.create(Plan, { ...plan, ...after, version: version + 1 });
      assertNoFaults('contracts.plan_invalid', findPlanFaults(changed));
      await mapConstraintViolations(planConstraintErrors(changed), () =>
        tx.manager.update(Plan, { makerId: scope.makerId, id }, { ...after, version: version + 1 }),
      );
      await recordAudit(tx, 'contracts.plan_changed', id, { before, after });
      return changed;
    });
  }
}

/**
 * Writes the next version of a price book: the content of the price book on the version's first day, followed by the
 * plan's charges.
 */
async function addPlanPrices(
  tx: Transaction,
  plan: Plan,
  { bookId, currency, validFrom, charges }: PlanPrices,
): Promise<void> {
  const id =
    bookId ?? (await insertBook(tx, { code: plan.code, name: plan.nameI18n['en'] ?? plan.code, currency }));
  await lockBook(tx, id);
  const book = await getBook(tx, id);
  if (book.currency !== currency)
    throw new DomainError('contracts.price_book_other_currency', {}, [
      { pointer: '/prices/bookId', code: 'contracts.price_book_other_currency' },
    ]);
  const applicable = book.versions.find(
    (one) =>
      one.validFrom !== null &&
      one.validFrom <= validFrom &&
      (one.validTo === null || one.validTo >= validFrom),
  );
  const next = book.versions
    .flatMap((one) => (one.validFrom !== null && one.validFrom > validFrom ? [one.validFrom] : []))
    .sort()[0];
  const otherEntries = applicable ? (await getVersion(tx, applicable.id)).entries : [];
  const validTo = applicable ? applicable.validTo : next === undefined ? null : plusDays(next, -1);
  const entries = [...otherEntries, ...charges.map((charge) => ({ ...charge, planId: plan.id }))];
  try {
    await insertVersion(tx, id, { validFrom, validTo, entries });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(
      error.code,
      error.params,
      error.fields.map((fault) => toPlanFault(fault, otherEntries.length)),
    );
  }
}

function planConstraintErrors({ id, code }: Pick<Plan, 'id' | 'code'>) {
  return {
    plan_pk: () => new DomainError('contracts.plan_id_taken', { id }),
    plan_code_uq: () =>
      new DomainError('contracts.plan_code_taken', { code }, [
        { pointer: '/code', code: 'contracts.plan_code_taken', params: { code } },
      ]),
  };
}

function recordAudit(
  tx: Transaction,
  action: AuditAction,
  entityId: string,
  change: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return AuditTrail.write(tx, { action, entity: 'plan', entityId, ...change });
}
