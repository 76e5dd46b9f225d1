import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { OpeningHours } from '../domain/opening-hours.js';
import { LegalEntity } from './legal-entity.entity.js';

/** A service branch in a country, with technicians, a depot, and opening hours in its own time zone. */
@Entity('hub')
@Unique('hub_code_uq', ['makerId', 'code'])
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'hub_legal_entity_fk',
})
export class Hub {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'hub_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'hub_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('text')
  country: string;

  @Column('text')
  zone: string;

  @Column('jsonb')
  hours: OpeningHours;

  @Column('boolean', { name: 'emergency_24x7', default: false })
  emergency24x7: boolean;

  @Column('text', { array: true, default: [] })
  languages: string[];

  @Column('double precision')
  latitude: number;

  @Column('double precision')
  longitude: number;

  @Column('integer', { default: 1 })
  version: number;
}
