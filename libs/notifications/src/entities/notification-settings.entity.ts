import { Membership } from '#organization';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A person's quiet hours and times of digests, in the person's time zone. */
@Entity('notification_settings')
@Check('notification_settings_quiet_ck', `(quiet_from is null) = (quiet_to is null)`)
@Check('notification_settings_weekday_ck', `digest_weekday between 1 and 7`)
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'notification_settings_membership_fk',
})
export class NotificationSettings {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_settings_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_settings_pk' })
  membershipId: string;

  @Column('uuid')
  userId: string;

  /** `HH:MM`; null without quiet hours. */
  @Column('text', { nullable: true })
  quietFrom: string | null;

  @Column('text', { nullable: true })
  quietTo: string | null;

  /** Time of day of digests, `HH:MM`. */
  @Column('text')
  digestAt: string;

  /** Day of weekly digests, 1 for Monday. */
  @Column('smallint')
  digestWeekday: number;
}
