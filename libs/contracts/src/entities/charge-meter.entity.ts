import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ContractCharge } from './charge.entity.js';
import { Meter } from './meter.entity.js';

/** A meter that a charge counts. */
@Entity('charge_meter')
@Index('charge_meter_meter_ix', ['makerId', 'meterId'])
@ForeignKey(() => ContractCharge, ['makerId', 'chargeId'], ['makerId', 'id'], {
  name: 'charge_meter_charge_fk',
})
@ForeignKey(() => Meter, ['makerId', 'meterId'], ['makerId', 'id'], { name: 'charge_meter_meter_fk' })
export class ChargeMeter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_meter_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_meter_pk' })
  chargeId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_meter_pk' })
  meterId: string;
}
