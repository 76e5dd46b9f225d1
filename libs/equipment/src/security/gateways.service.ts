import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { type DeviceLocation, DevicesService } from '../devices.service.js';
import { toDeviceCode } from '../domain/security/gateway-name.js';
import { Device } from '../entities/device.entity.js';
import { GatewayDevice } from '../entities/gateway-device.entity.js';
import { getDevice } from '../imports/registry-lookups.js';

/** A device name that a gateway reports. */
export interface GatewayName {
  readonly name: string;
  /** The device to which the name is mapped; null until it is mapped. */
  readonly device: { readonly id: string; readonly code: string } | null;
  /** The code of a new device for the name; null if no valid code can be derived from the name. */
  readonly proposedCode: string | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly ignoredAt: Date | null;
}

/** The device that a name is mapped to, either existing or new. */
export type Adoption =
  { readonly deviceId: string } | { readonly code: string; readonly place: DeviceLocation };

/** Manages the device names that gateways report. */
@Injectable()
export class GatewaysService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly devices: DevicesService,
  ) {}

  /**
   * Returns the names that a gateway has used, unmapped ones first and ignored ones last.
   * @throws DomainError equipment.device_not_found, equipment.device_not_gateway
   */
  list(scope: Scope, gatewayId: string): Promise<GatewayName[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getGateway(tx, gatewayId);
      const links = await tx.manager.find(GatewayDevice, { where: { makerId: scope.makerId, gatewayId } });
      const codes = new Map(
        (
          await tx.manager.query<{ id: string; code: string }[]>(
            `select id, code from device where maker_id = $1 and id = any($2)`,
            [scope.makerId, links.flatMap(({ deviceId }) => deviceId ?? [])],
          )
        ).map(({ id, code }) => [id, code]),
      );
      return links
        .map(({ name, deviceId, firstSeenAt, lastSeenAt, ignoredAt }) => ({
          name,
          device: deviceId === null ? null : { id: deviceId, code: codes.get(deviceId) ?? '' },
          proposedCode: toDeviceCode(name) ?? null,
          firstSeenAt,
          lastSeenAt,
          ignoredAt,
        }))
        .sort((a, b) => rankName(a) - rankName(b) || (a.name < b.name ? -1 : 1));
    });
  }

  /**
   * Maps a name to a device. Readings under this name are accepted from then on.
   * @throws DomainError equipment.device_not_found, equipment.device_not_gateway, equipment.gateway_name_not_found,
   *   equipment.gateway_name_adopted if it is already mapped, equipment.device_archived, and those of
   *   `DevicesService.create`
   */
  adopt(scope: Scope, gatewayId: string, name: string, adoption: Adoption): Promise<Device> {
    return this.unitOfWork.run(scope, async (tx) => {
      const link = await getLink(tx, gatewayId, name);
      if (link.deviceId !== null) throw new DomainError('equipment.gateway_name_adopted', { name });
      const device =
        'deviceId' in adoption
          ? await getDevice(tx, adoption.deviceId)
          : await this.devices.createWithin(tx, {
              ...adoption.place,
              code: adoption.code,
              kind: 'controller',
            });
      if (device.archivedAt) throw new DomainError('equipment.device_archived', { code: device.code });
      await tx.manager.update(GatewayDevice, keyOf(link), { deviceId: device.id, ignoredAt: null });
      await AuditTrail.write(tx, {
        action: 'equipment.gateway_name_adopted',
        entity: 'device',
        entityId: gatewayId,
        after: { name, deviceId: device.id },
      });
      return device;
    });
  }

  /**
   * Marks a name that is not to be mapped as ignored, so that it is listed last.
   * @throws DomainError equipment.device_not_found, equipment.device_not_gateway, equipment.gateway_name_not_found
   */
  ignore(scope: Scope, gatewayId: string, name: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const link = await getLink(tx, gatewayId, name);
      await tx.manager.update(GatewayDevice, keyOf(link), { ignoredAt: tx.now });
      await AuditTrail.write(tx, {
        action: 'equipment.gateway_name_ignored',
        entity: 'device',
        entityId: gatewayId,
        after: { name },
      });
    });
  }
}

async function getGateway(tx: Transaction, id: string): Promise<Device> {
  const device = await getDevice(tx, id);
  if (device.kind !== 'gateway') throw new DomainError('equipment.device_not_gateway', { code: device.code });
  return device;
}

async function getLink(tx: Transaction, gatewayId: string, name: string): Promise<GatewayDevice> {
  await getGateway(tx, gatewayId);
  const link = await tx.manager.findOne(GatewayDevice, {
    where: { makerId: tx.scope.makerId, gatewayId, name },
    lock: { mode: 'pessimistic_write' },
  });
  if (!link) throw new DomainError('equipment.gateway_name_not_found', { name });
  return link;
}

function keyOf({
  makerId,
  gatewayId,
  name,
}: GatewayDevice): Pick<GatewayDevice, 'makerId' | 'gatewayId' | 'name'> {
  return { makerId, gatewayId, name };
}

function rankName({ device, ignoredAt }: GatewayName): number {
  if (device === null) return ignoredAt === null ? 0 : 2;
  return 1;
}
