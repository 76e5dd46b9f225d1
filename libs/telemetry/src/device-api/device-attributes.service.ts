import { Injectable } from '@nestjs/common';
import { getDevice } from '#equipment';
import { AuditTrail } from '#organization';
import { DomainError, type Scope, UnitOfWork } from '#platform';
import {
  type AttributeValues,
  findAttributeFault,
  MAX_ATTRIBUTES,
} from '../domain/formats/thingsboard/requests.js';
import { type AttributeScope, DeviceAttribute } from '../entities/device-attribute.entity.js';

export interface AttributeView {
  readonly scope: AttributeScope;
  readonly name: string;
  readonly value: unknown;
  readonly changedAt: Date;
}

/** Manages client attributes, which devices report, and shared attributes, which they receive. */
@Injectable()
export class DeviceAttributes {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns a device's attributes by scope and name. @throws DomainError equipment.device_not_found */
  list(scope: Scope, deviceId: string): Promise<AttributeView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getDevice(tx, deviceId);
      const rows = await tx.manager.find(DeviceAttribute, {
        where: { makerId: scope.makerId, deviceId },
        order: { scope: 'asc', name: 'asc' },
      });
      return rows.map(({ scope: kind, name, value, changedAt }) => ({ scope: kind, name, value, changedAt }));
    });
  }

  /**
   * Sets shared attributes; a null value removes the attribute. A connected device receives them immediately, and
   * others request them when they connect.
   * @throws DomainError equipment.device_not_found, telemetry.attributes_invalid
   */
  setShared(scope: Scope, deviceId: string, changes: AttributeValues): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getDevice(tx, deviceId, { forChange: true });
      if (findAttributeFault(changes))
        throw new DomainError('telemetry.attributes_invalid', { max: MAX_ATTRIBUTES });
      const id = { makerId: scope.makerId, deviceId, scope: 'shared' as const };
      const before = new Map(
        (await tx.manager.find(DeviceAttribute, { where: id })).map(({ name, value }) => [name, value]),
      );
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) await tx.manager.delete(DeviceAttribute, { ...id, name });
        else
          await tx.manager.query(
            `insert into device_attribute (maker_id, device_id, scope, name, value, changed_at) values ($1, $2, 'shared', $3, $4, $5)
             on conflict on constraint device_attribute_pk do update set value = excluded.value, changed_at = excluded.changed_at`,
            [scope.makerId, deviceId, name, JSON.stringify(value), tx.now],
          );
        before.set(name, before.get(name) ?? null);
      }
      const names = Object.keys(changes);
      await AuditTrail.write(tx, {
        action: 'telemetry.attributes_set',
        entity: 'device',
        entityId: deviceId,
        before: Object.fromEntries(names.map((name) => [name, before.get(name)])),
        after: changes,
      });
    });
  }
}
