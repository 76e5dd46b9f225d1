import { Injectable } from '@nestjs/common';
import { DomainError, ensureVersion, type Scope, type Transaction, UnitOfWork } from '#platform';
import { partiesHash } from '../domain/document/parties-hash.js';
import { Invoice } from '../entities/invoice.entity.js';
import { findRefusal } from './attempt.js';
import { type DocumentView, toDocument } from './documents.queries.js';
import {
  advance,
  assertUnchanged,
  assertPeriodOver,
  assertHeldLinesConfirmed,
  type SeenVersion,
} from './invoice-checks.js';
import { lockSeparateInvoices } from './invoice-lock.js';
import { getInvoice, loadLinesToApprove } from './invoices.queries.js';
import { type IssueRequest, issueTogether, type SeenInvoice } from './issue-together.store.js';
import { loadPartiesOfAll } from './parties.queries.js';
import { type DecidedInvoice, storeDecisions } from './record-invoice-decision.js';

export interface Approval extends SeenVersion {
  /** Ids of all lines on hold, which are billed later. */
  readonly heldLineIds: readonly string[];
  readonly why: string;
}

/** The approval of one of many invoices. */
export interface ApprovalOf extends Omit<Approval, 'why'>, SeenInvoice {}

/** The error of each refused invoice, null for the others. */
export type Refusals = readonly (DomainError | null)[];

export interface Issuing extends SeenVersion, IssueRequest {}

/** Approves, reopens and issues invoices. */
@Injectable()
export class InvoiceLifecycleService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Approves a draft as the user saw it. The user must confirm each line on hold, so that no line on hold is
   * overlooked.
   * @throws DomainError billing.invoice_not_found, billing.invoice_in_group, billing.transition_impossible,
   * platform.version_mismatch, billing.content_changed, billing.invoice_held, billing.period_not_over,
   * billing.draft_outdated, billing.held_not_confirmed, billing.nothing_to_bill
   */
  approve(scope: Scope, id: string, approval: Approval): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { why, ...seen } = approval;
      throwRefusal(await this.approveAllWithin(tx, [{ invoiceId: id, ...seen }], why));
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /**
   * Approves drafts together, within a transaction. A refused draft does not affect the others.
   * @returns the error of each refused draft, null for an approved one, in the order of `approvals`
   */
  async approveAllWithin(tx: Transaction, approvals: readonly ApprovalOf[], why: string): Promise<Refusals> {
    const found = await lockSeparateInvoices(
      tx,
      approvals.map(({ invoiceId }) => invoiceId),
    );
    const invoices = found.filter((one) => one instanceof Invoice);
    const linesOf = await loadLinesToApprove(
      tx,
      invoices.map(({ id }) => id),
    );
    const parties = await loadPartiesOfAll(tx, invoices);
    const partiesOf = new Map(invoices.map((invoice, index) => [invoice, parties[index]!]));
    return decideOnAll(tx, found, (invoice, index) => {
      const approval = approvals[index]!;
      assertUnchanged(invoice, approval);
      if (invoice.state === 'held') throw onHoldError(invoice);
      const state = advance(invoice, 'approve');
      assertPeriodOver(tx, invoice);
      const heldLines = assertHeldLinesConfirmed(linesOf(invoice.id), approval.heldLineIds);
      return {
        row: { state, approvedAt: tx.now, approvedBy: tx.scope.userId },
        action: 'approved',
        why,
        after: { state, heldLines, parties: partiesHash(partiesOf.get(invoice)!) },
      };
    });
  }

  /**
   * Revokes an approval.
   * @throws DomainError billing.invoice_not_found, billing.invoice_in_group, billing.transition_impossible,
   * platform.version_mismatch
   */
  reopen(scope: Scope, id: string, version: number, why: string): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      throwRefusal(await this.reopenAllWithin(tx, [{ invoiceId: id, version }], why));
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /** Revokes approvals together, like `approveAllWithin`. */
  async reopenAllWithin(
    tx: Transaction,
    seen: readonly { readonly invoiceId: string; readonly version: number }[],
    why: string,
  ): Promise<Refusals> {
    const found = await lockSeparateInvoices(
      tx,
      seen.map(({ invoiceId }) => invoiceId),
    );
    return decideOnAll(tx, found, (invoice, index) => {
      ensureVersion(invoice.version, seen[index]!.version);
      const state = advance(invoice, 'reopen');
      return {
        row: { state, approvedAt: null, approvedBy: null },
        action: 'reopened',
        why,
        after: { state },
      };
    });
  }

  /**
   * Issues an approved invoice in one transaction: assigns its number, dates and exchange rate, stores the parties,
   * and posts the journal entry.
   * @throws DomainError those of `reopen`, billing.content_changed, billing.parties_changed, billing.four_eyes,
   *   billing.four_eyes_no_rate, billing.correction_outdated, and those of `issueDocuments`
   */
  issue(scope: Scope, id: string, { issuedOn, why, ...seen }: Issuing): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      throwRefusal(await this.issueAllWithin(tx, [{ invoiceId: id, ...seen }], { issuedOn, why }));
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /** Issues approved invoices together, within a transaction, like `issueTogether`. */
  issueAllWithin(tx: Transaction, seen: readonly SeenInvoice[], request: IssueRequest): Promise<Refusals> {
    return issueTogether(tx, seen, request);
  }
}

/**
 * Decides on locked invoices and stores all decisions together.
 * @param decide returns the decision about an invoice, or throws a DomainError to refuse it; called for all invoices
 *   before anything is stored
 */
async function decideOnAll(
  tx: Transaction,
  found: readonly (Invoice | DomainError)[],
  decide: (invoice: Invoice, index: number) => Omit<DecidedInvoice, 'invoice'>,
): Promise<Refusals> {
  const decided: DecidedInvoice[] = [];
  const refusals: (DomainError | null)[] = [];
  for (const [index, invoice] of found.entries()) {
    const refusal =
      invoice instanceof DomainError
        ? invoice
        : await findRefusal(() => {
            decided.push({ invoice, ...decide(invoice, index) });
          });
    refusals.push(refusal);
  }
  await storeDecisions(tx, decided);
  return refusals;
}

/** @throws DomainError the first refusal, if there is one */
function throwRefusal(refusals: Refusals): void {
  for (const refusal of refusals) if (refusal !== null) throw refusal;
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
