import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { NotificationEvent } from './notification-event.entity.js';

/** A step that was taken for an event. */
@Entity('notification_escalation')
@ForeignKey(() => NotificationEvent, ['makerId', 'eventId'], ['makerId', 'id'], {
  name: 'notification_escalation_event_fk',
  onDelete: 'CASCADE',
})
export class NotificationEscalation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_escalation_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_escalation_pk' })
  eventId: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'notification_escalation_pk' })
  position: number;

  @Column('timestamptz')
  escalatedAt: Date;
}
