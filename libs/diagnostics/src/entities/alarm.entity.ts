import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer, Site } from '#customers';
import { Machine } from '#equipment';
import type { Severity } from '../domain/limit-rule.js';
import { AlarmRule } from './alarm-rule.entity.js';

/**
 * A period in which a rule's condition held on a machine. It is derived from the stored readings, except for its
 * acknowledgement. Site and customer are those of the placement that covers `raisedAt`.
 */
@Entity('alarm')
@Check('alarm_order_ck', `condition_since <= raised_at and (cleared_at is null or cleared_at >= raised_at)`)
@Check('alarm_severity_ck', `severity in ('info', 'warning', 'critical')`)
@Index('alarm_one_open_uq', ['makerId', 'ruleId', 'machineId'], {
  unique: true,
  where: 'cleared_at is null and withdrawn_at is null',
})
@Index('alarm_machine_ix', { synchronize: false })
@Index('alarm_raised_ix', { synchronize: false })
@Index('alarm_customer_ix', ['makerId', 'customerId', 'raisedAt', 'id'])
@Index('alarm_site_ix', ['makerId', 'siteId', 'raisedAt', 'id'])
@ForeignKey(() => AlarmRule, ['makerId', 'ruleId'], ['makerId', 'id'], { name: 'alarm_rule_fk' })
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'alarm_machine_fk' })
@ForeignKey(() => Site, ['makerId', 'siteId'], ['makerId', 'id'], { name: 'alarm_site_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'alarm_customer_fk' })
export class Alarm {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_pk' })
  id: string;

  @Column('uuid')
  ruleId: string;

  @Column('uuid')
  machineId: string;

  @Column('uuid', { nullable: true })
  siteId: string | null;

  @Column('uuid', { nullable: true })
  customerId: string | null;

  @Column('text')
  code: string;

  @Column('text')
  severity: Severity;

  @Column('text')
  signalKey: string;

  @Column('timestamptz')
  conditionSince: Date;

  @Column('timestamptz')
  raisedAt: Date;

  @Column('numeric')
  raisedValue: string;

  @Column('integer')
  raisedDeviceKey: number;

  @Column('bigint')
  raisedSeq: string;

  @Column('numeric')
  peakValue: string;

  @Column('timestamptz')
  peakAt: Date;

  @Column('timestamptz', { nullable: true })
  clearedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  acknowledgedAt: Date | null;

  @Column('uuid', { nullable: true })
  acknowledgedBy: string | null;

  /** The person's name at that time; a database trigger fills it. */
  @Column('text', { nullable: true })
  acknowledgedByName: string | null;

  /** Time at which the alarm was withdrawn because the readings no longer support it; null while they do. */
  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  /** Time at which the alarm was first found. */
  @Column('timestamptz')
  recordedAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
