import type { FieldFault, Transaction } from '#platform';
import { In } from 'typeorm';
import type { NewMeter } from '../domain/contract/contract-changes.js';
import type { MeterFields, SignalFacts } from '../domain/contract/contract-fields.js';
import {
  differsFromDefinition,
  type ModelMeterFields,
  combinedFactor,
} from '../domain/meters/model-meter.js';
import { ModelMeter } from '../entities/model-meter.entity.js';

/**
 * A model meter in the form in which a contract copies it for one machine: its factor includes that of the reference
 * conditions.
 */
export interface ProposedMeter extends Omit<ModelMeterFields, 'reference'> {
  readonly machineId: string;
  /** Controller of the machine. */
  readonly deviceId: string;
  /** Id of the model meter. */
  readonly modelMeterId: string;
}

/** The model meter that a contract's meter was copied from. */
export interface MeterOrigin {
  /** The contract's meter. */
  readonly meterId: string;
  readonly modelMeterId: string;
  /** Null if the model meter was deleted. */
  readonly definition: {
    readonly name: string;
    readonly modelId: string;
    readonly model: string;
    /** True if the meter counts differently from the current model meter. */
    readonly differs: boolean;
  } | null;
}

/** Returns the facts about a model's signals that validation needs. */
export function findSignalFacts(tx: Transaction, modelId: string): Promise<SignalFacts[]> {
  return tx.manager.query(
    `select key, kind, unit, modulus::text from signal where maker_id = $1 and model_id = $2 order by position, key`,
    [tx.scope.makerId, modelId],
  );
}

/**
 * Returns the meters proposed for machines by their models, in the order of `machineIds`, then by name. Machines
 * without a controller have none.
 */
export async function proposeMeters(
  tx: Transaction,
  machineIds: readonly string[],
): Promise<ProposedMeter[]> {
  const { makerId } = tx.scope;
  const machines: { machineId: string; modelId: string; deviceId: string }[] = await tx.manager.query(
    `select distinct on (m.id) m.id as "machineId", m.model_id as "modelId", d.id as "deviceId"
       from machine m
       join device d on d.maker_id = m.maker_id and d.machine_id = m.id and d.kind = 'controller' and d.archived_at is null
      where m.maker_id = $1 and m.id = any($2)
      order by m.id, d.code`,
    [makerId, machineIds],
  );
  const meters = await tx.manager.find(ModelMeter, { where: { makerId }, order: { name: 'asc' } });
  return machineIds.flatMap((id) => {
    const machine = machines.find(({ machineId }) => machineId === id);
    if (!machine) return [];
    return meters
      .filter(({ modelId }) => modelId === machine.modelId)
      .map(
        ({ makerId: _maker, id: modelMeterId, modelId: _model, version: _version, reference, ...meter }) => ({
          ...meter,
          modelMeterId,
          factor: combinedFactor({ factor: meter.factor, reference }),
          machineId: machine.machineId,
          deviceId: machine.deviceId,
        }),
      );
  });
}

/**
 * Returns the model meters from which a contract's meters were copied, in the order of the meters. Omits meters that
 * are not copies.
 */
export async function findOrigins(tx: Transaction, meters: readonly MeterFields[]): Promise<MeterOrigin[]> {
  const copied = meters.flatMap((meter) =>
    meter.modelMeterId ? [{ meter, modelMeterId: meter.modelMeterId }] : [],
  );
  if (copied.length === 0) return [];
  const { makerId } = tx.scope;
  const ids = copied.map(({ modelMeterId }) => modelMeterId);
  const definitions = await tx.manager.find(ModelMeter, { where: { makerId, id: In(ids) } });
  const models: { id: string; name: string }[] = await tx.manager.query(
    `select id, name from equipment_model where maker_id = $1 and id = any($2)`,
    [makerId, definitions.map(({ modelId }) => modelId)],
  );
  return copied.map(({ meter, modelMeterId }) => {
    const definition = definitions.find(({ id }) => id === modelMeterId);
    return {
      meterId: meter.id,
      modelMeterId,
      definition: definition
        ? {
            name: definition.name,
            modelId: definition.modelId,
            model: models.find(({ id }) => id === definition.modelId)?.name ?? '',
            differs: differsFromDefinition(meter, definition),
          }
        : null,
    };
  });
}

/**
 * Validates the model meters to which meters refer. A reference to a deleted model meter can be kept, but not added.
 * @param current the contract's meters
 */
export async function findUnknownDefinitions(
  tx: Transaction,
  wanted: readonly Pick<NewMeter, 'modelMeterId'>[],
  current: readonly MeterFields[],
): Promise<FieldFault[]> {
  const named = wanted.flatMap(({ modelMeterId }, place) =>
    modelMeterId && !current.some((meter) => meter.modelMeterId === modelMeterId)
      ? [{ place, modelMeterId }]
      : [],
  );
  if (named.length === 0) return [];
  const known = await tx.manager.find(ModelMeter, {
    where: { makerId: tx.scope.makerId, id: In(named.map(({ modelMeterId }) => modelMeterId)) },
    select: { id: true },
  });
  return named
    .filter(({ modelMeterId }) => !known.some(({ id }) => id === modelMeterId))
    .map(({ place }) => ({
      pointer: `/meters/${place}/modelMeterId`,
      code: 'contracts.model_meter_not_found',
      params: {},
    }));
}
