import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Device } from '#equipment';
import { Contract } from './contract.entity.js';

/** A contract's rule for reading one counter of one device. */
@Entity('meter')
@Unique('meter_source_uq', ['makerId', 'contractId', 'deviceId', 'signalKey'])
@Index('meter_device_ix', ['makerId', 'deviceId'])
@Check('meter_modulus_ck', `modulus is null or modulus > 0`)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], { name: 'meter_contract_fk' })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'meter_device_fk' })
export class Meter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  deviceId: string;

  @Column('text')
  signalKey: string;

  /** UCUM. */
  @Column('text')
  unit: string;

  /** The value at which the counter starts over at 0. */
  @Column('numeric', { nullable: true })
  modulus: string | null;

  /** More than this in an hour is held, not billed. */
  @Column('numeric', { nullable: true })
  maxRatePerHour: string | null;

  /** A silence longer than this is listed with the usage. */
  @Column('integer', { default: 1440 })
  maxGapMinutes: number;

  @Column('integer', { default: 1 })
  version: number;
}
