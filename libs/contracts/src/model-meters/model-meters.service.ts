import { Injectable } from '@nestjs/common';
import { getModel } from '#equipment';
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
import {
  changeModelMeter,
  completeModelMeter,
  findModelMeterFaults,
  type ModelMeterFields,
  type NewModelMeter,
} from '../domain/meters/model-meter.js';
import { ModelMeter } from '../entities/model-meter.entity.js';
import { getContract } from '../contract-view.queries.js';
import {
  type MeterOrigin,
  findOrigins,
  type ProposedMeter,
  proposeMeters,
  findSignalFacts,
} from './model-meters.queries.js';

const INVALID = 'contracts.model_meter_invalid';

/** Manages the model meters of a maker's models. Not visible to customers; contracts define the agreed meters. */
@Injectable()
export class ModelMetersService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists model meters by name. @throws DomainError equipment.model_not_found */
  list(scope: Scope, modelId: string): Promise<ModelMeter[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getModel(tx, modelId);
      return tx.manager.find(ModelMeter, {
        where: { makerId: scope.makerId, modelId },
        order: { name: 'asc' },
      });
    });
  }

  /** Returns meters for machines, which contracts can copy. */
  propose(scope: Scope, machineIds: readonly string[]): Promise<ProposedMeter[]> {
    return this.unitOfWork.run(scope, (tx) => proposeMeters(tx, machineIds));
  }

  /**
   * Returns the model meters that a contract's meters were copied from.
   * @throws DomainError contracts.contract_not_found
   */
  origins(scope: Scope, contractId: string): Promise<MeterOrigin[]> {
    return this.unitOfWork.run(scope, async (tx) =>
      findOrigins(tx, (await getContract(tx, contractId)).meters),
    );
  }

  /**
   * Adds a model meter.
   * @throws DomainError equipment.model_not_found, contracts.model_meter_invalid (with fields),
   *   contracts.model_meter_name_taken
   */
  add(scope: Scope, modelId: string, wanted: NewModelMeter): Promise<ModelMeter> {
    return this.unitOfWork.run(scope, (tx) => this.addWithin(tx, modelId, wanted));
  }

  /** Like `add`, as part of a larger use case. */
  async addWithin(tx: Transaction, modelId: string, wanted: NewModelMeter): Promise<ModelMeter> {
    await getModel(tx, modelId);
    const signals = await findSignalFacts(tx, modelId);
    const fields = completeModelMeter(wanted, signals);
    assertNoFaults(INVALID, findModelMeterFaults(fields, signals));
    const meter = tx.manager.create(ModelMeter, {
      ...fields,
      makerId: tx.scope.makerId,
      id: newId(),
      modelId,
      version: 1,
    });
    await mapConstraintViolations(nameConstraintErrors(fields), () => tx.manager.insert(ModelMeter, meter));
    await recordAudit(tx, 'contracts.model_meter_created', meter.id, { after: { modelId, ...fields } });
    return getMeter(tx, meter.id);
  }

  /**
   * Changes a model meter; contracts keep their copies.
   * @throws DomainError contracts.model_meter_not_found, platform.version_mismatch, and those of `add`
   */
  change(scope: Scope, id: string, version: number, wanted: Partial<ModelMeterFields>): Promise<ModelMeter> {
    return this.unitOfWork.run(scope, async (tx) => {
      const current = await getMeter(tx, id, true);
      ensureVersion(current.version, version);
      const signals = await findSignalFacts(tx, current.modelId);
      const fields = changeModelMeter(fieldsOf(current), wanted, signals);
      assertNoFaults(INVALID, findModelMeterFaults(fields, signals));
      const { before, after } = changedFields<ModelMeter>(current, fields);
      if (Object.keys(after).length === 0) return current;
      await mapConstraintViolations(nameConstraintErrors(fields), () =>
        tx.manager.update(ModelMeter, { makerId: scope.makerId, id }, { ...after, version: version + 1 }),
      );
      await recordAudit(tx, 'contracts.model_meter_changed', id, { before, after });
      return getMeter(tx, id);
    });
  }

  /**
   * Removes a model meter; contracts keep their copies.
   * @throws DomainError contracts.model_meter_not_found, platform.version_mismatch
   */
  remove(scope: Scope, id: string, version: number): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const current = await getMeter(tx, id, true);
      ensureVersion(current.version, version);
      await tx.manager.delete(ModelMeter, { makerId: scope.makerId, id });
      await recordAudit(tx, 'contracts.model_meter_removed', id, { before: fieldsOf(current) });
    });
  }
}

async function getMeter(tx: Transaction, id: string, isLocked = false): Promise<ModelMeter> {
  const meter = await tx.manager.findOne(ModelMeter, {
    where: { makerId: tx.scope.makerId, id },
    ...(isLocked && { lock: { mode: 'pessimistic_write' } }),
  });
  if (!meter) throw new DomainError('contracts.model_meter_not_found', { id });
  return meter;
}

function fieldsOf({
  makerId: _maker,
  id: _id,
  modelId: _model,
  version: _version,
  ...fields
}: ModelMeter): ModelMeterFields {
  return fields;
}

function nameConstraintErrors({ name }: Pick<ModelMeterFields, 'name'>) {
  const code = 'contracts.model_meter_name_taken';
  return {
    model_meter_name_uq: () =>
      new DomainError(code, { name }, [{ pointer: '/name', code, params: { name } }]),
  };
}

function recordAudit(
  tx: Transaction,
  action: AuditAction,
  entityId: string,
  change: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return AuditTrail.write(tx, { action, entity: 'model_meter', entityId, ...change });
}
