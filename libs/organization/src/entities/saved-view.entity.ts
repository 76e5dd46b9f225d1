import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserAccount } from './user-account.entity.js';

/** A saved view of a list: its filters, sort order and layout. */
@Entity('saved_view')
@Check('saved_view_list_ck', `list ~ '^[a-z][a-z-]{0,39}$'`)
@Check('saved_view_name_ck', `length(name) between 1 and 60`)
@Index('saved_view_list_ix', ['makerId', 'list'])
@ForeignKey(() => UserAccount, ['ownerId'], ['id'], { name: 'saved_view_owner_fk', onDelete: 'CASCADE' })
export class SavedView {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'saved_view_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'saved_view_pk' })
  id: string;

  /** The list, for example `invoices`. */
  @Column('text')
  list: string;

  @Column('text')
  name: string;

  @Column('uuid')
  ownerId: string;

  /** The owner's name at that time, filled in by the database. */
  @Column('text', { nullable: true })
  ownerIdName: string | null;

  /** True if all users of the maker can see the view. Only its owner can change it. */
  @Column('boolean')
  isShared: boolean;

  @Column('jsonb', {
    comment: 'filters, sort order and layout of the list, as the portal stores them',
  })
  settings: object;

  @Column('integer')
  version: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;
}
