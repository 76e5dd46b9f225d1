import { Injectable } from '@nestjs/common';
import { getSeller, loadPartiesOfAll, loadRecipients, queueLetterMails } from '#invoicing';
import { AuditTrail, findCurrentBrandId } from '#organization';
import {
  DomainError,
  fromMinor,
  groupBy,
  insertRows,
  newId,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import {
  type ExclusionReason,
  type PlannedLetter,
  type PlannedReminder,
  planReminders,
  type ReminderPlan,
} from '../domain/reminders/plan-reminders.js';
import { type LetterParties, ReminderLetter } from '../entities/reminder-letter.entity.js';
import { ReminderRun } from '../entities/reminder-run.entity.js';
import { Reminder, type StoredInterest } from '../entities/reminder.entity.js';
import { lockItems } from '../payments/balances.queries.js';
import { loadSellerDay } from '../payments/recording.queries.js';
import { loadRemindableDocuments, type RemindableQuery } from './remindable-documents.queries.js';
import { listBaseRates, loadReminderPolicies } from './reminder-policies.queries.js';
import { loadNames, type PartyNames } from './reminder-names.queries.js';

/** The letters of a day, before they are sent. */
export interface ReminderPreview extends ReminderPlan {
  /** Local day of the legal entity. */
  readonly on: string;
  /** Names of the customers and buyers of the documents, by id. */
  readonly names: PartyNames;
}

/** The letters that a run has queued. */
export interface ReminderRunResult {
  readonly id: string;
  readonly on: string;
  readonly letters: number;
  readonly reminders: number;
}

/** Previews the reminders of a legal entity, and sends them by a person's decision. */
@Injectable()
export class ReminderRunsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the letters that a run would send on a day, with what is known now. Stores nothing.
   * @param on today or a later day; null for today
   * @throws DomainError organization.legal_entity_not_found, receivables.reminder_day_past
   */
  preview(scope: Scope, legalEntityId: string, on: string | null): Promise<ReminderPreview> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getSeller(tx, legalEntityId);
      const today = await loadSellerDay(tx, legalEntityId);
      if (on !== null && on < today) throw new DomainError('receivables.reminder_day_past', { today });
      const query = { legalEntityId, on: on ?? today, documentIds: null, buyerIds: null };
      const plan = await planFor(tx, query);
      return { ...plan, on: query.on, names: await loadNames(tx, plan) };
    });
  }

  /**
   * Sends the reminders that are due today: stores them, and queues one email per buyer. Each document gets each level
   * once, even if two people start a run at the same time.
   * @param buyerIds buyers to remind; null for all
   * @throws DomainError organization.legal_entity_not_found, receivables.no_reminder_due
   */
  run(scope: Scope, legalEntityId: string, buyerIds: readonly string[] | null): Promise<ReminderRunResult> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getSeller(tx, legalEntityId);
      const on = await loadSellerDay(tx, legalEntityId);
      const first = await planFor(tx, { legalEntityId, on, documentIds: null, buyerIds });
      const documentIds = first.letters.flatMap(({ reminders }) =>
        reminders.map(({ document }) => document.documentId),
      );
      // Payments and other runs change only locked documents, so what is planned now is still true at the commit.
      await lockItems(tx, documentIds);
      const plan = await planFor(tx, { legalEntityId, on, documentIds, buyerIds });
      if (plan.letters.length === 0) throw new DomainError('receivables.no_reminder_due');
      const runId = newId();
      const excluded = [...first.excluded, ...plan.excluded];
      await insertRows(tx, ReminderRun, [
        {
          makerId: scope.makerId,
          id: runId,
          legalEntityId,
          runOn: on,
          excluded: countReasons(excluded.map(({ reason }) => reason)),
          madeAt: tx.now,
          madeBy: scope.userId,
        },
      ]);
      const reminders = await storeLetters(tx, { runId, legalEntityId, on }, plan.letters);
      const counts = { letters: plan.letters.length, reminders };
      await AuditTrail.write(tx, {
        action: 'receivables.reminders_sent',
        entity: 'legal_entity',
        entityId: legalEntityId,
        after: { runId, on, ...counts },
      });
      return { id: runId, on, ...counts };
    });
  }
}

async function planFor(tx: Transaction, query: RemindableQuery): Promise<ReminderPlan> {
  const policies = await loadReminderPolicies(tx, query.legalEntityId);
  const baseRates = await listBaseRates(tx);
  const documents = await loadRemindableDocuments(tx, query);
  return planReminders(documents, { policies, baseRates, on: query.on });
}

function countReasons(reasons: readonly ExclusionReason[]): Partial<Record<ExclusionReason, number>> {
  return Object.fromEntries([...groupBy(reasons, (reason) => reason)].map(([key, all]) => [key, all.length]));
}

interface RunOfLetters {
  readonly runId: string;
  readonly legalEntityId: string;
  readonly on: string;
}

/** Stores letters with their reminders, and queues their emails. @returns the number of reminders */
async function storeLetters(
  tx: Transaction,
  { runId, legalEntityId, on }: RunOfLetters,
  planned: readonly PlannedLetter[],
): Promise<number> {
  const { makerId } = tx.scope;
  const brandId = await findCurrentBrandId(tx);
  const parties = await loadLetterParties(tx, legalEntityId, on, planned);
  const letters = planned.map((letter, index) => ({ ...letter, id: newId(), parties: parties[index]! }));
  await insertRows(
    tx,
    ReminderLetter,
    letters.map(({ id, customerId, buyerId, text, parties: printed }) => ({
      makerId,
      id,
      runId,
      legalEntityId,
      customerId,
      buyerId,
      text,
      language: printed.buyer.language,
      writtenOn: on,
      parties: printed,
      brandId,
    })),
  );
  const rows = letters.flatMap(({ id: letterId, reminders }) =>
    reminders.map((reminder) => ({
      makerId,
      id: newId(),
      letterId,
      ...toReminderRow(reminder, on),
    })),
  );
  await insertRows(tx, Reminder, rows);
  const recipients = await loadRecipients(
    tx,
    planned.map(({ reminders }) => reminders[0]!.document.documentId),
  );
  await queueLetterMails(
    tx,
    letters.map(({ id, reminders, parties: { buyer } }) => ({
      letterId: id,
      addresses: (recipients.get(reminders[0]!.document.documentId) ?? []).map(({ email }) => email),
      recipientName: buyer.name,
      language: buyer.language,
    })),
  );
  return rows.length;
}

function toReminderRow(
  { document, level, text, interest, lumpSumMinor }: PlannedReminder,
  on: string,
): Omit<Reminder, 'makerId' | 'id' | 'letterId' | 'stoppedAt' | 'stopReason'> {
  const { documentId, customerId, dueOn, currency, openMinor } = document;
  const stored: StoredInterest | null = interest && {
    ...interest.terms,
    spans: interest.spans.map(({ balanceMinor, ...span }) => ({
      ...span,
      balance: fromMinor(balanceMinor, currency),
    })),
  };
  return {
    customerId,
    documentId,
    level,
    text,
    sentOn: on,
    dueOn,
    currency,
    openMinor: openMinor.toString(),
    interestMinor: (interest?.amountMinor ?? 0n).toString(),
    interest: stored,
    lumpSumMinor: lumpSumMinor.toString(),
  };
}

/** Loads the parties of letters, with the bank account of each currency, in the order of the letters. */
async function loadLetterParties(
  tx: Transaction,
  legalEntityId: string,
  on: string,
  letters: readonly PlannedLetter[],
): Promise<LetterParties[]> {
  const asked = letters.flatMap(({ reminders }, index) =>
    [...new Set(reminders.map(({ document }) => document.currency))].map((currency) => ({
      index,
      buyerId: reminders[0]!.document.buyerId,
      legalEntityId,
      currency,
      taxPoint: on,
      issuedOn: on,
    })),
  );
  const found = (await loadPartiesOfAll(tx, asked)).map((parties, at) => ({ ...asked[at]!, ...parties }));
  return [...groupBy(found, ({ index }) => index).values()].map((ofLetter) => {
    const { seller, buyer } = ofLetter[0]!;
    const { bankAccount: _account, ...printed } = seller;
    return {
      seller: printed,
      buyer,
      accounts: Object.fromEntries(ofLetter.map((each) => [each.currency, each.seller.bankAccount])),
    };
  });
}
