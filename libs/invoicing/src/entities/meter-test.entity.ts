import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { MeterTestParty } from '#contracts';
import { UsagePeriod } from '#metering';
import { Dispute } from './dispute.entity.js';

/** What a test of a disputed meter found, and what it means for the line. Written once. */
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

  /** Which of the line's usages the meter counted. */
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

  /** The test or calibration before; null where nobody knows. */
  @Column('date', { nullable: true })
  lastTestedOn: string | null;

  /** Above zero when the meter is fast. */
  @Column('numeric')
  errorPercent: string;

  @Column('numeric')
  tolerancePercent: string;

  @Column('text')
  requestedBy: MeterTestParty;

  /** The laboratory's document. */
  @Column('text')
  reference: string;

  /** Days that are corrected, [from, to); null within tolerance, `correctedFrom` also where no bound is known. */
  @Column('date', { nullable: true })
  correctedFrom: string | null;

  @Column('date', { nullable: true })
  correctedTo: string | null;

  /** On those of the line's days that are corrected. */
  @Column('numeric', { nullable: true })
  registered: string | null;

  @Column('numeric', { nullable: true })
  overRegistered: string | null;

  /** Net, in minor units of the invoice's currency, below zero when the customer owes it; null where people have to work it out. */
  @Column('bigint', { nullable: true })
  creditMinor: string | null;

  @Column('numeric', { nullable: true })
  fee: string | null;

  @Column('text', { nullable: true })
  feePayer: MeterTestParty | null;
}
