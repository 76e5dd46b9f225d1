import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
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
import { DevicesService } from './devices.service.js';
import { type Attributes, findAttributeFaults } from './domain/machines/attributes.js';
import {
  EVENT_BY_TARGET_STATE,
  type MachineLifecycle,
  PLACEMENT_EFFECT,
  transition,
} from './domain/machines/lifecycle.js';
import type { DeviceKind } from './entities/device.entity.js';
import { Machine, type MachineOwner } from './entities/machine.entity.js';
import { MachineTransition } from './entities/machine-transition.entity.js';
import { findPlacements, moveMachine } from './placements.service.js';
import { getMachine, getModel } from './imports/registry-lookups.js';
import { correctShipment } from './shipment-correction.js';

export interface NewMachine {
  readonly id?: string;
  readonly serial: string;
  readonly modelId: string;
  readonly owner?: MachineOwner;
  /** Time at which the machine left the factory. Older readings are rejected. */
  readonly shippedAt: Date;
  /** The site to which the machine was shipped. */
  readonly siteId?: string | null;
  readonly connection?: string;
  readonly attributes?: Attributes;
  /** The device that reports for the machine. */
  readonly device?: { readonly code: string; readonly kind: DeviceKind };
}

export type MachineChanges = Partial<
  Pick<Machine, 'serial' | 'owner' | 'shippedAt' | 'connection' | 'attributes'>
> & {
  readonly archived?: boolean;
};

export interface LifecycleStep {
  readonly to: MachineLifecycle;
  /** Time at which the step happened, which can be long before it is recorded. */
  readonly occurredAt: Date;
  /** The target site, for a step that ships or commissions the machine. */
  readonly siteId?: string | null;
  readonly reason?: string;
}

@Injectable()
export class MachinesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly devices: DevicesService,
  ) {}

  /**
   * Registers a shipped machine.
   * @throws DomainError equipment.machine_invalid (with fields), equipment.serial_taken, equipment.model_not_found,
   * equipment.machine_id_taken, equipment.occurred_in_future, equipment.site_archived, and those of
   * `DevicesService.create`
   */
  create(scope: Scope, machine: NewMachine): Promise<Machine> {
    return this.unitOfWork.run(scope, (tx) => this.createWithin(tx, machine));
  }

  /** Like `create`, as part of a larger use case such as an import. */
  async createWithin(
    tx: Transaction,
    { id = newId(), device, siteId, ...input }: NewMachine,
  ): Promise<Machine> {
    await getModel(tx, input.modelId);
    assertNotInFuture(input.shippedAt, tx.now);
    const machine = tx.manager.create(Machine, {
      makerId: tx.scope.makerId,
      id,
      serial: input.serial,
      modelId: input.modelId,
      owner: input.owner ?? 'maker',
      lifecycle: 'shipped',
      shippedAt: input.shippedAt,
      commissionedAt: null,
      connection: input.connection ?? '',
      attributes: input.attributes ?? {},
      archivedAt: null,
      version: 1,
    });
    assertMachineValid(machine);
    await mapConstraintViolations(mapMachineConstraints(machine), () => tx.manager.insert(Machine, machine));
    await this.recordTransition(tx, machine, null, { to: 'shipped', occurredAt: input.shippedAt });
    const { makerId: _scope, ...after } = machine;
    await AuditTrail.write(tx, {
      action: 'equipment.machine_created',
      entity: 'machine',
      entityId: id,
      after,
    });
    if (siteId != null) await moveMachine(tx, machine, siteId, input.shippedAt);
    if (device) await this.devices.createWithin(tx, { ...device, machineId: id });
    return machine;
  }

  /** @throws DomainError equipment.machine_not_found */
  get(scope: Scope, id: string): Promise<Machine> {
    return this.unitOfWork.run(scope, (tx) => getMachine(tx, id));
  }

  /**
   * Corrects a machine's data. A corrected shipment date changes which new readings are accepted; stored readings
   * stay.
   * @throws DomainError equipment.machine_not_found, platform.version_mismatch, equipment.machine_invalid,
   *   equipment.serial_taken, equipment.occurred_in_future, equipment.shipped_after_use
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { archived, ...input }: MachineChanges,
  ): Promise<Machine> {
    return this.unitOfWork.run(scope, async (tx) => {
      const machine = await getMachine(tx, id, { forChange: true });
      ensureVersion(machine.version, version);
      const archivedAt =
        archived === undefined ? undefined : archived ? (machine.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<Machine>(machine, { ...input, archivedAt });
      if (Object.keys(after).length === 0) return machine;
      const changed = tx.manager.create(Machine, { ...machine, ...after, version: version + 1 });
      assertMachineValid(changed);
      if (input.shippedAt && 'shippedAt' in after) await correctShipment(tx, machine, input.shippedAt);
      await mapConstraintViolations(mapMachineConstraints(changed), () =>
        tx.manager.update(Machine, { makerId: scope.makerId, id }, { ...after, version: version + 1 }),
      );
      await AuditTrail.write(tx, {
        action: 'equipment.machine_changed',
        entity: 'machine',
        entityId: id,
        before,
        after,
      });
      await tx.record({ name: 'equipment.machine_changed', version: 1, payload: { machineId: id } });
      return changed;
    });
  }

  /**
   * Moves a machine to its next lifecycle stage, and applies the effect on its placement.
   * @throws DomainError equipment.machine_not_found, equipment.transition_not_allowed, equipment.occurred_in_future,
   *   equipment.occurred_before_last_step, equipment.site_missing, equipment.site_not_expected, and those of a move
   */
  transition(scope: Scope, id: string, step: LifecycleStep): Promise<Machine> {
    return this.unitOfWork.run(scope, async (tx) =>
      this.transitionWithin(tx, await getMachine(tx, id, { forChange: true }), step),
    );
  }

  /** Like `transition`, as part of a use case that has locked the machine. */
  async transitionWithin(tx: Transaction, machine: Machine, step: LifecycleStep): Promise<Machine> {
    const event = EVENT_BY_TARGET_STATE[step.to];
    if (transition(machine.lifecycle, event) === undefined) {
      throw new DomainError('equipment.transition_not_allowed', {
        serial: machine.serial,
        from: machine.lifecycle,
        to: step.to,
      });
    }
    assertNotInFuture(step.occurredAt, tx.now);
    await assertAfterLastStep(tx, machine, step.occurredAt);
    await this.updatePlacement(tx, machine, step, PLACEMENT_EFFECT[event]);
    const after: Partial<Machine> = {
      lifecycle: step.to,
      version: machine.version + 1,
      ...(event === 'commission' && { commissionedAt: step.occurredAt }),
      ...(event === 'sell' && { owner: 'customer' as const }),
    };
    await tx.manager.update(Machine, { makerId: tx.scope.makerId, id: machine.id }, after);
    await this.recordTransition(tx, machine, machine.lifecycle, step);
    const { before, after: changed } = changedFields<Machine>(machine, after);
    await AuditTrail.write(tx, {
      action: 'equipment.machine_transitioned',
      entity: 'machine',
      entityId: machine.id,
      before,
      after: { ...changed, occurredAt: step.occurredAt, reason: step.reason ?? '' },
    });
    await tx.record({ name: 'equipment.machine_changed', version: 1, payload: { machineId: machine.id } });
    return tx.manager.create(Machine, { ...machine, ...after });
  }

  /** Marks machines as sold to the customer. Machines that are already sold stay unchanged. */
  async sellWithin(tx: Transaction, ids: readonly string[], reason: string): Promise<void> {
    for (const id of ids) {
      const machine = await getMachine(tx, id, { forChange: true });
      if (machine.lifecycle !== 'sold')
        await this.transitionWithin(tx, machine, { to: 'sold', occurredAt: tx.now, reason });
    }
  }

  private async updatePlacement(
    tx: Transaction,
    machine: Machine,
    { siteId = null, occurredAt, reason }: LifecycleStep,
    effect: (typeof PLACEMENT_EFFECT)[keyof typeof PLACEMENT_EFFECT],
  ): Promise<void> {
    switch (effect) {
      case 'needs_site':
      case 'may_have_site': {
        const openPlacement = (await findPlacements(tx, machine.id)).find(
          (placement) => placement.to === null,
        );
        if (siteId !== null) {
          if (openPlacement?.siteId !== siteId) await moveMachine(tx, machine, siteId, occurredAt, reason);
        } else if (!openPlacement && effect === 'needs_site') {
          throw new DomainError('equipment.site_missing', { serial: machine.serial }, [
            { pointer: '/siteId', code: 'equipment.site_missing' },
          ]);
        }
        return;
      }
      case 'leaves_site':
      case 'stays':
        if (siteId !== null) {
          throw new DomainError('equipment.site_not_expected', { serial: machine.serial }, [
            { pointer: '/siteId', code: 'equipment.site_not_expected' },
          ]);
        }
        if (effect === 'leaves_site') await moveMachine(tx, machine, null, occurredAt, reason);
        return;
    }
  }

  private async recordTransition(
    tx: Transaction,
    machine: Machine,
    from: MachineLifecycle | null,
    step: LifecycleStep,
  ): Promise<void> {
    await tx.manager.insert(MachineTransition, {
      makerId: tx.scope.makerId,
      id: newId(),
      machineId: machine.id,
      fromState: from,
      toState: step.to,
      occurredAt: step.occurredAt,
      recordedAt: tx.now,
      byUser: tx.scope.userId,
      reason: step.reason ?? '',
    });
  }
}

function assertMachineValid({ serial, attributes }: Pick<Machine, 'serial' | 'attributes'>): void {
  const faults = findAttributeFaults(attributes);
  if (serial.trim() === '' || serial.length > 100)
    faults.push({ pointer: '/serial', code: 'equipment.serial_malformed' });
  assertNoFaults('equipment.machine_invalid', faults);
}

function assertNotInFuture(at: Date, now: Date): void {
  if (at > now) throw new DomainError('equipment.occurred_in_future', { at: at.toISOString() });
}

async function assertAfterLastStep(tx: Transaction, machine: Machine, at: Date): Promise<void> {
  const [last] = await tx.manager.find(MachineTransition, {
    where: { makerId: tx.scope.makerId, machineId: machine.id },
    order: { occurredAt: 'desc' },
    take: 1,
  });
  if (last && at < last.occurredAt) {
    throw new DomainError('equipment.occurred_before_last_step', {
      serial: machine.serial,
      since: last.occurredAt.toISOString(),
      state: last.toState,
    });
  }
}

function mapMachineConstraints({ id, serial }: { id: string; serial: string }) {
  return {
    machine_pk: () => new DomainError('equipment.machine_id_taken', { id }),
    machine_serial_uq: () =>
      new DomainError('equipment.serial_taken', { serial }, [
        { pointer: '/serial', code: 'equipment.serial_taken', params: { serial } },
      ]),
  };
}
