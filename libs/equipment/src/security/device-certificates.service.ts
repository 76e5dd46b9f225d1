import { Injectable, Optional } from '@nestjs/common';
import { AuditTrail, Maker } from '#organization';
import {
  assertNoFaults,
  DomainError,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { readCertificate } from './certificate.reader.js';
import { BrokerLogins, NoBrokerLogins } from './broker-logins.js';
import {
  type CredentialWithState,
  DEFAULT_OVERLAP_HOURS,
  DeviceCredentialsService,
} from './device-credentials.service.js';
import { findDeviceCertificateFaults, holdsPrivateKey } from '../domain/security/certificate.js';
import { toCertificateName, deviceTopic } from '../domain/security/device-credential.js';
import { DeviceCredential } from '../entities/device-credential.entity.js';
import { getDevice } from '../imports/registry-lookups.js';

/** Manages certificates that are registered for one device, identified by their fingerprint. */
@Injectable()
export class DeviceCertificatesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: DeviceCredentialsService,
    @Optional() private readonly brokerLogins: BrokerLogins = new NoBrokerLogins(),
  ) {}

  /**
   * Registers a certificate for a device. The device's other credentials stay valid for the overlap.
   * @param pem the certificate without its chain, from any issuer
   * @param overlapHours 0 revokes older credentials immediately and closes their connections; null leaves them
   *   unchanged
   * @throws DomainError equipment.certificate_invalid (with fields), equipment.certificate_known,
   *   equipment.device_not_found, equipment.device_archived, equipment.broker_unreachable
   */
  async add(
    scope: Scope,
    deviceId: string,
    pem: string,
    overlapHours: number | null = DEFAULT_OVERLAP_HOURS,
  ): Promise<CredentialWithState> {
    const id = newId();
    await this.unitOfWork.run(scope, (tx) => this.addWithin(tx, id, deviceId, pem, overlapHours));
    const credentials = await this.credentials.list(scope, deviceId);
    return credentials.find((credential) => credential.id === id)!;
  }

  private async addWithin(
    tx: Transaction,
    id: string,
    deviceId: string,
    pem: string,
    overlapHours: number | null,
  ): Promise<void> {
    const { makerId } = tx.scope;
    const { subject, commonName, fingerprint, notAfter } = parseDeviceCertificate(pem, tx.now);
    const device = await getDevice(tx, deviceId, { forChange: true });
    const { number, endOlder } = await this.credentials.rotateWithin(tx, device, overlapHours);
    const { slug } = await tx.manager.findOneByOrFail(Maker, { id: makerId });
    const username = `${slug}/${device.code}/${number}`;
    const brokerName = toCertificateName(username);
    if (this.brokerLogins.matchesCertificatesByName && commonName !== brokerName)
      throw new DomainError('equipment.certificate_invalid', {}, [
        {
          pointer: '/pem',
          code: 'equipment.certificate_name_not_own',
          params: { expected: brokerName },
        },
      ]);
    const details = { deviceId, username, subject, fingerprint, notAfter };
    await mapConstraintViolations(
      {
        device_credential_fingerprint_uq: () =>
          new DomainError('equipment.certificate_known', {}, [
            { pointer: '/pem', code: 'equipment.certificate_known' },
          ]),
      },
      () =>
        tx.manager.insert(DeviceCredential, {
          makerId,
          id,
          kind: 'certificate',
          secretHash: null,
          commonName,
          ...details,
          createdAt: tx.now,
        }),
    );
    await AuditTrail.write(tx, {
      action: 'equipment.certificate_added',
      entity: 'device_credential',
      entityId: id,
      after: { ...details, notAfter: notAfter.toISOString(), overlapHours },
    });
    if (commonName === brokerName)
      await this.brokerLogins.addLogins([{ username: brokerName, topic: deviceTopic(slug, device.code) }]);
    await endOlder();
  }
}

function parseDeviceCertificate(pem: string, now: Date) {
  const at = (code: string) => ({ pointer: '/pem', code });
  if (holdsPrivateKey(pem))
    throw new DomainError('equipment.certificate_invalid', {}, [
      at('equipment.certificate_with_private_key'),
    ]);
  const certificate = readCertificate(pem);
  if (!certificate)
    throw new DomainError('equipment.certificate_invalid', {}, [at('equipment.certificate_unreadable')]);
  const faults = findDeviceCertificateFaults(certificate, now).map((fault) =>
    at(`equipment.certificate_${fault}`),
  );
  assertNoFaults('equipment.certificate_invalid', faults);
  return certificate;
}
