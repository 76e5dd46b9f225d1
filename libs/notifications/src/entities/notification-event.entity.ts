import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { NotificationType, ObjectKind } from '../domain/catalogue.js';

/** An event that people or webhook endpoints are notified of. It has the id of the outbox event. */
@Entity('notification_event')
@Index('notification_event_recorded_ix', ['makerId', 'recordedAt'])
@Index('notification_event_open_ix', ['makerId', 'type', 'recordedAt'])
export class NotificationEvent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_event_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_event_pk' })
  id: string;

  @Column('text')
  type: NotificationType;

  @Column('text')
  objectKind: ObjectKind;

  @Column('uuid')
  objectId: string;

  /**
   * Ids of all objects that can be muted: the object itself, and related ones such as its machine, contract and
   * customer.
   */
  @Column('uuid', { array: true })
  about: string[];

  /** Facts for the text, such as the machine's serial number and the document's number. */
  @Column('jsonb')
  params: object;

  @Column('timestamptz')
  occurredAt: Date;

  @Column('timestamptz')
  recordedAt: Date;
}
