import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from '#organization';
import type { ReminderTerms } from '../domain/reminders/reminder-policy.js';

/** The rules by which a legal entity sends reminders to the buyers of a country. */
@Entity('reminder_policy')
@Check('reminder_policy_country_ck', `country = 'other' or country ~ '^[A-Z]{2}$'`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'reminder_policy_legal_entity_fk',
})
export class ReminderPolicyOfCountry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_policy_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_policy_pk' })
  legalEntityId: string;

  /** ISO 3166-1 alpha-2, or `other` for all countries without a separate policy. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reminder_policy_pk' })
  country: string;

  @Column('jsonb')
  terms: ReminderTerms;

  @Column('timestamptz')
  changedAt: Date;
}
