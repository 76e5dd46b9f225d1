import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The last number issued for a kind of document ('ticket', 'kit_delivery'). The series has no gaps, because a rollback
 * also reverts the counter.
 */
@Entity('document_counter')
export class DocumentCounter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_counter_pk' })
  makerId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'document_counter_pk' })
  kind: string;

  @Column('bigint')
  lastNumber: string;
}
