import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PaymentFile } from './payment-file.entity.js';
import { Refund } from './refund.entity.js';

/** The only payment file that transfers a refund. */
@Entity('payment_file_refund')
@Index('payment_file_refund_file_ix', ['makerId', 'paymentFileId'])
@ForeignKey(() => Refund, ['makerId', 'refundId'], ['makerId', 'id'], {
  name: 'payment_file_refund_refund_fk',
})
@ForeignKey(() => PaymentFile, ['makerId', 'paymentFileId'], ['makerId', 'id'], {
  name: 'payment_file_refund_file_fk',
})
export class PaymentFileRefund {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_file_refund_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_file_refund_pk' })
  refundId: string;

  @Column('uuid')
  paymentFileId: string;
}
