import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Part } from '#parts';
import { Depot } from './depot.entity.js';
import { KitDelivery } from './kit-delivery.entity.js';

export type StockEntryKind = 'receipt' | 'issue' | 'reserve' | 'release' | 'count';

/** A movement in the ledger, which is append-only. A mistake is corrected by another entry. */
@Entity('stock_entry')
@Check(
  'stock_entry_kind_ck',
  `(kind = 'receipt' and on_hand_delta > 0 and reserved_delta = 0) or
   (kind = 'issue' and on_hand_delta < 0 and reserved_delta <= 0) or
   (kind = 'reserve' and on_hand_delta = 0 and reserved_delta > 0) or
   (kind = 'release' and on_hand_delta = 0 and reserved_delta < 0) or
   (kind = 'count' and reserved_delta = 0)`,
)
@Index('stock_entry_ticket_ix', ['makerId', 'ticketId'], { where: 'ticket_id is not null' })
@Index('stock_entry_part_ix', ['makerId', 'depotId', 'partId', 'recordedAt'])
@ForeignKey(() => Depot, ['makerId', 'depotId'], ['makerId', 'id'], { name: 'stock_entry_depot_fk' })
@ForeignKey(() => Part, ['makerId', 'partId'], ['makerId', 'id'], { name: 'stock_entry_part_fk' })
@ForeignKey(() => KitDelivery, ['makerId', 'deliveryId'], ['makerId', 'id'], {
  name: 'stock_entry_delivery_fk',
})
// This lib can't import the lib that defines `Ticket`, so the entity is referenced by name.
@ForeignKey('Ticket', ['makerId', 'ticketId'], ['makerId', 'id'], { name: 'stock_entry_ticket_fk' })
export class StockEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stock_entry_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stock_entry_pk' })
  id: string;

  @Column('uuid')
  depotId: string;

  @Column('uuid')
  partId: string;

  @Column('text', { default: '' })
  lot: string;

  @Column('text')
  kind: StockEntryKind;

  @Column('integer')
  onHandDelta: number;

  @Column('integer')
  reservedDelta: number;

  @Column('uuid', { nullable: true })
  deliveryId: string | null;

  @Column('uuid', { nullable: true })
  ticketId: string | null;

  @Column('text', { default: '' })
  note: string;

  @Column('timestamptz')
  occurredAt: Date;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  byUser: string | null;

  /** The person's name at that time; a database trigger fills it. */
  @Column('text', { nullable: true })
  byUserName: string | null;
}
