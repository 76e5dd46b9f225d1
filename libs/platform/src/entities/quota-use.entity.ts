import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Use of a quota by one person or by the whole maker within one minute. */
@Entity('quota_use')
export class QuotaUse {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'quota_use_pk' })
  makerId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'quota_use_pk' })
  quota: string;

  /** The subject of the quota: `maker`, or `user:<id>`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'quota_use_pk' })
  subject: string;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'quota_use_pk' })
  minute: Date;

  @Column('integer')
  uses: number;
}
