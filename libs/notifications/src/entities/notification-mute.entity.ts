import { Membership } from '#organization';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** An object that a person has muted. */
@Entity('notification_mute')
@Unique('notification_mute_once_uq', ['makerId', 'membershipId', 'objectId'])
@Index('notification_mute_object_ix', ['makerId', 'objectId'])
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'notification_mute_membership_fk',
})
export class NotificationMute {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_mute_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_mute_pk' })
  id: string;

  @Column('uuid')
  membershipId: string;

  @Column('uuid')
  userId: string;

  @Column('text')
  objectKind: string;

  @Column('uuid')
  objectId: string;

  /** Name of the object when it was muted. */
  @Column('text')
  label: string;

  @Column('timestamptz')
  createdAt: Date;
}
