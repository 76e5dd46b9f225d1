import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A value of a base rate of interest on late payment, which applies until the next value. */
@Entity('reminder_base_rate')
@Check('reminder_base_rate_percent_ck', `percent between -100 and 1000`)
export class ReminderBaseRate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_base_rate_pk' })
  makerId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'reminder_base_rate_pk' })
  name: string;

  @PrimaryColumn('date', { primaryKeyConstraintName: 'reminder_base_rate_pk' })
  validFrom: string;

  /** Percent per year, as a decimal. */
  @Column('numeric')
  percent: string;

  /** Publication that states the value. */
  @Column('text')
  source: string;

  @Column('timestamptz')
  enteredAt: Date;

  @Column('uuid', { nullable: true })
  enteredBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  enteredByName: string | null;
}
