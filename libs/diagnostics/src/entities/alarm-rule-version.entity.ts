import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Severity } from '../domain/limit-rule.js';
import { AlarmRule } from './alarm-rule.entity.js';

/** A former version of a rule. Late readings from the time when it was in force are evaluated with it. */
@Entity('alarm_rule_version')
@Check('alarm_rule_version_order_ck', `valid_to > valid_from`)
@ForeignKey(() => AlarmRule, ['makerId', 'ruleId'], ['makerId', 'id'], { name: 'alarm_rule_version_rule_fk' })
export class AlarmRuleVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_rule_version_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_rule_version_pk' })
  ruleId: string;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'alarm_rule_version_pk' })
  validFrom: Date;

  @Column('timestamptz')
  validTo: Date;

  @Column('numeric')
  onLimit: string;

  @Column('numeric')
  offLimit: string;

  @Column('integer')
  onDelaySeconds: number;

  @Column('integer', { nullable: true })
  maxGapSeconds: number | null;

  @Column('text')
  severity: Severity;

  @Column('boolean')
  enabled: boolean;
}
