import { DomainError, type Transaction } from '#platform';
import { Device } from '../entities/device.entity.js';
import { EquipmentModel } from '../entities/equipment-model.entity.js';
import { Machine } from '../entities/machine.entity.js';

interface LookupOptions {
  /** Locks the row against other edits until the transaction ends. */
  readonly forChange?: boolean;
}

const toLockOptions = ({ forChange = false }: LookupOptions) =>
  forChange ? { lock: { mode: 'pessimistic_write' as const } } : {};

/** @throws DomainError equipment.model_not_found */
export async function getModel(
  tx: Transaction,
  id: string,
  options: LookupOptions = {},
): Promise<EquipmentModel> {
  const model = await tx.manager.findOne(EquipmentModel, {
    where: { makerId: tx.scope.makerId, id },
    ...toLockOptions(options),
  });
  if (!model) throw new DomainError('equipment.model_not_found', { id });
  return model;
}

/**
 * @throws DomainError equipment.machine_not_found, also for a machine that was never placed at a customer of the
 *   scope
 */
export async function getMachine(tx: Transaction, id: string, options: LookupOptions = {}): Promise<Machine> {
  const machine = await tx.manager.findOne(Machine, {
    where: { makerId: tx.scope.makerId, id },
    ...toLockOptions(options),
  });
  if (!machine) throw new DomainError('equipment.machine_not_found', { id });
  return machine;
}

/** @throws DomainError equipment.device_not_found */
export async function getDevice(tx: Transaction, id: string, options: LookupOptions = {}): Promise<Device> {
  const device = await tx.manager.findOne(Device, {
    where: { makerId: tx.scope.makerId, id },
    ...toLockOptions(options),
  });
  if (!device) throw new DomainError('equipment.device_not_found', { id });
  return device;
}
