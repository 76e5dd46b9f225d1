import { Injectable } from '@nestjs/common';
import { getSite } from '#customers';
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
import { DeviceCredentialsService } from './security/device-credentials.service.js';
import { Device, type DeviceKind, SILENT_AFTER_SECONDS } from './entities/device.entity.js';
import { getDevice, getMachine } from './imports/registry-lookups.js';

/** A device's location: a machine or a site, never both. */
export type DeviceLocation =
  | { readonly machineId: string; readonly siteId?: null }
  | { readonly siteId: string; readonly machineId?: null };

export type NewDevice = DeviceLocation & {
  readonly id?: string;
  readonly code: string;
  readonly kind: DeviceKind;
  readonly silentAfterSeconds?: number;
};

export interface DeviceChanges {
  readonly silentAfterSeconds?: number;
  /** A new location. Allowed only if the device has no readings, or no location yet. */
  readonly place?: DeviceLocation;
  /** For a gateway: whether an unknown device name creates a new device. */
  readonly createsDevices?: boolean;
  readonly archived?: boolean;
}

@Injectable()
export class DevicesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: DeviceCredentialsService,
  ) {}

  /**
   * @throws DomainError equipment.device_invalid (with fields), equipment.device_code_taken, equipment.device_id_taken,
   *   equipment.machine_not_found, customers.site_not_found
   */
  create(scope: Scope, device: NewDevice): Promise<Device> {
    return this.unitOfWork.run(scope, (tx) => this.createWithin(tx, device));
  }

  /** Like `create`, as part of a larger use case. */
  async createWithin(
    tx: Transaction,
    { id = newId(), code, kind, silentAfterSeconds = 900, ...place }: NewDevice,
  ): Promise<Device> {
    await assertLocationExists(tx, place);
    assertDeviceValid(code, silentAfterSeconds);
    const fields = {
      code,
      kind,
      machineId: place.machineId ?? null,
      siteId: place.siteId ?? null,
      silentAfterSeconds,
    };
    const row = {
      makerId: tx.scope.makerId,
      id,
      ...fields,
      gatewayId: null,
      createsDevices: false,
      archivedAt: null,
      version: 1,
    };
    await mapConstraintViolations(
      {
        device_pk: () => new DomainError('equipment.device_id_taken', { id }),
        device_code_uq: () =>
          new DomainError('equipment.device_code_taken', { code }, [
            { pointer: '/code', code: 'equipment.device_code_taken', params: { code } },
          ]),
      },
      () => tx.manager.insert(Device, row),
    );
    await AuditTrail.write(tx, {
      action: 'equipment.device_created',
      entity: 'device',
      entityId: id,
      after: fields,
    });
    return getDevice(tx, id);
  }

  /** @throws DomainError equipment.device_not_found */
  get(scope: Scope, id: string): Promise<Device> {
    return this.unitOfWork.run(scope, (tx) => getDevice(tx, id));
  }

  /**
   * Changes a device. Archiving revokes its credentials and closes its connection.
   * @throws DomainError equipment.device_not_found, platform.version_mismatch, equipment.device_has_readings if its
   * readings would move to another location, equipment.device_not_gateway, and those of `create`
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { archived, place, silentAfterSeconds, createsDevices }: DeviceChanges,
  ): Promise<Device> {
    return this.unitOfWork.run(scope, async (tx) => {
      const device = await getDevice(tx, id, { forChange: true });
      ensureVersion(device.version, version);
      const { before, after } = changedFields<Device>(device, {
        silentAfterSeconds,
        createsDevices,
        archivedAt: archived === undefined ? undefined : archived ? (device.archivedAt ?? tx.now) : null,
        ...(place && { machineId: place.machineId ?? null, siteId: place.siteId ?? null }),
      });
      if (Object.keys(after).length === 0) return device;
      if (place && ('machineId' in after || 'siteId' in after)) {
        await assertLocationExists(tx, place);
        // Readings belong to the device's machine or site, so moving the device would transfer years of history to
        // another owner. Readings that a gateway sent for a device without a location have no owner yet.
        const hasLocation = device.machineId !== null || device.siteId !== null;
        if (hasLocation && (await hasReadings(tx, device)))
          throw new DomainError('equipment.device_has_readings', { code: device.code });
      }
      if (createsDevices && device.kind !== 'gateway')
        throw new DomainError('equipment.device_not_gateway', { code: device.code });
      const changed = tx.manager.create(Device, { ...device, ...after, version: version + 1 });
      assertDeviceValid(changed.code, changed.silentAfterSeconds);
      await tx.manager.update(Device, { makerId: scope.makerId, id }, { ...after, version: version + 1 });
      await AuditTrail.write(tx, {
        action: 'equipment.device_changed',
        entity: 'device',
        entityId: id,
        before,
        after,
      });
      if (after.archivedAt) await this.credentials.revokeAllWithin(tx, id);
      return changed;
    });
  }
}

async function assertLocationExists(tx: Transaction, { machineId, siteId }: DeviceLocation): Promise<void> {
  if (machineId != null) await getMachine(tx, machineId);
  else await getSite(tx, siteId);
}

async function hasReadings(tx: Transaction, device: Device): Promise<boolean> {
  const [row]: { has_readings: boolean }[] = await tx.manager.query(
    `select exists (select from sent_signal where maker_id = $1 and device_key = $2) as has_readings`,
    [tx.scope.makerId, device.deviceKey],
  );
  return row?.has_readings ?? false;
}

function assertDeviceValid(code: string, silentAfterSeconds: number): void {
  const faults = [];
  if (!/^[A-Za-z0-9._-]{1,64}$/.test(code)) {
    faults.push({ pointer: '/code', code: 'equipment.device_code_malformed', params: { value: code } });
  }
  const { min, max } = SILENT_AFTER_SECONDS;
  if (!(Number.isInteger(silentAfterSeconds) && silentAfterSeconds >= min && silentAfterSeconds <= max)) {
    faults.push({
      pointer: '/silentAfterSeconds',
      code: 'equipment.silent_after_out_of_range',
      params: { min, max },
    });
  }
  assertNoFaults('equipment.device_invalid', faults);
}
