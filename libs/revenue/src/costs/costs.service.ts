import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { AuditTrail } from '#organization';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  type Page,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import type { CostFields } from '../domain/revenue/cost-fields.js';
import { ContractCost } from '../entities/contract-cost.entity.js';
import { type CostFilter, type CostView, getCost, listCosts } from './costs.queries.js';
import { costColumns } from './costs.store.js';

export type NewCost = CostFields & { readonly id?: string };
export type CostChanges = Partial<CostFields>;

/** Manages manually recorded costs of contracts, which are not visible to customers. */
@Injectable()
export class CostsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists costs of a contract, newest month first. @throws DomainError contracts.contract_not_found */
  list(scope: Scope, contractId: string, filter: CostFilter): Promise<Page<CostView>> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getContract(tx, contractId);
      return listCosts(tx, contractId, filter);
    });
  }

  /** @throws DomainError contracts.contract_not_found, billing.cost_invalid (with fields), billing.cost_id_taken */
  create(scope: Scope, contractId: string, { id = newId(), ...fields }: NewCost): Promise<CostView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const columns = await costColumns(tx, contract, fields);
      const taken = { contract_cost_pk: () => new DomainError('billing.cost_id_taken', { id }) };
      await mapConstraintViolations(taken, () =>
        tx.manager.insert(ContractCost, {
          makerId: scope.makerId,
          id,
          contractId,
          ...columns,
          origin: 'entered',
          recordedAt: tx.now,
          recordedBy: scope.userId,
          version: 1,
        }),
      );
      await this.recordAudit(tx, 'added', id, { after: { contract: contract.number, ...fields } });
      return getCost(tx, id);
    });
  }

  /** @throws DomainError billing.cost_not_found, platform.version_mismatch, billing.cost_invalid (with fields) */
  change(scope: Scope, id: string, version: number, changes: CostChanges): Promise<CostView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { found, cost } = await lockCost(tx, id, version);
      const current = fieldsOf(cost);
      const wanted = { ...current, ...changes };
      const { before, after } = changedFields(current, wanted);
      const columns = await costColumns(tx, cost.contract, wanted);
      const key = { makerId: scope.makerId, id };
      await tx.manager.update(ContractCost, key, { ...columns, version: found.version + 1 });
      const { contract } = cost;
      await this.recordAudit(tx, 'changed', id, {
        before: { contract: contract.number, ...before },
        after: { contract: contract.number, ...after },
      });
      return getCost(tx, id);
    });
  }

  /**
   * Deletes a cost. The audit trail keeps its content.
   * @throws DomainError billing.cost_not_found, platform.version_mismatch
   */
  remove(scope: Scope, id: string, version: number): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { cost } = await lockCost(tx, id, version);
      await tx.manager.delete(ContractCost, { makerId: scope.makerId, id });
      await this.recordAudit(tx, 'removed', id, {
        before: { contract: cost.contract.number, ...fieldsOf(cost) },
      });
    });
  }

  private recordAudit(
    tx: Transaction,
    action: 'added' | 'changed' | 'removed',
    entityId: string,
    change: { readonly before?: object; readonly after?: object },
  ): Promise<void> {
    return AuditTrail.write(tx, {
      action: `billing.cost_${action}`,
      entity: 'contract_cost',
      entityId,
      ...change,
    });
  }
}

/** Returns a cost, locked for an edit. */
async function lockCost(
  tx: Transaction,
  id: string,
  version: number,
): Promise<{ readonly found: ContractCost; readonly cost: CostView }> {
  const found = await tx.manager.findOne(ContractCost, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!found) throw new DomainError('billing.cost_not_found', { id });
  ensureVersion(found.version, version);
  return { found, cost: await getCost(tx, id) };
}

/**
 * Returns the fields as entered. A rate from the accounting rates is not included, because it is looked up again after
 * a change.
 */
function fieldsOf(cost: CostView): CostFields {
  const { contract, kind, month, day, amount, currency, rate, machine, ticket, kitDelivery, note } = cost;
  return {
    kind,
    month,
    day,
    amount,
    currency,
    rate: cost.rateOn !== null || currency === contract.currency ? null : rate,
    machineId: machine?.id ?? null,
    ticketId: ticket?.id ?? null,
    kitDeliveryId: kitDelivery?.id ?? null,
    note,
  };
}
