import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CertificateAuthority } from './certificate-authority.entity.js';
import { Device } from './device.entity.js';

export type CredentialKind = 'password' | 'certificate';

/** A device's credential: a password, which is shown once and stored as a hash, or a certificate. */
@Entity('device_credential')
@Unique('device_credential_username_uq', ['username'])
@Unique('device_credential_fingerprint_uq', ['makerId', 'fingerprint'])
@Check('device_credential_kind_ck', `kind in ('password', 'certificate')`)
@Check(
  'device_credential_proof_ck',
  `case kind
          when 'password' then secret_hash is not null and num_nonnulls(fingerprint, subject, common_name, not_after, authority_id) = 0
          else secret_hash is null and num_nonnulls(fingerprint, subject, not_after) = 3 end`,
)
@Index('device_credential_fingerprint_ix', ['fingerprint'])
@Index('device_credential_secret_ix', ['secretHash'])
@Index('device_credential_device_ix', ['makerId', 'deviceId'])
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'device_credential_device_fk' })
@ForeignKey(() => CertificateAuthority, ['makerId', 'authorityId'], ['makerId', 'id'], {
  name: 'device_credential_authority_fk',
})
export class DeviceCredential {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_credential_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_credential_pk' })
  id: string;

  @Column('uuid')
  deviceId: string;

  /** The user name of a connection. A device with a certificate doesn't send it. */
  @Column('text')
  username: string;

  @Column('text', { default: 'password' })
  kind: CredentialKind;

  @Column('text', { nullable: true })
  secretHash: string | null;

  /** SHA-256 of the certificate in hexadecimal. */
  @Column('text', { nullable: true })
  fingerprint: string | null;

  @Column('text', { nullable: true })
  subject: string | null;

  /** The common name (CN) of the certificate's subject, which is the login name at an external broker. */
  @Column('text', { nullable: true })
  commonName: string | null;

  /** The end of the certificate's own validity. */
  @Column('timestamptz', { nullable: true })
  notAfter: Date | null;

  /** The maker's authority that signed the certificate; null for a certificate that was registered for its device. */
  @Column('uuid', { nullable: true })
  authorityId: string | null;

  @Column('timestamptz')
  createdAt: Date;

  /** The end of the overlap after a rotation. */
  @Column('timestamptz', { nullable: true })
  validUntil: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;
}
