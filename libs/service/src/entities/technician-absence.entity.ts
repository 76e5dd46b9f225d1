import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Technician } from './technician.entity.js';

@Entity('technician_absence')
@ForeignKey(() => Technician, ['makerId', 'technicianId'], ['makerId', 'id'], {
  name: 'technician_absence_technician_fk',
})
export class TechnicianAbsence {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'technician_absence_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'technician_absence_pk' })
  id: string;

  @Column('uuid')
  technicianId: string;

  /** Range literal that includes its start and excludes its end. */
  @Column('tstzrange')
  during: string;

  @Column('text', { default: '' })
  reason: string;
}
