import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Hub } from '#organization';

/** A store of spare parts that serves a hub. */
@Entity('depot')
@Unique('depot_code_uq', ['makerId', 'code'])
@ForeignKey(() => Hub, ['makerId', 'hubId'], ['makerId', 'id'], { name: 'depot_hub_fk' })
export class Depot {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'depot_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'depot_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('uuid')
  hubId: string;

  /** Period, fee and inspection of returns, according to the country's standard. */
  @Column('jsonb', { default: {} })
  returnPolicy: Record<string, unknown>;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
