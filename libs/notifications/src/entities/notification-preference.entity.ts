import { Membership } from '#organization';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { MailMode, NotificationType } from '../domain/catalogue.js';

/** Channels that a person has chosen for a type. Without a row, the default of the role applies. */
@Entity('notification_preference')
@Check('notification_preference_mail_ck', `mail in ('off', 'immediate', 'daily', 'weekly')`)
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'notification_preference_membership_fk',
})
export class NotificationPreference {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_preference_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_preference_pk' })
  membershipId: string;

  @Column('uuid')
  userId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'notification_preference_pk' })
  type: NotificationType;

  @Column('boolean')
  portal: boolean;

  @Column('text')
  mail: MailMode;

  @Column('boolean', { default: false })
  push: boolean;
}
