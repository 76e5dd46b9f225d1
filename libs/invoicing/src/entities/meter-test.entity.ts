import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { MeterTestParty } from '#contracts';
import { UsagePeriod } from '#metering';
import { Dispute } from './dispute.entity.js';

/** The result of testing a disputed meter, and its consequences for the line. Immutable. */
@Entity('meter_test')
@Index('meter_test_dispute_ix', ['makerId', 'disputeId', 'at'])
@Check('meter_test_error_ck', `error_percent > -100`)
@Check('meter_test_tolerance_ck', `tolerance_percent between 0 and 100`)
@Check('meter_test_days_ck', `last_tested_on <= tested_on`)
@Check('meter_test_requested_ck', `requested_by in ('customer', 'supplier')`)
@Check('meter_test_fee_payer_ck', `fee_payer in ('customer', 'supplier')`)
@Check(
  'meter_test_corrected_ck',
  `(corrected_to is null) = (registered is null) and corrected_from <= corrected_to`,
)
@ForeignKey(() => Dispute, ['makerId', 'disputeId'], ['makerId', 'id'], { name: 'meter_test_dispute_fk' })
@ForeignKey(() => UsagePeriod, ['makerId', 'usagePeriodId'], ['makerId', 'id'], {
  name: 'meter_test_usage_fk',
})
export class MeterTest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_test_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'meter_test_pk' })
  id: string;

  @Column('uuid')
  disputeId: string;

  /** The line's usage that the meter measured. */
  @Column('uuid')
  usagePeriodId: string;

  @Column('timestamptz')
  at: Date;

  @Column('uuid', { nullable: true })
  byUser: string | null;

  @Column('text', { nullable: true })
  byName: string | null;

  @Column('date')
  testedOn: string;

  /** Date of the previous test or calibration; null if unknown. */
  @Column('date', { nullable: true })
  lastTestedOn: string | null;

  /** Positive if the meter registers too much. */
  @Column('numeric')
  errorPercent: string;

  @Column('numeric')
  tolerancePercent: string;

  @Column('text')
  requestedBy: MeterTestParty;

  /** Reference of the laboratory's document. */
  @Column('text')
  reference: string;

  /**
   * Days before the test that are corrected, [from, to). Both are null within tolerance. Only `correctedFrom` is null
   * if neither the previous test nor a maximum number of days is known.
   */
  @Column('date', { nullable: true })
  correctedFrom: string | null;

  @Column('date', { nullable: true })
  correctedTo: string | null;

  /** Quantities on the corrected days of the line; null within tolerance. */
  @Column('numeric', { nullable: true })
  registered: string | null;

  @Column('numeric', { nullable: true })
  overRegistered: string | null;

  /**
   * Net amount to credit, in minor units of the invoice's currency. Negative if the customer has to pay; null if the
   * amount has to be calculated manually.
   */
  @Column('bigint', { nullable: true })
  creditMinor: string | null;

  @Column('numeric', { nullable: true })
  fee: string | null;

  @Column('text', { nullable: true })
  feePayer: MeterTestParty | null;
}
