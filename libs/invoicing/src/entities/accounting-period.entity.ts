import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';

/** An accounting month of a seller. A month without a row is open. */
@Entity('accounting_period')
@Check('accounting_period_state_ck', `state in ('open', 'closed')`)
@Check('accounting_period_month_ck', `extract(day from month) = 1`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'accounting_period_legal_entity_fk',
})
export class AccountingPeriod {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'accounting_period_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'accounting_period_pk' })
  legalEntityId: string;

  /** The first day of the month. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'accounting_period_pk' })
  month: string;

  @Column('text')
  state: 'open' | 'closed';

  @Column('timestamptz')
  changedAt: Date;

  @Column('uuid', { nullable: true })
  changedBy: string | null;

  /** Name of the person at the time of the change, filled in by the database. */
  @Column('text', { nullable: true })
  changedByName: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
