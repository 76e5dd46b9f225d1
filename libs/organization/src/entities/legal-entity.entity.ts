import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Maker } from './maker.entity.js';

/** A company of the maker's in a country: it signs contracts and issues invoices in its currency. */
@Entity('legal_entity')
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'legal_entity_maker_fk' })
export class LegalEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'legal_entity_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'legal_entity_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  country: string;

  /** ISO 4217. */
  @Column('text')
  currency: string;

  @Column('text')
  zone: string;

  /** Tax numbers by their kind: `npwp16`, `rfc`, `nip`. */
  @Column('jsonb', { default: {} })
  taxIds: Record<string, string>;

  @Column('integer', { default: 1 })
  version: number;
}
