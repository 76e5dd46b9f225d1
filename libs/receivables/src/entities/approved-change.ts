import { Column } from 'typeorm';
import type { ApprovalDecision } from '../domain/ledger/approval.js';

/**
 * Columns of a change of receivables that is requested, decided once, posted if it is approved, and undone at most once.
 */
export abstract class ApprovedChange {
  /** Explanation for the second person and for auditors. */
  @Column('text')
  note: string;

  @Column('timestamptz')
  requestedAt: Date;

  @Column('uuid', { nullable: true })
  requestedBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  requestedByName: string | null;

  /** Null until a second person decides. */
  @Column('text', { nullable: true })
  decision: ApprovalDecision | null;

  @Column('timestamptz', { nullable: true })
  decidedAt: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy: string | null;

  @Column('text', { nullable: true })
  decidedByName: string | null;

  @Column('text', { nullable: true })
  decisionWhy: string | null;

  /** Null unless the change was approved. */
  @Column('date', { nullable: true })
  postingDate: string | null;

  @Column('timestamptz', { nullable: true })
  undoneAt: Date | null;

  @Column('uuid', { nullable: true })
  undoneBy: string | null;

  @Column('text', { nullable: true })
  undoneByName: string | null;

  @Column('text', { nullable: true })
  undoneWhy: string | null;
}
