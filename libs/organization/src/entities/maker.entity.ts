import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A tenant: the company that makes, owns and serves the machines. */
@Entity('maker')
@Unique('maker_slug_uq', ['slug'])
export class Maker {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'maker_pk' })
  id: string;

  /** The topic level of the maker's devices, below `eaas/`. */
  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  /** The name by locale, if it differs from `name`. */
  @Column('jsonb', { default: {} })
  nameI18n: Record<string, string>;

  @Column('text')
  brand: string;

  /** Country code, ISO 3166-1 alpha-2. */
  @Column('text')
  country: string;

  /** IANA name of the time zone. */
  @Column('text')
  zone: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
