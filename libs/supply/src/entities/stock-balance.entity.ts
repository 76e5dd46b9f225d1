import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Part } from '#parts';
import { Depot } from './depot.entity.js';

/** A depot's stock of a part. The quantities are derived only from the ledger; the planner sets the limits. */
@Entity('stock_balance')
@Check('stock_balance_on_hand_ck', `on_hand >= 0`)
@Check('stock_balance_reserved_ck', `reserved >= 0 and reserved <= on_hand`)
@ForeignKey(() => Depot, ['makerId', 'depotId'], ['makerId', 'id'], { name: 'stock_balance_depot_fk' })
@ForeignKey(() => Part, ['makerId', 'partId'], ['makerId', 'id'], { name: 'stock_balance_part_fk' })
export class StockBalance {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stock_balance_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stock_balance_pk' })
  depotId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stock_balance_pk' })
  partId: string;

  @Column('integer', { default: 0 })
  onHand: number;

  @Column('integer', { default: 0 })
  reserved: number;

  /** Reorder point. */
  @Column('integer', { default: 0 })
  minimum: number;

  @Column('integer', { default: 0 })
  maximum: number;
}
