import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer } from '#customers';
import { type ErrorParams, JobProgress, StoredFile } from '#platform';

/**
 * A pack that proves an invoice's content as of a certain time. Its job contains its progress. Its root is stored
 * permanently. Its file is stored only while it proves the invoice's current content, because the same bytes can be
 * created again.
 */
@Entity('proof_pack')
@Unique('proof_pack_subject_uq', ['makerId', 'invoiceId', 'subject'])
@Unique('proof_pack_job_uq', ['makerId', 'jobId'])
@Index('proof_pack_file_ix', ['makerId', 'fileId'])
@Index('proof_pack_asked_ix', ['makerId', 'askedAt', 'id'])
@Check('proof_pack_made_ck', '(root is null) = (made_at is null)')
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'proof_pack_customer_fk' })
@ForeignKey(() => JobProgress, ['makerId', 'jobId'], ['makerId', 'id'], { name: 'proof_pack_job_fk' })
@ForeignKey(() => StoredFile, ['makerId', 'fileId'], ['makerId', 'id'], { name: 'proof_pack_file_fk' })
export class ProofPack {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'proof_pack_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'proof_pack_pk' })
  id: string;

  @Column('uuid', { comment: 'without a foreign key: a draft may be withdrawn, what was told of it stays' })
  invoiceId: string;

  @Column('uuid')
  customerId: string;

  @Column('text', {
    comment: 'hash over what the invoice says and is made of; equal subjects make equal packs',
  })
  subject: string;

  @Column('text')
  contractNumber: string;

  @Column('date')
  periodFrom: string;

  /** Day after the last billed day. */
  @Column('date')
  periodTo: string;

  /** Job that creates, or created, the file. */
  @Column('uuid')
  jobId: string;

  /** Null while there is no file. */
  @Column('uuid', { nullable: true })
  fileId: string | null;

  /** Root hash in hexadecimal; null until the pack is first created. */
  @Column('text', { nullable: true })
  root: string | null;

  @Column('bigint', { default: 0 })
  readings: string;

  @Column('uuid', { nullable: true })
  askedBy: string | null;

  @Column('timestamptz')
  askedAt: Date;

  /** Time at which the pack was first created. */
  @Column('timestamptz', { nullable: true })
  madeAt: Date | null;

  /** Error of the last attempt. */
  @Column('jsonb', { nullable: true })
  fault: { readonly code: string; readonly params: ErrorParams } | null;
}
