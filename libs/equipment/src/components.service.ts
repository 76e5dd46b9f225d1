import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  type FieldFault,
  newId,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { Component } from './entities/component.entity.js';
import { getMachine } from './imports/registry-lookups.js';

export interface ComponentFields {
  /** Position of the part in the machine, such as "air_circuit". */
  readonly assembly: string;
  readonly partNumber: string;
  readonly name: string;
  readonly serial: string;
  readonly lot: string;
  readonly installedAt: Date;
}

export type NewComponent = Pick<ComponentFields, 'partNumber' | 'installedAt'> &
  Partial<ComponentFields> & { readonly id?: string };

export type ComponentChanges = Partial<ComponentFields> & {
  /** Time of the removal. Null reverts a removal that was recorded in error. */
  readonly removedAt?: Date | null;
};

/**
 * The replacement part. Omitted fields keep their values, except serial and lot, which belong to the individual part.
 */
export type ComponentExchange = Partial<Pick<ComponentFields, 'partNumber' | 'name' | 'serial' | 'lot'>> & {
  readonly occurredAt: Date;
};

/**
 * Manages the components of machines with their serial numbers and lots, so that all machines with components of a lot
 * can be found.
 */
@Injectable()
export class ComponentsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the current and former components of a machine, by assembly and part, newest first.
   * @throws DomainError equipment.machine_not_found
   */
  list(scope: Scope, machineId: string): Promise<Component[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getMachine(tx, machineId);
      return tx.manager.find(Component, {
        where: { makerId: scope.makerId, machineId },
        order: { assembly: 'asc', partNumber: 'asc', installedAt: 'desc', id: 'desc' },
      });
    });
  }

  /**
   * @throws DomainError equipment.machine_not_found, equipment.component_invalid (with fields),
   *   equipment.component_installed_elsewhere when the same part is already in a machine
   */
  install(scope: Scope, machineId: string, component: NewComponent): Promise<Component> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getMachine(tx, machineId, { forChange: true });
      return this.installWithin(tx, machineId, component);
    });
  }

  /**
   * @throws DomainError equipment.component_not_found, platform.version_mismatch, equipment.component_invalid (with
   *   fields), equipment.component_installed_elsewhere
   */
  change(scope: Scope, id: string, version: number, input: ComponentChanges): Promise<Component> {
    return this.unitOfWork.run(scope, async (tx) => {
      const component = await getComponent(tx, id);
      ensureVersion(component.version, version);
      return this.changeWithin(tx, component, input);
    });
  }

  /**
   * Removes a component and installs its replacement at the same instant.
   * @throws DomainError equipment.component_not_found, platform.version_mismatch, equipment.component_removed,
   *   equipment.component_invalid (with fields), equipment.component_installed_elsewhere
   */
  exchange(
    scope: Scope,
    id: string,
    version: number,
    { occurredAt, partNumber, name, serial = '', lot = '' }: ComponentExchange,
  ): Promise<{ removed: Component; installed: Component }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const old = await getComponent(tx, id);
      ensureVersion(old.version, version);
      if (old.removedAt !== null) throw new DomainError('equipment.component_removed', { id });
      const removed = await this.changeWithin(tx, old, { removedAt: occurredAt });
      const installed = await this.installWithin(tx, old.machineId, {
        assembly: old.assembly,
        partNumber: partNumber ?? old.partNumber,
        name: name ?? old.name,
        serial,
        lot,
        installedAt: occurredAt,
      });
      return { removed, installed };
    });
  }

  private async installWithin(
    tx: Transaction,
    machineId: string,
    { id = newId(), ...input }: NewComponent,
  ): Promise<Component> {
    const fields: ComponentFields = {
      assembly: input.assembly ?? '',
      partNumber: input.partNumber,
      name: input.name ?? '',
      serial: input.serial ?? '',
      lot: input.lot ?? '',
      installedAt: input.installedAt,
    };
    const component = tx.manager.create(Component, {
      makerId: tx.scope.makerId,
      id,
      machineId,
      ...fields,
      removedAt: null,
      version: 1,
    });
    assertComponentValid(component, tx.now);
    await assertNotInstalledElsewhere(tx, component);
    await tx.manager.insert(Component, component);
    await AuditTrail.write(tx, {
      action: 'equipment.component_installed',
      entity: 'component',
      entityId: id,
      after: { machineId, ...fields },
    });
    await tx.record({ name: 'equipment.machine_changed', version: 1, payload: { machineId } });
    return component;
  }

  private async changeWithin(
    tx: Transaction,
    component: Component,
    input: ComponentChanges,
  ): Promise<Component> {
    const { before, after } = changedFields<Component>(component, input);
    if (Object.keys(after).length === 0) return component;
    const version = component.version + 1;
    const changed = tx.manager.create(Component, { ...component, ...after, version });
    assertComponentValid(changed, tx.now);
    await assertNotInstalledElsewhere(tx, changed);
    await tx.manager.update(
      Component,
      { makerId: tx.scope.makerId, id: component.id },
      { ...after, version },
    );
    await AuditTrail.write(tx, {
      action: after.removedAt ? 'equipment.component_removed' : 'equipment.component_changed',
      entity: 'component',
      entityId: component.id,
      before,
      after,
    });
    await tx.record({
      name: 'equipment.machine_changed',
      version: 1,
      payload: { machineId: component.machineId },
    });
    return changed;
  }
}

async function getComponent(tx: Transaction, id: string): Promise<Component> {
  const component = await tx.manager.findOne(Component, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!component) throw new DomainError('equipment.component_not_found', { id });
  return component;
}

/** Asserts that a part, identified by part number and serial, is installed only once at a time. */
async function assertNotInstalledElsewhere(
  tx: Transaction,
  { id, partNumber, serial, removedAt }: Component,
): Promise<void> {
  if (serial === '' || removedAt !== null) return;
  const [otherInstallation]: { machine: string }[] = await tx.manager.query(
    `select m.serial as machine from component c join machine m on m.maker_id = c.maker_id and m.id = c.machine_id
      where c.maker_id = $1 and c.part_number = $2 and c.serial = $3 and c.removed_at is null and c.id <> $4 limit 1`,
    [tx.scope.makerId, partNumber, serial, id],
  );
  if (otherInstallation) {
    throw new DomainError(
      'equipment.component_installed_elsewhere',
      { serial, machine: otherInstallation.machine },
      [
        {
          pointer: '/serial',
          code: 'equipment.component_installed_elsewhere',
          params: { machine: otherInstallation.machine },
        },
      ],
    );
  }
}

function assertComponentValid({ partNumber, installedAt, removedAt }: Component, now: Date): void {
  const faults: FieldFault[] = [];
  if (partNumber.trim() === '')
    faults.push({ pointer: '/partNumber', code: 'equipment.part_number_missing' });
  if (installedAt > now) faults.push({ pointer: '/installedAt', code: 'equipment.occurred_in_future' });
  if (removedAt && removedAt > now)
    faults.push({ pointer: '/removedAt', code: 'equipment.occurred_in_future' });
  if (removedAt && removedAt < installedAt)
    faults.push({ pointer: '/removedAt', code: 'equipment.removed_before_installed' });
  assertNoFaults('equipment.component_invalid', faults);
}
