import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Machine } from '#equipment';
import { ContractCharge } from './charge.entity.js';

/** A machine that a charge per machine covers. A charge without such rows covers all machines of its contract. */
@Entity('charge_machine')
@ForeignKey(() => ContractCharge, ['makerId', 'chargeId'], ['makerId', 'id'], {
  name: 'charge_machine_charge_fk',
})
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'charge_machine_machine_fk' })
export class ChargeMachine {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_machine_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_machine_pk' })
  chargeId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'charge_machine_pk' })
  machineId: string;
}
