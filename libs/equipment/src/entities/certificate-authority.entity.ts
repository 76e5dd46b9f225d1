import { Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Maker } from '#organization';

/** A maker's own certificate authority. The certificates that it signs belong to the maker's devices. */
@Entity('certificate_authority')
@Exclusion(
  'certificate_authority_key_ex',
  `using gist (key_fingerprint with =, maker_id with <>) where (withdrawn_at is null)`,
)
@Index('certificate_authority_fingerprint_uq', ['makerId', 'fingerprint'], {
  unique: true,
  where: 'withdrawn_at is null',
})
@Index('certificate_authority_subject_ix', ['subject'])
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'certificate_authority_maker_fk' })
export class CertificateAuthority {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'certificate_authority_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'certificate_authority_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  pem: string;

  /** SHA-256 of the certificate in hexadecimal. */
  @Column('text')
  fingerprint: string;

  /**
   * SHA-256 of the certificate's public key in hexadecimal. At any time, only one maker can have an authority with the
   * key.
   */
  @Column('text')
  keyFingerprint: string;

  @Column('text')
  subject: string;

  @Column('timestamptz')
  notBefore: Date;

  @Column('timestamptz')
  notAfter: Date;

  /** Pattern that identifies the device in a certificate's common name, such as `pump-{machine.serial}`. */
  @Column('text')
  pattern: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
