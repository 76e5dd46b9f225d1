import { DateTime } from 'luxon';
import { AuditTrail } from '#organization';
import { DomainError, newId, mapConstraintViolations, type Transaction } from '#platform';
import type { DeviceIdentity } from '../security/device-credentials.service.js';
import type { MachineRow } from '../domain/import/check-rows.js';
import type { MachineLifecycle } from '../domain/machines/lifecycle.js';
import { toRange } from '../domain/machines/placement.js';
import { Device } from '../entities/device.entity.js';
import { Machine } from '../entities/machine.entity.js';
import { MachineTransition } from '../entities/machine-transition.entity.js';
import { Placement } from '../entities/placement.entity.js';
import { insertAll } from '../insert-all.js';

/** The records that a row of a file creates. */
interface ImportedMachine {
  readonly machine: Omit<Machine, 'makerId'>;
  readonly steps: readonly {
    readonly from: MachineLifecycle | null;
    readonly to: MachineLifecycle;
    readonly at: Date;
  }[];
  /** The machine's current placement. */
  readonly stay: { readonly siteId: string; readonly customerId: string; readonly from: Date } | null;
  readonly device: DeviceIdentity | null;
}

/**
 * Writes the machines of a checked file with their past lifecycle steps, their placements and their controllers. All
 * rows have already been checked, so they are inserted in bulk; only the audit entries are written one by one.
 * @returns serial and device of each machine that has a device, in the order of the rows
 */
export async function insertImportedMachines(
  tx: Transaction,
  rows: readonly MachineRow[],
): Promise<{ serial: string; device: DeviceIdentity }[]> {
  const makerId = tx.scope.makerId;
  const imported = rows.map(toImported);
  await mapConstraintViolations({ machine_serial_uq: createConflictError }, () =>
    insertAll(
      tx,
      Machine,
      imported.map(({ machine }) => ({ makerId, ...machine })),
    ),
  );
  await insertAll(
    tx,
    MachineTransition,
    imported.flatMap(({ machine, steps }) =>
      steps.map(({ from, to, at }) => ({
        makerId,
        id: newId(),
        machineId: machine.id,
        fromState: from,
        toState: to,
        occurredAt: at,
        recordedAt: tx.now,
        byUser: tx.scope.userId,
      })),
    ),
  );
  await insertAll(
    tx,
    Placement,
    imported.flatMap(({ machine, stay: placement }) =>
      placement
        ? [
            {
              makerId,
              id: newId(),
              machineId: machine.id,
              siteId: placement.siteId,
              customerId: placement.customerId,
              during: toRange(placement.from, null),
            },
          ]
        : [],
    ),
  );
  const devices = imported.flatMap(({ machine, device }) => (device ? [{ machine, device }] : []));
  await mapConstraintViolations({ device_code_uq: createConflictError }, () =>
    insertAll(
      tx,
      Device,
      devices.map(({ machine, device }) => ({
        makerId,
        ...device,
        kind: 'controller' as const,
        machineId: machine.id,
      })),
    ),
  );
  for (const { machine, stay: placement, device } of imported) {
    const after = { ...machine, siteId: placement?.siteId ?? null, deviceCode: device?.code ?? null };
    await AuditTrail.write(tx, {
      action: 'equipment.machine_imported',
      entity: 'machine',
      entityId: machine.id,
      after,
    });
  }
  return devices.map(({ machine, device }) => ({ serial: machine.serial, device }));
}

/** Returns the error for an object that was registered between the check and the write. */
function createConflictError(): DomainError {
  return new DomainError('equipment.import_outdated', {
    faults: 1,
    row: null,
    column: null,
    code: 'import.already_exists',
  });
}

function toImported(row: MachineRow): ImportedMachine {
  const shippedAt = startOfDay(row.shippedOn, row.zone);
  const commissionedAt = row.commissionedOn === null ? null : startOfDay(row.commissionedOn, row.zone);
  const placementSite =
    row.siteId !== null && row.customerId !== null
      ? { siteId: row.siteId, customerId: row.customerId }
      : null;
  const shipped = { from: null, to: 'shipped' as const, at: shippedAt };
  return {
    machine: {
      id: newId(),
      serial: row.serial,
      modelId: row.modelId,
      owner: row.owner,
      lifecycle: commissionedAt === null ? 'shipped' : 'in_service',
      shippedAt,
      commissionedAt,
      connection: row.connection,
      attributes: {},
      archivedAt: null,
      version: 1,
    },
    steps:
      commissionedAt === null
        ? [shipped]
        : [
            shipped,
            { from: 'shipped', to: 'commissioned', at: commissionedAt },
            { from: 'commissioned', to: 'in_service', at: commissionedAt },
          ],
    stay: placementSite && { ...placementSite, from: commissionedAt ?? shippedAt },
    device: row.deviceCode === null ? null : { id: newId(), code: row.deviceCode },
  };
}

/** Returns the start of a day from a file in a time zone. */
function startOfDay(day: string, zone: string): Date {
  return DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
}
