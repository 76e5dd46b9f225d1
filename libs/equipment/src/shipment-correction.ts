import { DomainError, type Transaction } from '#platform';
import { planShipment } from './domain/machines/shipment.js';
import { toRange } from './domain/machines/placement.js';
import type { Machine } from './entities/machine.entity.js';
import { MachineTransition } from './entities/machine-transition.entity.js';
import { Placement } from './entities/placement.entity.js';
import { findPlacements } from './placements.service.js';

/**
 * Corrects the time of a machine's shipment, and the start of its first placement if necessary. The calling use case
 * has locked the machine and updates it.
 * @throws DomainError equipment.occurred_in_future, equipment.shipped_after_use
 */
export async function correctShipment(tx: Transaction, machine: Machine, newShippedAt: Date): Promise<void> {
  const { makerId } = tx.scope;
  const steps = await tx.manager.find(MachineTransition, { where: { makerId, machineId: machine.id } });
  const placements = await findPlacements(tx, machine.id);
  const laterSteps = steps.flatMap(({ fromState, occurredAt }) => (fromState === null ? [] : [occurredAt]));
  const plan = planShipment({ shippedAt: machine.shippedAt, laterSteps, placements }, newShippedAt, tx.now);
  if ('code' in plan) {
    const since = 'since' in plan ? plan.since.toISOString() : null;
    throw new DomainError(plan.code, { serial: machine.serial, at: newShippedAt.toISOString(), since }, [
      { pointer: '/shippedAt', code: plan.code },
    ]);
  }
  const first = steps.find(({ fromState }) => fromState === null);
  if (first)
    await tx.manager.update(MachineTransition, { makerId, id: first.id }, { occurredAt: newShippedAt });
  const [placement] = placements;
  if (placement && plan.movesFirstPlacement)
    await tx.manager.update(
      Placement,
      { makerId, id: placement.id },
      { during: toRange(newShippedAt, placement.to) },
    );
}
