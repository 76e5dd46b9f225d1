import { assertDualApproval } from '#organization';
import { DomainError, ensureVersion, fromMinor, type Transaction } from '#platform';
import {
  type DraftedPeriod,
  findPeriodRefusal,
  refuseHeldLines,
} from '../domain/document/approval-refusals.js';
import { type InvoiceEvent, type InvoiceState, nextInvoiceState } from '../domain/document/invoice-state.js';
import { partiesHash } from '../domain/document/parties-hash.js';
import { isOnHold } from '../domain/line/draft-line.js';
import type { Invoice } from '../entities/invoice.entity.js';
import type { LineToApprove } from './invoices.queries.js';
import type { Parties } from './parties.queries.js';

/** The version and content that the user saw. */
export interface SeenVersion {
  readonly version: number;
  readonly contentHash: string;
}

/** Returns the state of an invoice after an event. @throws DomainError billing.transition_impossible */
export function advance({ state }: Pick<Invoice, 'state'>, event: InvoiceEvent): InvoiceState {
  const next = nextInvoiceState(state, event);
  if (next === null) throw new DomainError('billing.transition_impossible', { state, event });
  return next;
}

/**
 * Checks that two people decide: above the seller's limit, one person approves and another one issues.
 * @param other the person who made the previous decision
 * @throws DomainError billing.four_eyes, billing.four_eyes_no_rate
 */
export async function assertSecondPerson(
  tx: Transaction,
  { grossMinor, currency, legalEntityId }: Pick<Invoice, 'grossMinor' | 'currency' | 'legalEntityId'>,
  other: string | null,
): Promise<void> {
  const gross = BigInt(grossMinor);
  // For the limit, a credit is treated like an amount to bill.
  const amount = fromMinor(gross < 0n ? -gross : gross, currency);
  await assertDualApproval(tx, { amount, currency, legalEntityId }, other, 'billing.four_eyes');
}

/**
 * Throws if an invoice differs from what the user saw.
 * @throws DomainError billing.content_changed, platform.version_mismatch
 */
export function assertUnchanged({ version, contentHash }: Invoice, seen: SeenVersion): void {
  if (contentHash !== seen.contentHash)
    throw new DomainError('billing.content_changed', { seen: seen.contentHash, found: contentHash });
  ensureVersion(version, seen.version);
}

/**
 * Throws unless the invoice's period is over and the cutoff of its draft is not before the period's end.
 * @throws DomainError billing.period_not_over, billing.draft_outdated
 */
export function assertPeriodOver(tx: Transaction, draft: DraftedPeriod): void {
  const refusal = findPeriodRefusal(draft, tx.now);
  if (refusal !== null) throw new DomainError(refusal.code, refusal.params);
}

/**
 * Checks that the user confirmed exactly the lines on hold.
 * @param lines all lines of the invoice
 * @returns the lines on hold, in the form in which a decision records them
 * @throws DomainError billing.nothing_to_bill, billing.held_not_confirmed
 */
export function assertHeldLinesConfirmed(
  lines: readonly LineToApprove[],
  confirmed: readonly string[],
): object[] {
  if (lines.every(({ amountMinor }) => amountMinor === null))
    throw new DomainError('billing.nothing_to_bill');
  const linesOnHold = lines.filter(isOnHold);
  const known = new Set(confirmed);
  const unconfirmed = linesOnHold.filter(({ id }) => !known.has(id));
  if (unconfirmed.length > 0 || known.size !== linesOnHold.length) {
    const { code, params } = refuseHeldLines(linesOnHold);
    throw new DomainError(code, params, [{ pointer: '/heldLineIds', code, params }]);
  }
  return linesOnHold.map(({ id, position, params }) => ({
    id,
    position,
    heldQuantity: params.heldQuantity ?? null,
  }));
}

/** Loads the hashes of the parties with which invoices were last approved, by invoice. */
export async function loadApprovedParties(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows: { invoiceId: string; parties: string | null }[] = await tx.manager.query(
    `select distinct on (invoice_id) invoice_id as "invoiceId", after ->> 'parties' as parties from money_decision
      where maker_id = $1 and invoice_id = any($2) and action = 'approved' order by invoice_id, at desc, id desc`,
    [tx.scope.makerId, invoiceIds],
  );
  return new Map(rows.map(({ invoiceId, parties }) => [invoiceId, parties]));
}

/**
 * Throws if the seller's or buyer's details have changed since the approval, because the document would differ from
 * the approved one.
 * @param approved result of `loadApprovedParties`
 * @throws DomainError billing.parties_changed
 */
export function assertSameParties(
  approved: ReadonlyMap<string, string | null>,
  { id }: Pick<Invoice, 'id'>,
  parties: Parties,
): void {
  if (approved.has(id) && approved.get(id) !== partiesHash(parties))
    throw new DomainError('billing.parties_changed');
}
