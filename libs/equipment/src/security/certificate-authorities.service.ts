import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  type FieldFault,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { readCertificate } from './certificate.reader.js';
import {
  findAuthorityFaults,
  type Certificate,
  holdsPrivateKey,
  isSignedBy,
} from '../domain/security/certificate.js';
import { parseSubjectPattern, PATTERN_FIELDS } from '../domain/security/subject-pattern.js';
import { CertificateAuthority } from '../entities/certificate-authority.entity.js';

export interface NewAuthority {
  readonly id?: string;
  readonly name: string;
  /**
   * The certificate of the authority that signs the devices' certificates. It doesn't have to be a root certificate.
   */
  readonly pem: string;
  /**
   * A certificate that the authority signed with the maker's id as common name. It proves that the maker controls the
   * authority's key.
   */
  readonly proofPem: string;
  /** Pattern that identifies the device in a common name, such as `{device.code}`. */
  readonly pattern: string;
}

export interface AuthorityChanges {
  readonly name?: string;
  readonly pattern?: string;
}

/** An authority, with the number of its devices and the number of its devices with an expiring certificate. */
export interface AuthorityInUse extends CertificateAuthority {
  /** Number of devices with a valid certificate that this authority signed. */
  readonly devices: number;
  /** Number of these devices without a certificate from this authority that is valid for more than thirty days. */
  readonly endingSoon: number;
}

/**
 * Manages a maker's own certificate authorities. A certificate that they signed doesn't have to be registered for its
 * device.
 */
@Injectable()
export class CertificateAuthoritiesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the authorities, newest first, including withdrawn ones. */
  list(scope: Scope): Promise<AuthorityInUse[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const authorities = await tx.manager.find(CertificateAuthority, {
        where: { makerId: scope.makerId },
        order: { createdAt: 'desc', id: 'desc' },
      });
      const uses = await countUses(tx);
      return authorities.map((each) => ({
        ...each,
        ...(uses.get(each.id) ?? { devices: 0, endingSoon: 0 }),
      }));
    });
  }

  /**
   * Registers an authority. A certificate that the authority signed for this maker proves that the maker controls the
   * authority, and that the authority isn't a public one.
   * @throws DomainError equipment.authority_invalid (with fields), equipment.authority_taken
   */
  register(
    scope: Scope,
    { id = newId(), name, pem, proofPem, pattern }: NewAuthority,
  ): Promise<CertificateAuthority> {
    return this.unitOfWork.run(scope, async (tx) => {
      const certificate = parseAuthority(pem, tx.now);
      assertAuthorityValid([
        ...findProofFaults(proofPem, certificate, scope.makerId, tx.now),
        ...findPatternFaults(pattern),
      ]);
      const { fingerprint, keyFingerprint, subject, notBefore, notAfter } = certificate;
      const row = {
        name,
        pem: certificate.pem,
        fingerprint,
        keyFingerprint,
        subject,
        notBefore,
        notAfter,
        pattern,
      };
      const taken = (): DomainError =>
        new DomainError('equipment.authority_taken', {}, [
          { pointer: '/pem', code: 'equipment.authority_taken' },
        ]);
      await mapConstraintViolations(
        { certificate_authority_key_ex: taken, certificate_authority_fingerprint_uq: taken },
        () =>
          tx.manager.insert(CertificateAuthority, { makerId: scope.makerId, id, ...row, createdAt: tx.now }),
      );
      await AuditTrail.write(tx, {
        action: 'equipment.authority_registered',
        entity: 'certificate_authority',
        entityId: id,
        after: { name, subject, fingerprint, pattern, notAfter: notAfter.toISOString() },
      });
      return getAuthority(tx, id);
    });
  }

  /**
   * Changes the name, or the pattern for certificates that are used for the first time after the change.
   * @throws DomainError equipment.authority_not_found, equipment.authority_withdrawn, equipment.authority_invalid,
   *   platform.version_mismatch
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { name, pattern }: AuthorityChanges,
  ): Promise<CertificateAuthority> {
    return this.unitOfWork.run(scope, async (tx) => {
      const authority = await getAuthority(tx, id);
      ensureVersion(authority.version, version);
      if (authority.withdrawnAt)
        throw new DomainError('equipment.authority_withdrawn', { name: authority.name });
      if (pattern !== undefined) assertAuthorityValid(findPatternFaults(pattern));
      const { before, after } = changedFields<CertificateAuthority>(authority, { name, pattern });
      if (Object.keys(after).length === 0) return authority;
      await tx.manager.update(
        CertificateAuthority,
        { makerId: scope.makerId, id },
        { ...after, version: version + 1 },
      );
      await AuditTrail.write(tx, {
        action: 'equipment.authority_changed',
        entity: 'certificate_authority',
        entityId: id,
        before,
        after,
      });
      return { ...authority, ...after, version: version + 1 };
    });
  }

  /**
   * Withdraws an authority. Every certificate that was accepted because of the authority becomes invalid, and ingest
   * closes the connections within half a minute. Certificates registered for an individual device stay valid, no matter
   * which authority signed them. Withdrawing an authority again changes nothing.
   * @throws DomainError equipment.authority_not_found
   */
  withdraw(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { name, fingerprint, version, withdrawnAt } = await getAuthority(tx, id);
      if (withdrawnAt) return;
      await tx.manager.update(
        CertificateAuthority,
        { makerId: scope.makerId, id },
        { withdrawnAt: tx.now, version: version + 1 },
      );
      await AuditTrail.write(tx, {
        action: 'equipment.authority_withdrawn',
        entity: 'certificate_authority',
        entityId: id,
        after: { name, fingerprint },
      });
    });
  }
}

async function getAuthority(tx: Transaction, id: string): Promise<CertificateAuthority> {
  const authority = await tx.manager.findOne(CertificateAuthority, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!authority) throw new DomainError('equipment.authority_not_found', { id });
  return authority;
}

async function countUses(tx: Transaction): Promise<Map<string, { devices: number; endingSoon: number }>> {
  const rows: { authority_id: string; devices: number; ending_soon: number }[] = await tx.manager.query(
    `select authority_id, count(*)::int as devices,
            count(*) filter (where until < $2::timestamptz + interval '30 days')::int as ending_soon
       from (select authority_id, device_id, max(not_after) as until from device_credential
              where maker_id = $1 and authority_id is not null and revoked_at is null and not_after > $2
              group by authority_id, device_id) latest
      group by authority_id`,
    [tx.scope.makerId, tx.now],
  );
  return new Map(
    rows.map((row) => [row.authority_id, { devices: row.devices, endingSoon: row.ending_soon }]),
  );
}

function parseAuthority(pem: string, now: Date): Certificate {
  const at = (code: string): FieldFault => ({ pointer: '/pem', code });
  if (holdsPrivateKey(pem)) assertAuthorityValid([at('equipment.certificate_with_private_key')]);
  const certificate = readCertificate(pem);
  if (!certificate)
    throw new DomainError('equipment.authority_invalid', {}, [at('equipment.certificate_unreadable')]);
  assertAuthorityValid(
    findAuthorityFaults(certificate, now).map((fault) => at(`equipment.certificate_${fault}`)),
  );
  return certificate;
}

function findProofFaults(pem: string, authority: Certificate, makerId: string, now: Date): FieldFault[] {
  const at = (code: string): FieldFault => ({ pointer: '/proofPem', code });
  if (holdsPrivateKey(pem)) return [at('equipment.certificate_with_private_key')];
  const proof = readCertificate(pem);
  if (!proof) return [at('equipment.certificate_unreadable')];
  if (proof.notAfter <= now) return [at('equipment.certificate_expired')];
  if (!isSignedBy(proof, authority)) return [at('equipment.proof_not_signed')];
  return proof.commonName === makerId
    ? []
    : [{ ...at('equipment.proof_of_other_maker'), params: { expected: makerId } }];
}

function findPatternFaults(pattern: string): FieldFault[] {
  return parseSubjectPattern(pattern)
    ? []
    : [
        {
          pointer: '/pattern',
          code: 'equipment.pattern_malformed',
          params: { fields: PATTERN_FIELDS.map((field) => `{${field}}`).join(', ') },
        },
      ];
}

function assertAuthorityValid(faults: readonly FieldFault[]): void {
  assertNoFaults('equipment.authority_invalid', faults);
}
