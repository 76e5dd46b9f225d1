import { Injectable } from '@nestjs/common';
import { firstMomentOf, localDate } from '#contracts';
import { assertTwoPeople, AuditTrail, recordDecision } from '#organization';
import { DomainError, ensureVersion, fromMinor, type Scope, type Transaction, UnitOfWork } from '#platform';
import { getInvoice, linesOf } from './invoices.queries.js';
import { settleCorrections } from '../corrections/settle-corrections.store.js';
import { issueDocument, postingsOfCorrection } from './issue.store.js';
import { isWaiting } from '../domain/line/draft-line.js';
import { type InvoiceEvent, type InvoiceState, nextInvoiceState } from '../domain/document/invoice-state.js';
import { type DocumentView, toDocument } from './documents.queries.js';
import { BillGroup } from '../entities/bill-group.entity.js';
import { Invoice } from '../entities/invoice.entity.js';
import { type Parties, partiesOf } from './parties.queries.js';
import { partiesHash } from '../domain/document/parties-hash.js';

/** What the person had before them. */
export interface Seen {
  readonly version: number;
  readonly contentHash: string;
}

export interface Approval extends Seen {
  /** The lines that wait, each named: what they hold back is billed later. */
  readonly heldLineIds: readonly string[];
  readonly why: string;
}

export interface Issuing extends Seen {
  /** Local day of the seller; null for today. */
  readonly issuedOn: string | null;
  readonly why: string;
}

/** What people decide about an invoice: approve, open again, issue. */
@Injectable()
export class InvoiceLifeService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Says that a draft is right as it was seen. Lines that wait must be named, so that nobody overlooks them.
   * @throws DomainError billing.invoice_not_found, billing.invoice_in_group, billing.transition_impossible, platform.version_mismatch,
   * billing.content_changed, billing.invoice_held, billing.period_not_over, billing.draft_outdated, billing.held_not_confirmed,
   * billing.nothing_to_bill
   */
  approve(scope: Scope, id: string, approval: Approval): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const invoice = await holdAlone(tx, id);
      refuseUnseen(invoice, approval);
      if (invoice.state === 'held') throw heldBy(invoice);
      const state = advance(invoice, 'approve');
      refuseUnfinished(tx, invoice);
      const waiting = await refuseUnconfirmed(tx, invoice, approval.heldLineIds);
      const parties = await partiesOf(tx, invoice);
      await tx.manager.update(Invoice, keyOf(tx, id), {
        state,
        approvedAt: tx.now,
        approvedBy: tx.scope.userId,
        version: invoice.version + 1,
      });
      await decide(tx, invoice, {
        action: 'approved',
        why: approval.why,
        after: { state, heldLines: waiting, parties: partiesHash(parties) },
      });
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /**
   * Takes an approval back.
   * @throws DomainError billing.invoice_not_found, billing.invoice_in_group, billing.transition_impossible, platform.version_mismatch
   */
  reopen(scope: Scope, id: string, version: number, why: string): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const invoice = await holdAlone(tx, id);
      ensureVersion(invoice.version, version);
      const state = advance(invoice, 'reopen');
      await tx.manager.update(Invoice, keyOf(tx, id), {
        state,
        approvedAt: null,
        approvedBy: null,
        version: invoice.version + 1,
      });
      await decide(tx, invoice, { action: 'reopened', why, after: { state } });
      return toDocument(tx, await getInvoice(tx, id));
    });
  }

  /**
   * Issues what was approved: number, dates, rate, the parties as they are, and the journal, all in one transaction.
   * @throws DomainError those of `reopen`, billing.content_changed, billing.parties_changed, billing.four_eyes, billing.four_eyes_no_rate,
   * billing.correction_outdated, and those of `issueDocument`
   */
  issue(scope: Scope, id: string, { issuedOn, why, ...seen }: Issuing): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const invoice = await holdAlone(tx, id);
      advance(invoice, 'issue');
      refuseUnseen(invoice, seen);
      const parties = await partiesOf(tx, invoice);
      await refuseOtherParties(tx, invoice, parties);
      await assertNotAlone(tx, invoice, invoice.approvedBy);
      await settleCorrections(tx, id);
      const tied = await postingsOfCorrection(tx, invoice);
      const numbered = await issueDocument(tx, [invoice], { parties, issuedOn, tied });
      await decide(tx, invoice, {
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
      return toDocument(tx, await getInvoice(tx, id));
    });
  }
}

/** An invoice, held against every other decision about it. @throws DomainError billing.invoice_not_found */
export async function holdInvoice(tx: Transaction, id: string): Promise<Invoice> {
  const invoice = await tx.manager.findOne(Invoice, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!invoice) throw new DomainError('billing.invoice_not_found');
  return invoice;
}

/** One that is billed alone; what is on a group's document is decided with it. @throws DomainError billing.invoice_in_group */
async function holdAlone(tx: Transaction, id: string): Promise<Invoice> {
  const invoice = await holdInvoice(tx, id);
  if (invoice.billGroupId === null) return invoice;
  const { makerId } = tx.scope;
  const group = await tx.manager.findOneByOrFail(BillGroup, { makerId, id: invoice.billGroupId });
  throw new DomainError('billing.invoice_in_group', {
    group: group.name,
    month: invoice.periodFrom.slice(0, 7),
  });
}

export const keyOf = (tx: Transaction, id: string) => ({ makerId: tx.scope.makerId, id });

/** @throws DomainError billing.transition_impossible */
export function advance({ state }: Pick<Invoice, 'state'>, event: InvoiceEvent): InvoiceState {
  const next = nextInvoiceState(state, event);
  if (next === null) throw new DomainError('billing.transition_impossible', { state, event });
  return next;
}

/**
 * Above the seller's limit one approves and another issues.
 * @param other who decided before
 * @throws DomainError billing.four_eyes, billing.four_eyes_no_rate
 */
export async function assertNotAlone(
  tx: Transaction,
  { grossMinor, currency, legalEntityId }: Pick<Invoice, 'grossMinor' | 'currency' | 'legalEntityId'>,
  other: string | null,
): Promise<void> {
  const gross = BigInt(grossMinor);
  // What goes back to the customer is money too.
  const amount = fromMinor(gross < 0n ? -gross : gross, currency);
  await assertTwoPeople(tx, { amount, currency, legalEntityId }, other, 'billing.four_eyes');
}

/** The decision and its entry in the audit trail. */
export async function decide(
  tx: Transaction,
  invoice: Pick<Invoice, 'id' | 'state' | 'version' | 'contentHash' | 'legalEntityId'>,
  decision: {
    readonly action: 'approved' | 'reopened' | 'issued' | 'credited';
    readonly why: string;
    readonly after: object;
    readonly secondUserId?: string | null;
  },
): Promise<void> {
  const { id: invoiceId, state, version, contentHash, legalEntityId } = invoice;
  const before = { state, version };
  await recordDecision(tx, { ...decision, invoiceId, legalEntityId, before, evidenceHash: contentHash });
  await AuditTrail.write(tx, {
    action: `billing.invoice_${decision.action}`,
    entity: 'invoice',
    entityId: invoiceId,
    before,
    after: decision.after,
  });
}

/** @throws DomainError billing.content_changed, platform.version_mismatch */
export function refuseUnseen({ version, contentHash }: Invoice, seen: Seen): void {
  if (contentHash !== seen.contentHash)
    throw new DomainError('billing.content_changed', { seen: seen.contentHash, found: contentHash });
  ensureVersion(version, seen.version);
}

function heldBy({ holdReasons }: Invoice): DomainError {
  const [first] = holdReasons;
  const fields = holdReasons.map(({ code, params }) => ({
    pointer: '',
    code: `billing.hold_${code}`,
    params,
  }));
  return new DomainError('billing.invoice_held', { reason: first?.code ?? null }, fields);
}

/**
 * @throws DomainError billing.period_not_over, billing.draft_outdated
 */
export function refuseUnfinished(
  tx: Transaction,
  { periodTo, zone, knownUntil }: Pick<Invoice, 'periodTo' | 'zone' | 'knownUntil'>,
): void {
  if (periodTo > localDate(tx.now.getTime(), zone))
    throw new DomainError('billing.period_not_over', { periodTo });
  if (knownUntil.getTime() < firstMomentOf(periodTo, zone).at)
    throw new DomainError('billing.draft_outdated', { knownUntil: knownUntil.toISOString() });
}

/**
 * @returns the lines that wait, as a decision names them
 * @throws DomainError billing.nothing_to_bill, billing.held_not_confirmed
 */
export async function refuseUnconfirmed(
  tx: Transaction,
  invoice: Invoice,
  confirmed: readonly string[],
): Promise<object[]> {
  const lines = await linesOf(tx, invoice.id);
  if (lines.every(({ amountMinor }) => amountMinor === null))
    throw new DomainError('billing.nothing_to_bill');
  const waiting = lines.filter(isWaiting);
  const known = new Set(confirmed);
  const unnamed = waiting.filter(({ id }) => !known.has(id));
  if (unnamed.length > 0 || known.size !== waiting.length) {
    const params = { lines: waiting.map(({ position }) => position).join(', '), count: waiting.length };
    throw new DomainError('billing.held_not_confirmed', params, [
      { pointer: '/heldLineIds', code: 'billing.held_not_confirmed', params },
    ]);
  }
  return waiting.map(({ id, position, params }) => ({
    id,
    position,
    heldQuantity: params.heldQuantity ?? null,
  }));
}

/**
 * Who buys or sells may have moved since the approval; the document would not be the one that was approved.
 * @throws DomainError billing.parties_changed
 */
export async function refuseOtherParties(tx: Transaction, { id }: Invoice, parties: Parties): Promise<void> {
  const [approved]: { parties: string | null }[] = await tx.manager.query(
    `select after ->> 'parties' as parties from money_decision
      where maker_id = $1 and invoice_id = $2 and action = 'approved' order by at desc, id desc limit 1`,
    [tx.scope.makerId, id],
  );
  if (approved && approved.parties !== partiesHash(parties)) throw new DomainError('billing.parties_changed');
}
