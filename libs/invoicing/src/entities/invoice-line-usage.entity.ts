import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { UsagePeriod } from '#metering';
import { InvoiceLine } from './invoice-line.entity.js';

/** Usage of one of a line's meters that the line bills. */
@Entity('invoice_line_usage')
@ForeignKey(() => InvoiceLine, ['makerId', 'invoiceId', 'lineId'], ['makerId', 'invoiceId', 'id'], {
  name: 'invoice_line_usage_line_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => UsagePeriod, ['makerId', 'usagePeriodId'], ['makerId', 'id'], {
  name: 'invoice_line_usage_usage_fk',
})
export class InvoiceLineUsage {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_line_usage_pk' })
  makerId: string;

  @Column('uuid')
  invoiceId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_line_usage_pk' })
  lineId: string;

  /** Position in the order of the contract's meters, from 1. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'invoice_line_usage_pk' })
  position: number;

  @Column('uuid')
  usagePeriodId: string;
}
