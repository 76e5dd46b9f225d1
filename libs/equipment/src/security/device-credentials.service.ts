import { randomBytes } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import { In } from 'typeorm';
import { AuditTrail, Maker } from '#organization';
import { claimEvent, DomainError, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { BrokerLogins, NoBrokerLogins } from './broker-logins.js';
import {
  toCertificateName,
  type CredentialState,
  credentialStateAt,
  DEVICE_SECRET_BYTES,
  findLastUsed,
  hashDeviceSecret,
  isCredentialUsable,
  planRotation,
  deviceTopic,
} from '../domain/security/device-credential.js';
import { CertificateAuthority } from '../entities/certificate-authority.entity.js';
import { DeviceCredential } from '../entities/device-credential.entity.js';
import type { Device } from '../entities/device.entity.js';
import { insertAll } from '../insert-all.js';
import { getDevice } from '../imports/registry-lookups.js';

/** A new credential. The password is returned only here. */
export interface IssuedCredential {
  readonly id: string;
  readonly deviceId: string;
  readonly username: string;
  readonly password: string;
  /** Root of the device's topics, such as `<root>/telemetry`, `<root>/event` and `<root>/state`. */
  readonly topic: string;
  /** The topic on which the device receives its commands. */
  readonly commandTopic: string;
  readonly createdAt: Date;
}

/** The fields of a device that are needed for its credential. */
export type DeviceIdentity = Pick<Device, 'id' | 'code'>;

export type CredentialWithState = Omit<DeviceCredential, 'secretHash'> & {
  readonly state: CredentialState;
  /** Whether the device last connected with this credential. */
  readonly isUsed: boolean;
  /** Name of the authority that signed the certificate. */
  readonly authorityName: string | null;
};

/** Default overlap of older credentials: one week, within which every plant can be reached. */
export const DEFAULT_OVERLAP_HOURS = 7 * 24;

/** Time before a certificate's expiry at which the expiry is announced. */
const EXPIRY_NOTICE_MS = 30 * 24 * 3_600_000;

@Injectable()
export class DeviceCredentialsService {
  /** @param brokerLogins manages logins at an external broker; only provided if the app has one configured */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Optional() private readonly brokerLogins: BrokerLogins = new NoBrokerLogins(),
  ) {}

  /**
   * Returns a device's credentials without their hashes, newest first.
   * @throws DomainError equipment.device_not_found
   */
  list(scope: Scope, deviceId: string): Promise<CredentialWithState[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getDevice(tx, deviceId);
      const found = await tx.manager.find(DeviceCredential, {
        where: { makerId: scope.makerId, deviceId },
        order: { createdAt: 'desc', id: 'desc' },
      });
      const authorities = new Map(
        (await tx.manager.findBy(CertificateAuthority, { makerId: scope.makerId })).map((each) => [
          each.id,
          each,
        ]),
      );
      const used = findLastUsed(found);
      return found.map(({ secretHash: _kept, ...credential }) => {
        const authority =
          credential.authorityId === null ? undefined : authorities.get(credential.authorityId);
        const revokedAt = credential.revokedAt ?? authority?.withdrawnAt ?? null;
        return {
          ...credential,
          revokedAt,
          state: credentialStateAt({ ...credential, revokedAt }, tx.now),
          isUsed: credential.id === used?.id,
          authorityName: authority?.name ?? null,
        };
      });
    });
  }

  /**
   * Issues a credential and rotates the older ones, which stay valid for the overlap.
   * @param overlapHours 0 revokes older credentials immediately and closes their connections; null leaves them
   *   unchanged
   * @throws DomainError equipment.device_not_found, equipment.device_archived, equipment.broker_unreachable
   */
  issue(
    scope: Scope,
    deviceId: string,
    overlapHours: number | null = DEFAULT_OVERLAP_HOURS,
  ): Promise<IssuedCredential> {
    return this.unitOfWork.run(scope, async (tx) =>
      this.issueWithin(tx, await getDevice(tx, deviceId, { forChange: true }), overlapHours),
    );
  }

  /** Like `issue`, as part of a use case that has locked or created the device. */
  async issueWithin(
    tx: Transaction,
    device: Device,
    overlapHours: number | null = DEFAULT_OVERLAP_HOURS,
  ): Promise<IssuedCredential> {
    const { number, endOlder } = await this.rotateWithin(tx, device, overlapHours);
    const [issued] = await this.insertWithin(tx, [{ device, number }], { overlapHours });
    await endOlder();
    return issued!;
  }

  /**
   * Sets the end of a device's older credentials of any kind before a new one is added.
   * @returns the number of the new credential, and a function that revokes the credentials that end immediately. Call
   *   the function after the new credential exists
   * @throws DomainError equipment.device_archived
   */
  async rotateWithin(
    tx: Transaction,
    device: Device,
    overlapHours: number | null,
  ): Promise<{ readonly number: number; readonly endOlder: () => Promise<void> }> {
    if (device.archivedAt) throw new DomainError('equipment.device_archived', { code: device.code });
    const older = await tx.manager.find(DeviceCredential, {
      where: { makerId: tx.scope.makerId, deviceId: device.id },
    });
    const revoked: DeviceCredential[] = [];
    for (const credential of older) {
      const step = planRotation(credential, tx.now, overlapHours);
      if (step.kind === 'revoke') revoked.push(credential);
      if (step.kind === 'end') {
        await tx.manager.update(
          DeviceCredential,
          { makerId: tx.scope.makerId, id: credential.id },
          { validUntil: step.at },
        );
      }
    }
    return { number: older.length + 1, endOlder: () => this.revokeWithin(tx, revoked) };
  }

  /** Issues the first credentials of devices created in the same use case. */
  issueFirstWithin(tx: Transaction, devices: readonly DeviceIdentity[]): Promise<IssuedCredential[]> {
    return this.insertWithin(
      tx,
      devices.map((device) => ({ device, number: 1 })),
      {},
    );
  }

  private async insertWithin(
    tx: Transaction,
    requests: readonly { readonly device: DeviceIdentity; readonly number: number }[],
    auditDetails: object,
  ): Promise<IssuedCredential[]> {
    const { slug } = await tx.manager.findOneByOrFail(Maker, { id: tx.scope.makerId });
    const issued = requests.map(({ device, number }) => newCredential(slug, device, number, tx.now));
    const rows = issued.map(({ id, deviceId, username, password, createdAt }) => ({
      makerId: tx.scope.makerId,
      id,
      deviceId,
      username,
      secretHash: hashDeviceSecret(password),
      createdAt,
    }));
    await insertAll(tx, DeviceCredential, rows);
    for (const { id, deviceId, username } of issued) {
      await AuditTrail.write(tx, {
        action: 'equipment.credential_issued',
        entity: 'device_credential',
        entityId: id,
        after: { deviceId, username, ...auditDetails },
      });
    }
    await this.brokerLogins.addLogins(issued);
    return issued;
  }

  /**
   * Revokes a credential. The event makes the broker close the credential's connections. Revoking a credential again
   * changes nothing.
   * @throws DomainError equipment.credential_not_found, equipment.broker_unreachable
   */
  revoke(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const credential = await tx.manager.findOne(DeviceCredential, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!credential) throw new DomainError('equipment.credential_not_found', { id });
      if (credential.revokedAt === null) await this.revokeWithin(tx, [credential]);
    });
  }

  /** Revokes all valid credentials of a device. */
  async revokeAllWithin(tx: Transaction, deviceId: string): Promise<void> {
    const credentials = await tx.manager.find(DeviceCredential, {
      where: { makerId: tx.scope.makerId, deviceId },
    });
    await this.revokeWithin(
      tx,
      credentials.filter((each) => isCredentialUsable(each, tx.now)),
    );
  }

  /**
   * Emits an event for each device with a certificate that expires within thirty days, once per certificate, unless the
   * device already has a certificate that is valid for longer.
   */
  announceExpiring(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const soon = new Date(tx.now.getTime() + EXPIRY_NOTICE_MS);
      const expiring: { id: string; deviceId: string }[] = await tx.manager.query(
        `select c.id, c.device_id as "deviceId" from device_credential c
          where c.maker_id = $1 and c.kind = 'certificate' and c.revoked_at is null and c.not_after > $2 and c.not_after <= $3
            and (c.valid_until is null or c.valid_until > $2)
            and not exists (select from device_credential o
                             where o.maker_id = c.maker_id and o.device_id = c.device_id and o.kind = 'certificate'
                               and o.revoked_at is null and o.not_after > $3 and (o.valid_until is null or o.valid_until > $3))`,
        [scope.makerId, tx.now, soon],
      );
      for (const { id, deviceId } of expiring)
        if (await claimEvent(tx, id, 'announce-expiry'))
          await tx.record({
            name: 'equipment.certificate_expiring',
            version: 1,
            payload: { credentialId: id, deviceId },
          });
    });
  }

  private async revokeWithin(tx: Transaction, credentials: readonly DeviceCredential[]): Promise<void> {
    for (const { id, deviceId, username } of credentials) {
      await tx.manager.update(DeviceCredential, { makerId: tx.scope.makerId, id }, { revokedAt: tx.now });
      await AuditTrail.write(tx, {
        action: 'equipment.credential_revoked',
        entity: 'device_credential',
        entityId: id,
        after: { deviceId, username },
      });
      await tx.record({
        name: 'equipment.credential_revoked',
        version: 1,
        payload: { credentialId: id, deviceId, username },
      });
    }
    await this.brokerLogins.removeLogins(await this.endedNames(tx, credentials));
  }

  /**
   * Returns the names to remove from an external broker. The name of a certificate is kept while another valid
   * certificate has the same name.
   */
  private async endedNames(tx: Transaction, ended: readonly DeviceCredential[]): Promise<string[]> {
    const names = ended.flatMap((credential) => findBrokerName(credential) ?? []);
    const others = await tx.manager.find(DeviceCredential, {
      where: { makerId: tx.scope.makerId, commonName: In(names) },
    });
    const remainingNames = new Set(
      others.filter((each) => isCredentialUsable(each, tx.now)).map((each) => findBrokerName(each)),
    );
    return names.filter((name) => !remainingNames.has(name));
  }
}

/** Returns a credential's login name at an external broker; undefined if it has none there. */
function findBrokerName({ kind, commonName, username }: DeviceCredential): string | undefined {
  if (kind === 'password') return username;
  const ownName = toCertificateName(username);
  return commonName === ownName ? ownName : undefined;
}

function newCredential(slug: string, device: DeviceIdentity, number: number, now: Date): IssuedCredential {
  const topic = deviceTopic(slug, device.code);
  return {
    id: newId(),
    deviceId: device.id,
    username: `${slug}/${device.code}/${number}`,
    password: randomBytes(DEVICE_SECRET_BYTES).toString('base64url'),
    topic,
    commandTopic: `${topic}/command/#`,
    createdAt: now,
  };
}
