import { Injectable } from '@nestjs/common';
import { isRegistryCode } from '#customers';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  type FieldFault,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { type Attributes, findAttributeFaults } from './domain/machines/attributes.js';
import { EquipmentModel } from './entities/equipment-model.entity.js';
import { Signal } from './entities/signal.entity.js';
import { getModel } from './imports/registry-lookups.js';
import { type NewSignal, SignalsService } from './signals.service.js';

export interface ModelFields {
  readonly code: string;
  readonly name: string;
  readonly attributes: Attributes;
  readonly requiredSkill: string | null;
}

export type NewModel = Pick<ModelFields, 'code' | 'name'> &
  Partial<ModelFields> & { readonly id?: string; readonly signals?: readonly NewSignal[] };

export type ModelChanges = Partial<ModelFields> & { readonly archived?: boolean };

export interface ModelWithSignals extends EquipmentModel {
  /** Signals ordered by position, then key. */
  readonly signals: Signal[];
}

@Injectable()
export class ModelsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly signals: SignalsService,
  ) {}

  /** Returns the active models, ordered by code. With `archived`, archived models are included. */
  list(scope: Scope, { archived = false } = {}): Promise<ModelWithSignals[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const models = await tx.manager.find(EquipmentModel, {
        where: { makerId: scope.makerId },
        order: { code: 'asc' },
      });
      const signals = await tx.manager.find(Signal, {
        where: { makerId: scope.makerId },
        order: { position: 'asc', key: 'asc' },
      });
      return models
        .filter((model) => archived || model.archivedAt === null)
        .map((model) => ({ ...model, signals: signals.filter((signal) => signal.modelId === model.id) }));
    });
  }

  /** @throws DomainError equipment.model_not_found */
  get(scope: Scope, id: string): Promise<ModelWithSignals> {
    return this.unitOfWork.run(scope, async (tx) => withSignals(tx, await getModel(tx, id)));
  }

  /**
   * @throws DomainError equipment.model_invalid, equipment.model_code_taken, equipment.model_id_taken, and for its
   *   signals equipment.signal_invalid, equipment.signal_key_taken
   */
  create(scope: Scope, input: NewModel): Promise<ModelWithSignals> {
    return this.unitOfWork.run(scope, (tx) => this.createWithin(tx, input));
  }

  /** Like `create`, as part of a larger use case. */
  async createWithin(
    tx: Transaction,
    { id = newId(), signals = [], ...input }: NewModel,
  ): Promise<ModelWithSignals> {
    const fields: ModelFields = {
      code: input.code,
      name: input.name,
      attributes: input.attributes ?? {},
      requiredSkill: input.requiredSkill ?? null,
    };
    assertModelValid(fields);
    const model = { makerId: tx.scope.makerId, id, ...fields, archivedAt: null, version: 1 };
    await mapConstraintViolations(mapModelConstraints(model), () => tx.manager.insert(EquipmentModel, model));
    await AuditTrail.write(tx, {
      action: 'equipment.model_created',
      entity: 'equipment_model',
      entityId: id,
      after: fields,
    });
    for (const [position, signal] of signals.entries()) {
      await this.signals.addWithin(tx, { modelId: id }, { position, ...signal }, `/signals/${position}`);
    }
    return withSignals(tx, tx.manager.create(EquipmentModel, model));
  }

  /**
   * @throws DomainError equipment.model_not_found, platform.version_mismatch, equipment.model_invalid,
   *   equipment.model_code_taken
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { archived, ...input }: ModelChanges,
  ): Promise<ModelWithSignals> {
    return this.unitOfWork.run(scope, async (tx) => {
      const model = await getModel(tx, id, { forChange: true });
      ensureVersion(model.version, version);
      const archivedAt = archived === undefined ? undefined : archived ? (model.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<EquipmentModel>(model, { ...input, archivedAt });
      if (Object.keys(after).length === 0) return withSignals(tx, model);
      const changed = tx.manager.create(EquipmentModel, { ...model, ...after, version: version + 1 });
      assertModelValid(changed);
      await mapConstraintViolations(mapModelConstraints(changed), () =>
        tx.manager.update(EquipmentModel, { makerId: scope.makerId, id }, { ...after, version: version + 1 }),
      );
      await AuditTrail.write(tx, {
        action: 'equipment.model_changed',
        entity: 'equipment_model',
        entityId: id,
        before,
        after,
      });
      return withSignals(tx, changed);
    });
  }
}

async function withSignals(tx: Transaction, model: EquipmentModel): Promise<ModelWithSignals> {
  const signals = await tx.manager.find(Signal, {
    where: { makerId: tx.scope.makerId, modelId: model.id },
    order: { position: 'asc', key: 'asc' },
  });
  return { ...model, signals };
}

function assertModelValid({
  code,
  name,
  attributes,
}: Pick<ModelFields, 'code' | 'name' | 'attributes'>): void {
  const faults: FieldFault[] = [];
  if (!isRegistryCode(code))
    faults.push({ pointer: '/code', code: 'equipment.code_malformed', params: { value: code } });
  if (name.trim() === '') faults.push({ pointer: '/name', code: 'equipment.name_missing' });
  faults.push(...findAttributeFaults(attributes));
  assertNoFaults('equipment.model_invalid', faults);
}

function mapModelConstraints({ id, code }: { id: string; code: string }) {
  return {
    equipment_model_pk: () => new DomainError('equipment.model_id_taken', { id }),
    equipment_model_code_uq: () =>
      new DomainError('equipment.model_code_taken', { code }, [
        { pointer: '/code', code: 'equipment.model_code_taken', params: { code } },
      ]),
  };
}
