import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Machine } from '#equipment';
import { KitDelivery } from '#supply';
import type { AppliedTax } from '../domain/document/tax-rules.js';
import type { ChargeComponent, LineKind, LineParams, LineState } from '../domain/line/draft-line.js';
import { Invoice } from './invoice.entity.js';

/** An amount on an invoice, with the data that determined it. */
@Entity('invoice_line')
@Unique('invoice_line_position_uq', ['makerId', 'invoiceId', 'position'])
@Unique('invoice_line_of_invoice_uq', ['makerId', 'invoiceId', 'id'])
@Check('invoice_line_kind_ck', `kind in ('base', 'usage', 'kit', 'performance')`)
@Check('invoice_line_state_ck', `state in ('measured', 'held', 'unknown', 'fixed')`)
@Check('invoice_line_amount_ck', `amount_minor is not null or state in ('held', 'unknown')`)
@Check(
  'invoice_line_component_ck',
  `component is null or
          (component in ('fee', 'credit', 'deposit', 'usage', 'true_up', 'instalment', 'commitment', 'performance', 'discount') and charge_key is not null)`,
)
@Check('invoice_line_service_ck', `service_to > service_from`)
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], { name: 'invoice_line_invoice_fk' })
@ForeignKey(() => KitDelivery, ['makerId', 'kitDeliveryId'], ['makerId', 'id'], {
  name: 'invoice_line_delivery_fk',
})
@Index('invoice_line_corrects_ix', ['makerId', 'correctsInvoiceId'], {
  where: 'corrects_invoice_id is not null',
})
@ForeignKey(() => Invoice, ['makerId', 'correctsInvoiceId'], ['makerId', 'id'], {
  name: 'invoice_line_corrects_fk',
})
@ForeignKey(() => InvoiceLine, ['makerId', 'correctsLineId'], ['makerId', 'id'], {
  name: 'invoice_line_corrects_line_fk',
})
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'invoice_line_machine_fk' })
export class InvoiceLine {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_line_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_line_pk' })
  id: string;

  @Column('uuid')
  invoiceId: string;

  @Column('integer')
  position: number;

  @Column('text')
  kind: LineKind;

  @Column('jsonb', { default: {} })
  params: LineParams;

  @Column('text', { default: '' })
  clause: string;

  @Column('numeric', { nullable: true })
  quantity: string | null;

  @Column('text', { default: '' })
  unit: string;

  @Column('numeric', { nullable: true })
  unitPrice: string | null;

  /** Minor units of the invoice's currency; null if the line is on hold. */
  @Column('bigint', { nullable: true })
  amountMinor: string | null;

  @Column('text')
  state: LineState;

  @Column('uuid', { nullable: true })
  kitDeliveryId: string | null;

  /** Key of the charge or guarantee that prices the line; null if there is none. */
  @Column('text', { nullable: true })
  chargeKey: string | null;

  @Column('text', { nullable: true })
  component: ChargeComponent | null;

  /** First day of the rated month or contract year. */
  @Column('date', { nullable: true })
  counterFrom: string | null;

  /** First day of the billed part of that month or year; null for all of it. */
  @Column('date', { nullable: true })
  partFrom: string | null;

  /** Machine, if machines are rated separately. */
  @Column('uuid', { nullable: true })
  machineId: string | null;

  /** Days [from, to) that the line bills. */
  @Column('date', { nullable: true })
  serviceFrom: string | null;

  @Column('date', { nullable: true })
  serviceTo: string | null;

  /**
   * For a correction: the issued invoice that the line corrects, and the line of that invoice if it corrects a single
   * line.
   */
  @Column('uuid', { nullable: true })
  correctsInvoiceId: string | null;

  @Column('uuid', { nullable: true })
  correctsLineId: string | null;

  /** Basis of the price: terms, quantities and steps. */
  @Column('jsonb', { nullable: true })
  snapshot: object | null;

  /** Net of tax, after all discounts; null if the line is on hold. */
  @Column('bigint', { nullable: true })
  netMinor: string | null;

  /** Share of the document's tax. */
  @Column('bigint', { nullable: true })
  taxMinor: string | null;

  /** Tax rule that applied at the tax point; null if there was none or nothing is billed. */
  @Column('jsonb', { nullable: true })
  taxRule: AppliedTax | null;
}
