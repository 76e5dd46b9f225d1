import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';

/** A note of the maker's staff about the payment of a customer, such as the result of a call. Immutable. */
@Entity('collection_note')
@Index('collection_note_customer_ix', ['makerId', 'customerId', 'writtenAt'])
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'collection_note_customer_fk',
})
export class CollectionNote {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'collection_note_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'collection_note_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('text')
  text: string;

  @Column('timestamptz')
  writtenAt: Date;

  @Column('uuid', { nullable: true })
  writtenBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  writtenByName: string | null;
}
