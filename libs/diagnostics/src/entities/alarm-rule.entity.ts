import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { EquipmentModel, Machine } from '#equipment';
import type { LimitDirection, Severity } from '../domain/limit-rule.js';
import type { RequiredPart } from '../domain/required-part.js';

/** The current version of a limit on one signal, for all machines of a model or for one machine. */
@Entity('alarm_rule')
@Check('alarm_rule_target_ck', `num_nonnulls(model_id, machine_id) = 1`)
@Check('alarm_rule_direction_ck', `direction in ('above', 'below')`)
@Check(
  'alarm_rule_limits_ck',
  `(direction = 'above' and off_limit <= on_limit) or (direction = 'below' and off_limit >= on_limit)`,
)
@Check('alarm_rule_delay_ck', `on_delay_seconds between 0 and 604800`)
@Check('alarm_rule_severity_ck', `severity in ('info', 'warning', 'critical')`)
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], { name: 'alarm_rule_model_fk' })
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'alarm_rule_machine_fk' })
export class AlarmRule {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_rule_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_rule_pk' })
  id: string;

  @Column('text')
  code: string;

  /** Name by locale. */
  @Column('jsonb', { name: 'name_i18n' })
  nameI18n: Record<string, string>;

  @Column('uuid', { nullable: true })
  modelId: string | null;

  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('text')
  signalKey: string;

  @Column('text')
  direction: LimitDirection;

  @Column('numeric')
  onLimit: string;

  @Column('numeric')
  offLimit: string;

  @Column('integer', { default: 0 })
  onDelaySeconds: number;

  @Column('integer', { nullable: true })
  maxGapSeconds: number | null;

  @Column('text')
  severity: Severity;

  @Column('boolean', { default: false })
  opensTicket: boolean;

  @Column('text', { nullable: true })
  requiredSkill: string | null;

  /** Required certificate of a technician, by country of the site (ISO 3166-1 alpha-2). */
  @Column('jsonb', {
    default: {},
    comment: 'what a technician must hold, by country of the site (ISO 3166-1 alpha-2)',
  })
  requiredCertificates: Record<string, string>;

  @Column('jsonb', { default: [], comment: '[{partNumber, quantity}] that a visit is likely to need' })
  requiredParts: RequiredPart[];

  @Column('boolean', { default: true })
  enabled: boolean;

  /** Device time from which these limits apply. */
  @Column('timestamptz')
  validFrom: Date;

  @Column('integer', { default: 1 })
  version: number;
}
