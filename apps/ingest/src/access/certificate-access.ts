import type { Pool } from 'pg';
import {
  type Certificate,
  decideCertificate,
  type KnownAuthority,
  type KnownCertificate,
  type PatternField,
  readCertificate,
} from '#equipment';
import { newId } from '#platform';

/** Device to which a valid certificate gives access, and the name of its credential. */
export interface CertificateGrant {
  readonly deviceKey: number;
  readonly username: string;
}

interface AuthorityRow {
  maker_id: string;
  id: string;
  pem: string;
  pattern: string;
  withdrawn_at: Date | null;
}

interface CertificateRow {
  maker_id: string;
  device_key: number;
  credential_id: string;
  username: string;
  authority_id: string | null;
  valid_until: Date | null;
  revoked_at: Date | null;
}

interface KnownCredential extends KnownCertificate {
  readonly deviceKey: number;
  readonly credentialId: string;
  readonly username: string;
}

interface NamedDevice {
  readonly id: string;
  readonly device_key: number;
}

/**
 * Decides whether a certificate gives access. When a certificate gives access for the first time, records it as a
 * credential of its device.
 */
export class CertificateAccess {
  constructor(private readonly pool: Pool) {}

  /** @returns undefined if the certificate gives no access */
  async find(certificate: Certificate, now: Date): Promise<CertificateGrant | undefined> {
    const [authorities, known] = await Promise.all([
      this.findAuthorities(certificate.issuer),
      this.findKnown(certificate.fingerprint),
    ]);
    const decision = decideCertificate(certificate, authorities, known, now);
    if (decision.kind === 'refused') return undefined;
    if (decision.kind === 'named') return this.admit(certificate, decision, now);
    const { makerId, credentialId, deviceKey, username } = decision.credential;
    await this.recordUse(makerId, credentialId, now);
    return { deviceKey, username };
  }

  private async findAuthorities(subject: string): Promise<KnownAuthority[]> {
    const { rows } = await this.pool.query<AuthorityRow>('select * from find_certificate_authorities($1)', [
      subject,
    ]);
    return rows.flatMap(({ maker_id, id, pem, pattern, withdrawn_at }) => {
      const own = readCertificate(pem);
      return own ? [{ makerId: maker_id, id, certificate: own, pattern, withdrawnAt: withdrawn_at }] : [];
    });
  }

  private async findKnown(fingerprint: string): Promise<KnownCredential[]> {
    const { rows } = await this.pool.query<CertificateRow>('select * from find_device_certificates($1)', [
      fingerprint,
    ]);
    return rows.map((row) => ({
      makerId: row.maker_id,
      authorityId: row.authority_id,
      validUntil: row.valid_until,
      revokedAt: row.revoked_at,
      deviceKey: row.device_key,
      credentialId: row.credential_id,
      username: row.username,
    }));
  }

  /**
   * Records the certificate for a registered device. Devices are never created here, because a device belongs to a
   * machine or a site, and a certificate does not say which.
   */
  private async admit(
    { fingerprint, subject, commonName, notAfter }: Certificate,
    named: {
      readonly makerId: string;
      readonly authorityId: string;
      readonly field: PatternField;
      readonly value: string;
    },
    now: Date,
  ): Promise<CertificateGrant | undefined> {
    const device = await this.findNamed(named.makerId, named.field, named.value);
    if (!device) return undefined;
    const { rows } = await this.pool.query<{ username: string; credential_id: string }>(
      'select * from admit_device_certificate($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [named.makerId, named.authorityId, device.id, newId(), fingerprint, subject, commonName, notAfter, now],
    );
    const [credential] = rows;
    if (!credential) return undefined;
    await this.recordUse(named.makerId, credential.credential_id, now);
    return { deviceKey: device.device_key, username: credential.username };
  }

  /**
   * Returns the active device with a code, or the only active device of the machine with a serial number; undefined if
   * there is none.
   */
  private async findNamed(
    makerId: string,
    field: PatternField,
    value: string,
  ): Promise<NamedDevice | undefined> {
    const { rows } = await this.pool.query<NamedDevice>(
      field === 'device.code'
        ? `select id, device_key from device where maker_id = $1 and code = $2 and archived_at is null`
        : `select d.id, d.device_key from machine m join device d on d.maker_id = m.maker_id and d.machine_id = m.id
            where m.maker_id = $1 and m.serial = $2 and d.archived_at is null limit 2`,
      [makerId, value],
    );
    return rows.length === 1 ? rows[0] : undefined;
  }

  private async recordUse(makerId: string, credentialId: string, now: Date): Promise<void> {
    await this.pool.query('update device_credential set last_used_at = $3 where maker_id = $1 and id = $2', [
      makerId,
      credentialId,
      now,
    ]);
  }
}
