import type { LegalEntity } from '../../../api/types.js';
import { LetterHistory } from './letter-history.js';
import { ReminderClaims } from './reminder-claims.js';
import { ReminderPolicies } from './reminder-policies.js';
import { RemindersToSend } from './reminders-to-send.js';

interface ReminderTabProps {
  /** The legal entity that sends the reminders. */
  readonly entity: LegalEntity;
}

/** Payment reminders of a legal entity: letters due today, sent letters, claims, and policies. */
export function ReminderTab({ entity }: ReminderTabProps) {
  return (
    <>
      <RemindersToSend key={entity.id} entity={entity} />
      <LetterHistory legalEntityId={entity.id} />
      <ReminderClaims legalEntityId={entity.id} />
      <ReminderPolicies entity={entity} />
    </>
  );
}
