import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file's record; its bytes lie in the file store under the id. */
@Entity('stored_file')
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
  purpose: string;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
