import { Injectable } from '@nestjs/common';
import { DomainError, ensureVersion, fromMinor, type Scope, type Transaction, UnitOfWork } from '#platform';
import { closeCorrections } from '../corrections/close-corrections.store.js';
import { partiesHash } from '../domain/document/parties-hash.js';
import { BillGroup } from '../entities/bill-group.entity.js';
import { Invoice } from '../entities/invoice.entity.js';
import { type DocumentView, toDocument } from './documents.queries.js';
import {
  advance,
  assertSecondPerson,
  assertSameParties,
  assertUnchanged,
  assertPeriodOver,
  assertHeldLinesConfirmed,
  type SeenVersion,
} from './invoice-checks.js';
import { rowOfMaker, lockInvoice } from './invoice-lock.js';
import { getInvoice } from './invoices.queries.js';
import { issueDocument, loadCorrectionPostings } from './issue.store.js';
import { loadParties } from './parties.queries.js';
import { recordInvoiceDecision } from './record-invoice-decision.js';

export interface Approval extends SeenVersion {
  /** Ids of all lines on hold, which are billed later. */
  readonly heldLineIds: readonly string[];
  readonly why: string;
}

export interface Issuing extends SeenVersion {
  /** Local day of the seller; null for today. */
  readonly issuedOn: string | null;
  readonly why: string;
}

/** Approves, reopens and issues invoices. */
@Injectable()
export class InvoiceLifecycleService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Approves a draft as the user saw it. The user must confirm each line on hold, so that none are overlooked.
   * @throws DomainError billing.invoice_not_found, billing.invoice_in_group, billing.transition_impossible,
   *   platform.version_mismatch, billing.content_changed, billing.invoice_held, billing.period_not_over,
   *   billing.draft_outdated, billing.held_not_confirmed, billing.nothing_to_bill
   */
  approve(scope: Scope, id: string, approval: Approval): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await this.approveWithin(tx, id, approval);
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /** Like `approve`, within a transaction and without loading the result. */
  async approveWithin(tx: Transaction, id: string, approval: Approval): Promise<void> {
    const invoice = await lockUngrouped(tx, id);
    assertUnchanged(invoice, approval);
    if (invoice.state === 'held') throw onHoldError(invoice);
    const state = advance(invoice, 'approve');
    assertPeriodOver(tx, invoice);
    const linesOnHold = await assertHeldLinesConfirmed(tx, invoice, approval.heldLineIds);
    const parties = await loadParties(tx, invoice);
    await tx.manager.update(Invoice, rowOfMaker(tx, id), {
      state,
      approvedAt: tx.now,
      approvedBy: tx.scope.userId,
      version: invoice.version + 1,
    });
    await recordInvoiceDecision(tx, invoice, {
      action: 'approved',
      why: approval.why,
      after: { state, heldLines: linesOnHold, parties: partiesHash(parties) },
    });
  }

  /**
   * Revokes an approval.
   * @throws DomainError billing.invoice_not_found, billing.invoice_in_group, billing.transition_impossible,
   * platform.version_mismatch
   */
  reopen(scope: Scope, id: string, version: number, why: string): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await this.reopenWithin(tx, id, version, why);
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /** Like `reopen`, within a transaction and without loading the result. */
  async reopenWithin(tx: Transaction, id: string, version: number, why: string): Promise<void> {
    const invoice = await lockUngrouped(tx, id);
    ensureVersion(invoice.version, version);
    const state = advance(invoice, 'reopen');
    await tx.manager.update(Invoice, rowOfMaker(tx, id), {
      state,
      approvedAt: null,
      approvedBy: null,
      version: invoice.version + 1,
    });
    await recordInvoiceDecision(tx, invoice, { action: 'reopened', why, after: { state } });
  }

  /**
   * Issues an approved invoice in one transaction: assigns its number, dates and exchange rate, stores the parties,
   * and posts the journal entry.
   * @throws DomainError those of `reopen`, billing.content_changed, billing.parties_changed, billing.four_eyes,
   *   billing.four_eyes_no_rate, billing.correction_outdated, and those of `issueDocument`
   */
  issue(scope: Scope, id: string, issuing: Issuing): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await this.issueWithin(tx, id, issuing);
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /** Like `issue`, within a transaction and without loading the result. */
  async issueWithin(tx: Transaction, id: string, { issuedOn, why, ...seen }: Issuing): Promise<void> {
    const invoice = await lockUngrouped(tx, id);
    advance(invoice, 'issue');
    assertUnchanged(invoice, seen);
    const parties = await loadParties(tx, invoice);
    await assertSameParties(tx, invoice, parties);
    await assertSecondPerson(tx, invoice, invoice.approvedBy);
    await closeCorrections(tx, id);
    const linkedPostings = await loadCorrectionPostings(tx, invoice);
    const numbered = await issueDocument(tx, [invoice], { parties, issuedOn, linkedPostings });
    await recordInvoiceDecision(tx, invoice, {
      action: 'issued',
      why,
      after: {
        state: 'issued',
        ...numbered,
        gross: fromMinor(BigInt(invoice.grossMinor), invoice.currency),
      },
      secondUserId: invoice.approvedBy,
    });
    await tx.record({ name: 'billing.invoice_issued', version: 1, payload: { invoiceId: id } });
  }
}

/**
 * Locks an invoice that is billed separately. Decisions about an invoice on a group's document are made for the whole
 * document.
 * @throws DomainError billing.invoice_in_group
 */
async function lockUngrouped(tx: Transaction, id: string): Promise<Invoice> {
  const invoice = await lockInvoice(tx, id);
  if (invoice.billGroupId === null) return invoice;
  const { makerId } = tx.scope;
  const group = await tx.manager.findOneByOrFail(BillGroup, { makerId, id: invoice.billGroupId });
  throw new DomainError('billing.invoice_in_group', {
    group: group.name,
    month: invoice.periodFrom.slice(0, 7),
  });
}

function onHoldError({ holdReasons }: Invoice): DomainError {
  const [first] = holdReasons;
  const fields = holdReasons.map(({ code, params }) => ({
    pointer: '',
    code: `billing.hold_${code}`,
    params,
  }));
  return new DomainError('billing.invoice_held', { reason: first?.code ?? null }, fields);
}
