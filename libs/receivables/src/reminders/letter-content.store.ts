import { DomainError, type Transaction } from '#platform';
import { findStopReason } from '../domain/reminders/plan-reminders.js';
import type { ReminderText } from '../domain/reminders/reminder-policy.js';
import { type LetterParties, ReminderLetter } from '../entities/reminder-letter.entity.js';
import { Reminder } from '../entities/reminder.entity.js';
import { lockItems } from '../payments/balances.queries.js';
import { loadSellerDay } from '../payments/recording.queries.js';
import { loadRemindableDocuments } from './remindable-documents.queries.js';
import { listRemindersOf, type ReminderView } from './reminder-letters.queries.js';

/** The content of a letter, independent of its language. */
export interface ReminderLetterContent extends LetterParties {
  readonly id: string;
  readonly text: ReminderText;
  /** BCP 47 tag of the buyer's language. */
  readonly language: string;
  readonly writtenOn: string;
  readonly brandId: string | null;
  readonly reminders: readonly ReminderView[];
}

/**
 * Loads the content of a letter. Without reminders, all of them were stopped.
 * @throws DomainError receivables.reminder_letter_not_found
 */
export async function loadLetterContent(tx: Transaction, id: string): Promise<ReminderLetterContent> {
  const letter = await tx.manager.findOneBy(ReminderLetter, { makerId: tx.scope.makerId, id });
  if (!letter) throw new DomainError('receivables.reminder_letter_not_found');
  const { text, language, writtenOn, brandId, parties } = letter;
  const reminders = (await listRemindersOf(tx, id)).filter(({ stopReason }) => stopReason === null);
  return { id, text, language, writtenOn, brandId, ...parties, reminders };
}

/**
 * Stops the reminders of a letter that is about to be sent, for documents that were paid, disputed or promised since it
 * was decided, or for which money has arrived. Their levels can be sent again later.
 */
export async function stopSettledReminders(tx: Transaction, letterId: string): Promise<void> {
  const { makerId } = tx.scope;
  const letter = await tx.manager.findOneByOrFail(ReminderLetter, { makerId, id: letterId });
  const reminders = (await listRemindersOf(tx, letterId)).filter(({ stopReason }) => stopReason === null);
  const documentIds = reminders.map(({ document }) => document.documentId);
  await lockItems(tx, documentIds);
  const { legalEntityId } = letter;
  const on = await loadSellerDay(tx, legalEntityId);
  const documents = await loadRemindableDocuments(tx, { legalEntityId, on, documentIds, buyerIds: null });
  for (const document of documents) {
    const stopReason = findStopReason(document);
    if (stopReason === undefined) continue;
    const { id } = reminders.find((each) => each.document.documentId === document.documentId)!;
    await tx.manager.update(Reminder, { makerId, id }, { stoppedAt: tx.now, stopReason });
  }
}
