import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Contract } from './contract.entity.js';
import { Meter } from './meter.entity.js';

/** A fixed amount a month, or a price for each unit beyond an included quantity. */
@Entity('price')
@Check(
  'price_kind_ck',
  `(kind = 'base' and base_minor is not null and meter_id is null and unit_price is null and included_quantity is null) or
   (kind = 'usage' and base_minor is null and meter_id is not null and unit_price >= 0 and included_quantity >= 0)`,
)
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], { name: 'price_contract_fk' })
@ForeignKey(() => Meter, ['makerId', 'meterId'], ['makerId', 'id'], { name: 'price_meter_fk' })
export class Price {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid', { nullable: true })
  meterId: string | null;

  @Column('text')
  kind: 'base' | 'usage';

  /** Minor units of the contract's currency. */
  @Column('bigint', { nullable: true })
  baseMinor: string | null;

  @Column('numeric', { nullable: true })
  includedQuantity: string | null;

  /** In major units, with all the decimals that were agreed. */
  @Column('numeric', { nullable: true })
  unitPrice: string | null;

  /** Where the contract says so. */
  @Column('text', { default: '' })
  clause: string;

  /** Order on the invoice. */
  @Column('integer', { default: 0 })
  position: number;

  @Column('integer', { default: 1 })
  version: number;
}
