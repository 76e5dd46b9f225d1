import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  Component,
  getMachine,
  type Machine,
  type MachineLifecycle,
  nextLifecycles,
  Signal,
} from '#equipment';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import type { DeviceDto } from '../devices/devices.dto.js';
import { findDevicesOfMachine } from '../devices/devices.queries.js';
import { findMachineRow } from '../fleet/machine-rows.queries.js';
import type { ComponentDto, LifecycleStepDto, MachineDto, MachineSignalDto } from './machines.dto.js';

/** Permissions of the caller that affect the result. */
export interface MachineViewer {
  /** Whether usage on hold is included in the reasons for attention. */
  readonly usage: boolean;
  /** Whether the caller may change the lifecycle state. */
  readonly decides: boolean;
}

@Injectable()
export class MachineViewQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns a machine with its current state, components, devices and signals.
   * @throws DomainError equipment.machine_not_found
   */
  get(scope: Scope, id: string, viewer: MachineViewer): Promise<MachineDto> {
    return this.unitOfWork.run(scope, async (tx) => {
      const machine = await getMachine(tx, id);
      const row = await findMachineRow(tx, id, { usage: viewer.usage, duty: true });
      if (!row) throw new DomainError('equipment.machine_not_found', { id });
      const devices = await findDevicesOfMachine(tx, id);
      return {
        ...row,
        shippedAt: machine.shippedAt,
        commissionedAt: machine.commissionedAt,
        connection: machine.connection,
        attributes: machine.attributes,
        archivedAt: machine.archivedAt,
        nextLifecycles: viewer.decides ? nextLifecycles(machine.lifecycle) : [],
        steps: await findSteps(tx, id),
        components: await findComponents(tx, id),
        devices,
        signals: await findSignals(tx, machine, devices),
        version: machine.version,
      };
    });
  }
}

async function findComponents(tx: Transaction, machineId: string): Promise<ComponentDto[]> {
  const components = await tx.manager.find(Component, {
    where: { makerId: tx.scope.makerId, machineId },
    order: { assembly: 'asc', partNumber: 'asc', installedAt: 'desc', id: 'desc' },
  });
  return components.map(toComponentDto);
}

export function toComponentDto({ makerId: _scope, ...component }: Component): ComponentDto {
  return component;
}

async function findSteps(tx: Transaction, machineId: string): Promise<LifecycleStepDto[]> {
  const rows: (Omit<LifecycleStepDto, 'from' | 'to'> & {
    from: MachineLifecycle | null;
    to: MachineLifecycle;
  })[] = await tx.manager.query(
    `select t.from_state as "from", t.to_state as "to", t.occurred_at as "occurredAt", t.recorded_at as "recordedAt",
              t.reason, t.by_user_name as "byName"
         from machine_transition t
        where t.maker_id = $1 and t.machine_id = $2
        order by t.occurred_at desc, t.recorded_at desc, t.id desc`,
    [tx.scope.makerId, machineId],
  );
  return rows;
}

async function findSignals(
  tx: Transaction,
  { modelId }: Machine,
  devices: readonly DeviceDto[],
): Promise<MachineSignalDto[]> {
  const makerId = tx.scope.makerId;
  const signals = await tx.manager.find(Signal, {
    where: [
      { makerId, modelId },
      { makerId, deviceId: In(devices.map(({ id }) => id)) },
    ],
    order: { position: 'asc', key: 'asc' },
  });
  const ofModel = signals.filter((signal) => signal.modelId !== null);
  return [...ofModel, ...signals.filter((signal) => signal.modelId === null)].map((signal) => ({
    id: signal.id,
    key: signal.key,
    unit: signal.unit,
    kind: signal.kind,
    decimals: signal.decimals,
    label: signal.labelI18n,
    limits: {
      warnLow: signal.warnLow,
      warnHigh: signal.warnHigh,
      tripLow: signal.tripLow,
      tripHigh: signal.tripHigh,
    },
  }));
}
