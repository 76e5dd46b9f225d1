import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SavedView } from './saved-view.entity.js';
import { UserAccount } from './user-account.entity.js';

/** The view with which a list opens for a person. */
@Entity('saved_view_default')
@Index('saved_view_default_view_ix', ['makerId', 'viewId'])
@ForeignKey(() => SavedView, ['makerId', 'viewId'], ['makerId', 'id'], {
  name: 'saved_view_default_view_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => UserAccount, ['userId'], ['id'], {
  name: 'saved_view_default_user_fk',
  onDelete: 'CASCADE',
})
export class SavedViewDefault {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'saved_view_default_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'saved_view_default_pk' })
  userId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'saved_view_default_pk' })
  list: string;

  @Column('uuid')
  viewId: string;
}
