import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Contract } from '#contracts';
import { Customer, Site } from '#customers';
import { Machine } from '#equipment';
import { Kit } from '#parts';
import type { DeliveryState } from '../domain/delivery-state.js';
import type { PatternReason } from '../domain/running-pattern.js';
import { Depot } from './depot.entity.js';

/** A part with insufficient stock in the depot. */
export interface ShortPart {
  partId: string;
  number: string;
  quantity: number;
  available: number;
}

/** A service kit from the forecast of its due date to its receipt by the customer. */
@Entity('kit_delivery')
@Unique('kit_delivery_number_uq', ['makerId', 'number'])
@Unique('kit_delivery_due_uq', ['makerId', 'machineId', 'kitId', 'dueHours'])
@Index('kit_delivery_customer_ix', ['makerId', 'customerId', 'siteId'])
@Check('kit_delivery_state_ck', `state in ('forecast', 'reserved', 'sent', 'received', 'cancelled')`)
@Check(
  'kit_delivery_charge_ck',
  `charge in ('included', 'charged') and (charge = 'included' or state in ('forecast', 'reserved', 'cancelled')
   or (price_minor is not null and price_minor >= 0 and currency is not null))`,
)
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'kit_delivery_machine_fk' })
@ForeignKey(() => Kit, ['makerId', 'kitId'], ['makerId', 'id'], { name: 'kit_delivery_kit_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'kit_delivery_customer_fk',
})
@ForeignKey(() => Site, ['makerId', 'siteId'], ['makerId', 'id'], { name: 'kit_delivery_site_fk' })
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'kit_delivery_contract_fk',
})
@ForeignKey(() => Depot, ['makerId', 'depotId'], ['makerId', 'id'], { name: 'kit_delivery_depot_fk' })
export class KitDelivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kit_delivery_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kit_delivery_pk' })
  id: string;

  @Column('text')
  number: string;

  @Column('uuid')
  machineId: string;

  @Column('uuid')
  kitId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  siteId: string;

  /** The contract that includes or prices the kit; null if there is none. */
  @Column('uuid', { nullable: true })
  contractId: string | null;

  @Column('uuid')
  depotId: string;

  @Column('numeric')
  dueHours: string;

  @Column('numeric', { nullable: true })
  hoursNow: string | null;

  @Column('numeric', { nullable: true })
  hoursPerDay: string | null;

  /** Predicted due date in the site's calendar. */
  @Column('date', { nullable: true })
  predictedOn: string | null;

  @Column('date', { nullable: true })
  predictedFrom: string | null;

  @Column('date', { nullable: true })
  predictedTo: string | null;

  /** Reason why the due date can't be predicted; null if it can. */
  @Column('text', { nullable: true })
  unknownReason: PatternReason | null;

  @Column('date', { nullable: true })
  promisedOn: string | null;

  @Column('text')
  state: DeliveryState;

  @Column('jsonb', { default: [] })
  shortage: ShortPart[];

  @Column('text', { default: '' })
  carrier: string;

  @Column('text', { default: '' })
  trackingNumber: string;

  @Column('timestamptz', { nullable: true })
  reservedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  sentAt: Date | null;

  @Column('timestamptz', { nullable: true })
  receivedAt: Date | null;

  @Column('uuid', { nullable: true })
  receivedBy: string | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt: Date | null;

  @Column('text', { default: '' })
  cancelReason: string;

  @Column('text', { default: 'included' })
  charge: 'included' | 'charged';

  @Column('bigint', { nullable: true })
  priceMinor: string | null;

  @Column('text', { nullable: true })
  currency: string | null;

  @Column('timestamptz')
  forecastAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
