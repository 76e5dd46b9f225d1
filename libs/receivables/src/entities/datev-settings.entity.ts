import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';

/** Numbers of a legal entity at its tax consultant, which files for DATEV contain. */
@Entity('datev_settings')
@Check('datev_settings_consultant_ck', `consultant_number between 1001 and 9999999`)
@Check('datev_settings_client_ck', `client_number between 1 and 99999`)
@Check('datev_settings_length_ck', `account_length between 4 and 8`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'datev_settings_legal_entity_fk',
})
export class LegalEntityDatevSettings {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'datev_settings_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'datev_settings_pk' })
  legalEntityId: string;

  @Column('integer')
  consultantNumber: number;

  @Column('integer')
  clientNumber: number;

  @Column('integer')
  accountLength: number;

  @Column('timestamptz')
  changedAt: Date;
}
