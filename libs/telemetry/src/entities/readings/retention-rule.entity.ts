import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { EquipmentModel } from '#equipment';

/** Retention in days of readings and their rollups, for one model or all models, and one signal or all signals. */
@Entity('retention_rule')
@Check(
  'retention_rule_days_ck',
  `least(raw_days, minute_days, hour_days, day_days) >= 1 and greatest(raw_days, minute_days, hour_days, day_days) <= 36500`,
)
@Index('retention_rule_scope_uq', { synchronize: false })
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], {
  name: 'retention_rule_model_fk',
})
export class RetentionRuleRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'retention_rule_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'retention_rule_pk' })
  id: string;

  /** The model to which the rule applies; null for all models and for sites' own instruments. */
  @Column('uuid', { nullable: true })
  modelId: string | null;

  /** Key of the signal to which the rule applies; null for every signal. */
  @Column('text', { nullable: true })
  signalKey: string | null;

  @Column('integer', { nullable: true, comment: 'null: for ever' })
  rawDays: number | null;

  @Column('integer', { nullable: true })
  minuteDays: number | null;

  @Column('integer', { nullable: true })
  hourDays: number | null;

  @Column('integer', { nullable: true })
  dayDays: number | null;

  @Column('integer')
  version: number;
}
