import { findActorName } from '#organization';
import { DomainError, newId, type Transaction } from '#platform';
import { lockInvoice, rowOfMaker } from '../document/invoice-lock.js';
import {
  type DisputeEvent,
  type DisputeState,
  nextDisputeState,
  type Side,
} from '../domain/dispute/dispute.js';
import { DisputeNote } from '../entities/dispute-note.entity.js';
import { Dispute } from '../entities/dispute.entity.js';
import { Invoice } from '../entities/invoice.entity.js';

/** A dispute and its invoice. The lock on the invoice also excludes other decisions about the dispute. */
export interface LockedDispute {
  readonly dispute: Dispute;
  readonly invoice: Invoice;
}

/** Returns the side that the acting user belongs to. */
export function sideOf({ scope }: Transaction): Side {
  return scope.customers === 'all' ? 'maker' : 'customer';
}

/**
 * Loads a dispute and locks its invoice.
 * @throws DomainError billing.dispute_not_found, also for a dispute of another customer
 */
export async function lockDispute(tx: Transaction, id: string): Promise<LockedDispute> {
  const found = await tx.manager.findOneBy(Dispute, rowOfMaker(tx, id));
  if (!found) throw new DomainError('billing.dispute_not_found');
  // Locks the invoice before it reads the dispute, so that concurrent decisions wait and then see this result.
  const invoice = await lockInvoice(tx, found.invoiceId);
  const dispute = await tx.manager.findOneByOrFail(Dispute, rowOfMaker(tx, id));
  return { dispute, invoice };
}

/** Returns the state of a dispute after an event. @throws DomainError billing.dispute_over */
export function advanceDispute({ state }: Dispute, event: DisputeEvent): DisputeState {
  const next = nextDisputeState(state, event);
  if (next === null) throw new DomainError('billing.dispute_over', { state });
  return next;
}

/** Ends a dispute. The invoice returns to dunning unless another dispute blocks it. */
export async function endDispute(
  tx: Transaction,
  { dispute, invoice }: LockedDispute,
  end: { readonly state: DisputeState; readonly answer: string; readonly creditNoteId: string | null },
): Promise<void> {
  await tx.manager.update(Dispute, rowOfMaker(tx, dispute.id), {
    ...end,
    decidedBy: tx.scope.userId,
    decidedByName: await findActorName(tx),
    decidedAt: tx.now,
  });
  await blockWhileDisputed(tx, invoice);
  await tx.record({
    name: 'billing.dispute_decided',
    version: 1,
    payload: { disputeId: dispute.id, invoiceId: invoice.id, state: end.state },
  });
}

/** Excludes an invoice from dunning from the time when its first dispute is opened until its last open dispute ends. */
export async function blockWhileDisputed(
  tx: Transaction,
  { id, disputeBlockedAt }: Pick<Invoice, 'id' | 'disputeBlockedAt'>,
): Promise<void> {
  const isDisputed = await tx.manager.existsBy(Dispute, {
    makerId: tx.scope.makerId,
    invoiceId: id,
    state: 'open',
  });
  if (isDisputed === (disputeBlockedAt !== null)) return;
  await tx.manager.update(Invoice, rowOfMaker(tx, id), { disputeBlockedAt: isDisputed ? tx.now : null });
}

export async function addNote(tx: Transaction, disputeId: string, text: string): Promise<void> {
  await tx.manager.insert(DisputeNote, {
    makerId: tx.scope.makerId,
    id: newId(),
    disputeId,
    at: tx.now,
    side: sideOf(tx),
    byUser: tx.scope.userId,
    byName: await findActorName(tx),
    text,
  });
  await tx.record({ name: 'billing.dispute_noted', version: 1, payload: { disputeId } });
}
