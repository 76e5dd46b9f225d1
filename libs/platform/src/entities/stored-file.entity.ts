import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * The purposes of stored files: documents and photos of tickets, files of an import before and after it runs, exported
 * readings, and proof packs of invoices.
 */
export const FILE_PURPOSES = [
  'ticket',
  'registry_import',
  'registry_import_done',
  'readings_export',
  'proof_pack',
] as const;
export type FilePurpose = (typeof FILE_PURPOSES)[number];

/** A file's record. The file store keeps its bytes under the same id. */
@Entity('stored_file')
@Index('stored_file_export_ix', ['makerId'], { where: `purpose = 'readings_export'` })
@Index('stored_file_pack_ix', ['makerId'], { where: `purpose = 'proof_pack'` })
export class StoredFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stored_file_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stored_file_pk' })
  id: string;

  @Column('uuid', { nullable: true })
  customerId: string | null;

  @Column('text')
  name: string;

  @Column('text')
  mime: string;

  @Column('bigint')
  bytes: string;

  @Column('text')
  sha256: string;

  @Column('text')
  purpose: FilePurpose;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
