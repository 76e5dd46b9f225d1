import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Logo and accent colour of the maker's documents since an instant. Rows never change. */
@Entity('document_brand')
@Check('document_brand_accent_ck', `accent ~ '^#[0-9a-f]{6}$'`)
@Check('document_brand_logo_ck', `octet_length(logo) <= 1000000`)
@Index('document_brand_created_ix', ['makerId', 'createdAt', 'id'])
export class DocumentBrand {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_brand_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_brand_pk' })
  id: string;

  /** `#rrggbb` in lower case. */
  @Column('text')
  accent: string;

  @Column('bytea', { nullable: true, comment: 'PNG without transparency; null for none' })
  logo: Buffer | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** The person's name at that time, filled in by the database. */
  @Column('text', { nullable: true })
  createdByName: string | null;
}
