import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Technician } from './technician.entity.js';

@Entity('technician_certificate')
@ForeignKey(() => Technician, ['makerId', 'technicianId'], ['makerId', 'id'], {
  name: 'technician_certificate_technician_fk',
})
export class TechnicianCertificate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'technician_certificate_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'technician_certificate_pk' })
  id: string;

  @Column('uuid')
  technicianId: string;

  @Column('text')
  name: string;

  /** Last day of validity, inclusive, `YYYY-MM-DD`. */
  @Column('date')
  validUntil: string;
}
