import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';

/** Whether a legal entity defers revenue that is billed in advance. */
@Entity('deferral_settings')
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'deferral_settings_legal_entity_fk',
})
export class DeferralSettings {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deferral_settings_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deferral_settings_pk' })
  legalEntityId: string;

  /** Issue date from which documents defer revenue; null if the legal entity doesn't defer revenue. */
  @Column('date', {
    nullable: true,
    comment: 'issue date of the first documents whose revenue is deferred; null for none',
  })
  startsOn: string | null;

  @Column('timestamptz')
  changedAt: Date;
}
