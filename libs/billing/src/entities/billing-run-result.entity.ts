import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Contract } from '#contracts';
import type { HoldReason } from '#invoicing';
import type { RunOutcome } from '../domain/run/run-outcome.js';
import { BillingRun } from './billing-run.entity.js';

/** A billing run's result for a contract. Money is in minor units of `currency`. */
@Entity('billing_run_result')
@Check('billing_run_result_outcome_ck', `outcome in ('ready', 'held', 'failed')`)
@ForeignKey(() => BillingRun, ['makerId', 'runId'], ['makerId', 'id'], {
  name: 'billing_run_result_run_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], {
  name: 'billing_run_result_contract_fk',
})
export class BillingRunResult {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'billing_run_result_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'billing_run_result_pk' })
  runId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'billing_run_result_pk' })
  contractId: string;

  @Column('text')
  outcome: RunOutcome;

  /** Reasons why the draft, or a part of it, is on hold, or why there is no draft. */
  @Column('jsonb', { default: [] })
  reasons: HoldReason[];

  @Column('uuid', {
    nullable: true,
    comment: 'the draft as it was made; it may have been withdrawn since',
  })
  invoiceId: string | null;

  @Column('text')
  currency: string;

  /** Total of the lines that have an amount; null if there is no draft. */
  @Column('bigint', { nullable: true })
  totalMinor: string | null;

  /** Number of lines on hold for data or a decision, in whole or in part. */
  @Column('integer', { default: 0 })
  heldLines: number;

  /** Number of corrections of issued months that the run found, followed by their total. */
  @Column('integer', { default: 0 })
  corrections: number;

  @Column('bigint', { default: 0 })
  correctedMinor: string;

  @Column('bigint', {
    default: 0,
    comment:
      'what held quantities would add to the draft; of a failed contract what its month before came to',
  })
  atStakeMinor: string;

  @Column('integer', {
    default: 0,
    comment: 'lines, or the contract that failed, of which nobody knows what they would come to',
  })
  unknownStakes: number;
}
