import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last number given to a kind of document ('ticket', 'kit_delivery'); numbers have no gaps beyond rolled back work. */
@Entity('document_counter')
export class DocumentCounter {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_counter_pk' })
  makerId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'document_counter_pk' })
  kind: string;

  @Column('bigint')
  lastNumber: string;
}
