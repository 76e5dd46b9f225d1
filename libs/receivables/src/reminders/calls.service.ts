import { Injectable } from '@nestjs/common';
import { getCustomer } from '#customers';
import { getSeller } from '#invoicing';
import { AuditTrail } from '#organization';
import { newId, type Scope, UnitOfWork } from '#platform';
import { planCalls, type PlannedCall } from '../domain/reminders/call-list.js';
import { planReminders } from '../domain/reminders/plan-reminders.js';
import { CollectionNote } from '../entities/collection-note.entity.js';
import { loadSellerDay } from '../payments/recording.queries.js';
import { type CollectionNoteView, findPeopleToCall, type PersonToCall } from './calls.queries.js';
import { loadRemindableDocuments } from './remindable-documents.queries.js';
import { listBaseRates, loadReminderPolicies } from './reminder-policies.queries.js';

/** A customer to call, with the people and the latest note. */
export interface CallView extends PlannedCall {
  readonly customerName: string;
  readonly people: readonly PersonToCall[];
  readonly latestNote: CollectionNoteView | null;
}

/** The customers of a legal entity that a person should call. */
export interface CallList {
  /** Local day of the legal entity. */
  readonly on: string;
  /** Accounting currency of the legal entity, by whose amounts the calls are ordered. */
  readonly booksCurrency: string;
  readonly calls: readonly CallView[];
}

/** Number of notes that are listed for a customer. */
const LISTED_NOTES = 200;

/** Customers to call about payment, and notes about them. */
@Injectable()
export class CallsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists the customers to call today: the largest amount first, then the earliest due date.
   * @throws DomainError organization.legal_entity_not_found
   */
  listCalls(scope: Scope, legalEntityId: string): Promise<CallList> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { currency } = await getSeller(tx, legalEntityId);
      const on = await loadSellerDay(tx, legalEntityId);
      const documents = await loadRemindableDocuments(tx, {
        legalEntityId,
        on,
        documentIds: null,
        buyerIds: null,
      });
      const policies = await loadReminderPolicies(tx, legalEntityId);
      const { excluded } = planReminders(documents, { policies, baseRates: await listBaseRates(tx), on });
      const calls = planCalls(documents, excluded, on);
      const people = await findPeopleToCall(
        tx,
        calls.map(({ customerId }) => customerId),
      );
      return {
        on,
        booksCurrency: currency,
        calls: calls.map((call) => ({ ...call, ...people.get(call.customerId)! })),
      };
    });
  }

  /** Lists the notes about a customer, newest first. @throws DomainError customers.customer_not_found */
  listNotes(scope: Scope, customerId: string): Promise<CollectionNoteView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getCustomer(tx, customerId);
      const notes = await tx.manager.find(CollectionNote, {
        where: { makerId: scope.makerId, customerId },
        order: { writtenAt: 'DESC', id: 'DESC' },
        take: LISTED_NOTES,
      });
      return notes.map(toNoteView);
    });
  }

  /** Adds a note about a customer. @throws DomainError customers.customer_not_found */
  writeNote(scope: Scope, customerId: string, text: string): Promise<CollectionNoteView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getCustomer(tx, customerId);
      const key = { makerId: scope.makerId, id: newId() };
      await tx.manager.insert(CollectionNote, {
        ...key,
        customerId,
        text,
        writtenAt: tx.now,
        writtenBy: scope.userId,
      });
      await AuditTrail.write(tx, {
        action: 'receivables.collection_note_written',
        entity: 'customer',
        entityId: customerId,
        after: { noteId: key.id },
      });
      return toNoteView(await tx.manager.findOneByOrFail(CollectionNote, key));
    });
  }
}

function toNoteView({ id, text, writtenAt, writtenByName }: CollectionNote): CollectionNoteView {
  return { id, text, writtenAt, writtenBy: writtenByName };
}
