import { Injectable } from '@nestjs/common';
import { DomainError, type Page, type Scope, UnitOfWork } from '#platform';
import { listReminderClaims, type ReminderClaimFilter, type ReminderClaimView } from './claims.queries.js';
import {
  findReminderLetter,
  listReminderLetters,
  listRemindersOf,
  type ReminderLetterFilter,
  type ReminderLetterView,
  type ReminderView,
} from './reminder-letters.queries.js';

/** A letter with the reminders of its documents. */
export interface ReminderLetterDetail extends ReminderLetterView {
  readonly reminders: readonly ReminderView[];
}

/** Letters with reminders that were sent or are queued, and what they claim. */
@Injectable()
export class ReminderLettersService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists letters, by default the latest first.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  list(scope: Scope, filter: ReminderLetterFilter): Promise<Page<ReminderLetterView>> {
    return this.unitOfWork.run(scope, (tx) => listReminderLetters(tx, filter));
  }

  /** Returns a letter with its reminders. @throws DomainError receivables.reminder_letter_not_found */
  get(scope: Scope, id: string): Promise<ReminderLetterDetail> {
    return this.unitOfWork.run(scope, async (tx) => {
      const letter = await findReminderLetter(tx, id);
      if (!letter) throw new DomainError('receivables.reminder_letter_not_found');
      return { ...letter, reminders: await listRemindersOf(tx, id) };
    });
  }

  /**
   * Lists interest and lump sums that reminders claim, by default the latest first. They stay owed once the document is
   * paid.
   * @throws DomainError api.sort_unknown, platform.cursor_invalid
   */
  listClaims(scope: Scope, filter: ReminderClaimFilter): Promise<Page<ReminderClaimView>> {
    return this.unitOfWork.run(scope, (tx) => listReminderClaims(tx, filter));
  }
}
