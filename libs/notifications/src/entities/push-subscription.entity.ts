import { Membership } from '#organization';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A browser in which a person receives push messages. */
@Entity('push_subscription')
@Unique('push_subscription_endpoint_uq', ['makerId', 'endpointHash'])
@Index('push_subscription_user_ix', ['makerId', 'userId'])
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'push_subscription_membership_fk',
})
export class PushSubscription {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'push_subscription_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'push_subscription_pk' })
  id: string;

  @Column('uuid')
  membershipId: string;

  @Column('uuid')
  userId: string;

  /** Name of the browser and its system, such as `Firefox on Android`. */
  @Column('text')
  name: string;

  /** SHA-256 of the endpoint in hexadecimal digits, with which the portal finds the current browser's subscription. */
  @Column('text')
  endpointHash: string;

  /** Host of the push service. */
  @Column('text')
  service: string;

  /** Endpoint and keys as JSON, encrypted because the endpoint is a secret. */
  @Column('text')
  subscriptionSealed: string;

  @Column('timestamptz')
  createdAt: Date;

  /** Time at which the push service last accepted a message. */
  @Column('timestamptz', { nullable: true })
  lastSuccessAt: Date | null;
}
