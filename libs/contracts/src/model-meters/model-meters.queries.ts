import type { Transaction } from '#platform';
import type { SignalFacts } from '../domain/contract-fields.js';
import { type ModelMeterFields, wholeFactor } from '../domain/model-meter.js';
import { ModelMeter } from '../entities/model-meter.entity.js';

/** A definition as a contract takes it for one machine: its factor with that of the reference conditions. */
export interface ProposedMeter extends Omit<ModelMeterFields, 'reference'> {
  readonly machineId: string;
  /** The machine's controller. */
  readonly deviceId: string;
}

/** What the checks need to know of a model's signals. */
export function signalFactsOf(tx: Transaction, modelId: string): Promise<SignalFacts[]> {
  return tx.manager.query(
    `select key, kind, unit, modulus::text from signal where maker_id = $1 and model_id = $2 order by position, key`,
    [tx.scope.makerId, modelId],
  );
}

/** The meters of the machines' models, by machine as they are asked for, then by name; machines without a controller have none. */
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
      .map(({ makerId: _maker, id: _id, modelId: _model, version: _version, reference, ...meter }) => ({
        ...meter,
        factor: wholeFactor({ factor: meter.factor, reference }),
        machineId: machine.machineId,
        deviceId: machine.deviceId,
      }));
  });
}
