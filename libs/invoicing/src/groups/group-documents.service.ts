import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  DomainError,
  ensureVersion,
  fromMinor,
  type Scope,
  type Transaction,
  UnitOfWork,
  sumMinor,
} from '#platform';
import { closeCorrections } from '../corrections/close-corrections.store.js';
import { sideOf } from '../disputes/disputes.store.js';
import { type DocumentTax, type DocumentView, toDocument } from '../document/documents.queries.js';
import {
  advance,
  assertSecondPerson,
  assertSameParties,
  loadApprovedParties,
  assertHeldLinesConfirmed,
  assertPeriodOver,
  assertUnchanged,
  type SeenVersion,
} from '../document/invoice-checks.js';
import { type Approval } from '../document/invoice-lifecycle.service.js';
import { getInvoice, type LineToApprove, loadLinesToApprove } from '../document/invoices.queries.js';
import { issueDocuments } from '../document/issue.store.js';
import { loadParties } from '../document/parties.queries.js';
import {
  type DecidedInvoice,
  recordInvoiceDecisions,
  storeDecisions,
} from '../document/record-invoice-decision.js';
import type { DocumentKind, InvoiceState } from '../domain/document/invoice-state.js';
import { partiesHash } from '../domain/document/parties-hash.js';
import { stateOfDocument } from '../domain/groups/bill-group.js';
import { sumTaxes } from '../domain/groups/sum-taxes.js';
import type { BillGroup } from '../entities/bill-group.entity.js';
import { Invoice } from '../entities/invoice.entity.js';
import { findLeftOutContracts, type LeftOutContract } from './bill-groups.queries.js';
import { findGroup } from './bill-groups.queries.js';
import {
  type DocumentKey,
  firstDayOf,
  lockGroup,
  membersOf,
  updateSeparateInvoices,
  updateDocuments,
} from './group-documents.store.js';

/** The document that bills a billing group's month, with each contract's invoice and share, and the totals. */
export interface GroupDocumentView {
  readonly group: Pick<BillGroup, 'id' | 'name' | 'whenHeld'>;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly state: InvoiceState;
  /** Type of the issued document or, for a draft, the type that it would have. */
  readonly documentType: DocumentKind;
  readonly number: string | null;
  readonly currency: string;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  /** Part of the total that is set off against the contracts' deposits; null if no deposit is set off. */
  readonly depositMinor: string | null;
  /** Part of the gross amount that was credited by credit notes. */
  readonly creditedMinor: string;
  readonly taxes: readonly DocumentTax[];
  /** Documents of the contracts, ordered by contract number. */
  readonly contracts: readonly DocumentView[];
  /** Contracts in the billing group that are not on this document. */
  readonly leftOut: readonly LeftOutContract[];
}

/** The version and content of one contract's invoice that the user saw. */
export interface SeenInvoice extends SeenVersion {
  readonly invoiceId: string;
}

export interface GroupApproval {
  readonly invoices: readonly (SeenInvoice & Pick<Approval, 'heldLineIds'>)[];
  readonly why: string;
}

export interface GroupReopening {
  readonly invoices: readonly Pick<SeenInvoice, 'invoiceId' | 'version'>[];
  readonly why: string;
}

export interface GroupIssuing {
  readonly invoices: readonly SeenInvoice[];
  /** Local day of the seller; null for today. */
  readonly issuedOn: string | null;
  readonly why: string;
}

/** Approves, reopens and issues a billing group's document, for all of its contracts or for none. */
@Injectable()
export class GroupDocuments {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns a billing group's document for a month.
   * @throws DomainError billing.group_not_found, billing.group_document_not_found
   */
  get(scope: Scope, groupId: string, month: string): Promise<GroupDocumentView> {
    return this.unitOfWork.run(scope, async (tx) => loadView(tx, await findGroup(tx, groupId), month));
  }

  /**
   * Approves a document as the user saw it. If a contract is on hold or has no draft, the document has to wait, unless
   * the billing group's documents are issued without such contracts. In that case, the contract is left out and its
   * month is billed separately.
   * @throws DomainError billing.group_not_found, billing.group_document_not_found, billing.group_contracts_changed,
   * billing.group_member_held, billing.group_member_missing, and those of `InvoiceLifecycleService.approve`
   */
  approve(scope: Scope, groupId: string, month: string, approval: GroupApproval): Promise<GroupDocumentView> {
    return this.unitOfWork.run(scope, async (tx) =>
      loadView(tx, await this.approveWithin(tx, groupId, month, approval), month),
    );
  }

  /** Like `approve`, within a transaction and without loading the document. */
  async approveWithin(
    tx: Transaction,
    groupId: string,
    month: string,
    approval: GroupApproval,
  ): Promise<BillGroup> {
    const { group, invoices } = await lockDocument(tx, groupId, month, true);
    const seen = pairWithSeen(invoices, approval.invoices);
    for (const [invoice, { version, contentHash }] of seen)
      assertUnchanged(invoice, { version, contentHash });
    const linesOf = await loadLinesToApprove(
      tx,
      invoices.map(({ id }) => id),
    );
    const held = invoices.filter((invoice) => isInvoiceOnHold(invoice, linesOf(invoice.id)));
    const missing = (await findLeftOutContracts(tx, groupId, month)).filter(
      ({ invoiceId }) => invoiceId === null,
    );
    if (group.whenHeld === 'wait' || held.length === invoices.length) {
      if (held.length > 0) throw await memberRejection(tx, 'billing.group_member_held', held);
      if (missing.length > 0)
        throw new DomainError('billing.group_member_missing', {
          contracts: missing.map(({ contract }) => contract.number).join(', '),
        });
    }
    await removeFromDocument(tx, held);
    const billed = held.length === 0 ? invoices : (await lockDocument(tx, groupId, month, true)).invoices;
    const parties = partiesHash(await loadParties(tx, billed[0]));
    const together = { group: group.name, month, without: held.map(({ id }) => id) };
    const decided = billed.map((invoice): DecidedInvoice => {
      const state = advance(invoice, 'approve');
      assertPeriodOver(tx, invoice);
      const { heldLineIds } = approval.invoices.find(({ invoiceId }) => invoiceId === invoice.id)!;
      const heldLines = assertHeldLinesConfirmed(linesOf(invoice.id), heldLineIds);
      return {
        invoice,
        row: { state, approvedAt: tx.now, approvedBy: tx.scope.userId },
        action: 'approved',
        why: approval.why,
        after: { state, heldLines, parties, ...together },
      };
    });
    await storeDecisions(tx, decided);
    return group;
  }

  /**
   * Revokes an approval.
   * @throws DomainError billing.group_not_found, billing.group_document_not_found, billing.group_contracts_changed,
   * billing.transition_impossible, platform.version_mismatch
   */
  reopen(
    scope: Scope,
    groupId: string,
    month: string,
    reopening: GroupReopening,
  ): Promise<GroupDocumentView> {
    return this.unitOfWork.run(scope, async (tx) =>
      loadView(tx, await this.reopenWithin(tx, groupId, month, reopening), month),
    );
  }

  /** Like `reopen`, within a transaction and without loading the document. */
  async reopenWithin(
    tx: Transaction,
    groupId: string,
    month: string,
    { invoices: wanted, why }: GroupReopening,
  ): Promise<BillGroup> {
    const { group, invoices } = await lockDocument(tx, groupId, month);
    const decided = pairWithSeen(invoices, wanted).map(([invoice, { version }]): DecidedInvoice => {
      ensureVersion(invoice.version, version);
      const state = advance(invoice, 'reopen');
      return {
        invoice,
        row: { state, approvedAt: null, approvedBy: null },
        action: 'reopened',
        why,
        after: { state, group: group.name, month },
      };
    });
    await storeDecisions(tx, decided);
    return group;
  }

  /**
   * Issues an approved document in one transaction, with one number, one exchange rate, the dates, the parties, one
   * journal entry, and each contract's share of the taxes.
   * @throws DomainError billing.group_not_found, billing.group_document_not_found, billing.group_contracts_changed,
   *   and those of `InvoiceLifecycleService.issue`
   */
  issue(scope: Scope, groupId: string, month: string, issuing: GroupIssuing): Promise<GroupDocumentView> {
    return this.unitOfWork.run(scope, async (tx) =>
      loadView(tx, await this.issueWithin(tx, groupId, month, issuing), month),
    );
  }

  /** Like `issue`, within a transaction and without loading the document. */
  async issueWithin(
    tx: Transaction,
    groupId: string,
    month: string,
    { invoices: wanted, issuedOn, why }: GroupIssuing,
  ): Promise<BillGroup> {
    const { group, invoices } = await lockDocument(tx, groupId, month);
    const [lead] = invoices;
    for (const [invoice, { version, contentHash }] of pairWithSeen(invoices, wanted)) {
      advance(invoice, 'issue');
      assertUnchanged(invoice, { version, contentHash });
    }
    const parties = await loadParties(tx, { ...lead, issuedOn });
    const approved = await loadApprovedParties(
      tx,
      invoices.map(({ id }) => id),
    );
    for (const invoice of invoices) assertSameParties(approved, invoice, parties);
    const grossMinor = sumOf(invoices, 'grossMinor');
    await assertSecondPerson(tx, { ...lead, grossMinor: grossMinor.toString() }, lead.approvedBy);
    for (const { id } of invoices) await closeCorrections(tx, id);
    const [numbered] = await issueDocuments(tx, [{ contracts: invoices, parties }], issuedOn);
    await recordInvoiceDecisions(
      tx,
      invoices.map((invoice) => ({
        invoice,
        action: 'issued',
        why,
        after: {
          state: 'issued',
          ...numbered,
          gross: fromMinor(BigInt(invoice.grossMinor), invoice.currency),
          group: group.name,
          month,
          grossOfDocument: fromMinor(grossMinor, lead.currency),
        },
        secondUserId: invoice.approvedBy,
      })),
    );
    await tx.record(
      ...invoices.map(({ id: invoiceId }) => ({
        name: 'billing.invoice_issued',
        version: 1,
        payload: { invoiceId },
      })),
    );
    return group;
  }
}

type DocumentInvoices = readonly [Invoice, ...Invoice[]];

/**
 * Loads a billing group's document with consistent totals and its contracts in order. The document is locked against
 * other decisions and drafts of its contracts.
 * @param checksOrders true to apply the buyer's order limits, as an approval requires
 */
async function lockDocument(
  tx: Transaction,
  groupId: string,
  month: string,
  checksOrders = false,
): Promise<{ readonly group: BillGroup; readonly invoices: DocumentInvoices }> {
  await lockGroup(tx, groupId);
  const group = await findGroup(tx, groupId);
  const key: DocumentKey = { groupId, month };
  await updateDocuments(tx, [key], checksOrders);
  const ids = (await membersOf(tx, key)).map(({ id }) => id);
  const found = await tx.manager.findBy(Invoice, { makerId: tx.scope.makerId, id: In(ids) });
  const [first, ...others] = ids.map((id) => found.find((invoice) => invoice.id === id)!);
  if (!first) throw new DomainError('billing.group_document_not_found', { month });
  return { group, invoices: [first, ...others] };
}

/**
 * Pairs each invoice with the version that the user saw.
 * @throws DomainError billing.group_contracts_changed unless both sets are equal
 */
function pairWithSeen<SeenOne extends { readonly invoiceId: string }>(
  invoices: DocumentInvoices,
  seen: readonly SeenOne[],
): [Invoice, SeenOne][] {
  const byId = new Map(seen.map((one) => [one.invoiceId, one]));
  const pairs = invoices.flatMap((invoice): [Invoice, SeenOne][] => {
    const one = byId.get(invoice.id);
    return one ? [[invoice, one]] : [];
  });
  if (pairs.length !== invoices.length || byId.size !== invoices.length)
    throw new DomainError('billing.group_contracts_changed', { found: invoices.length, seen: byId.size });
  return pairs;
}

/** Returns true for an invoice that can't be approved, including one with only lines on hold. */
function isInvoiceOnHold({ state }: Invoice, lines: readonly LineToApprove[]): boolean {
  return state === 'held' || lines.every(({ amountMinor }) => amountMinor === null);
}

async function memberRejection(
  tx: Transaction,
  code: string,
  invoices: readonly Invoice[],
): Promise<DomainError> {
  const rows: { number: string }[] = await tx.manager.query(
    `select number from contract where maker_id = $1 and id = any($2) order by number`,
    [tx.scope.makerId, invoices.map(({ contractId }) => contractId)],
  );
  return new DomainError(code, { contracts: rows.map(({ number }) => number).join(', ') });
}

/** Removes invoices from the document, so that they are billed separately. */
async function removeFromDocument(tx: Transaction, invoices: readonly Invoice[]): Promise<void> {
  const ids = invoices.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.manager.update(Invoice, { makerId: tx.scope.makerId, id: In(ids) }, { billGroupId: null });
  await updateSeparateInvoices(tx, ids);
}

function sumOf(
  invoices: readonly { readonly netMinor: string; readonly taxMinor: string; readonly grossMinor: string }[],
  of: 'netMinor' | 'taxMinor' | 'grossMinor',
): bigint {
  return sumMinor(invoices, (invoice) => BigInt(invoice[of]));
}

async function loadView(tx: Transaction, group: BillGroup, month: string): Promise<GroupDocumentView> {
  const rows: { id: string }[] = await tx.manager.query(
    `select i.id from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
      where i.maker_id = $1 and i.bill_group_id = $2 and date_trunc('month', i.period_from)::date = $3::date
      order by c.number`,
    [tx.scope.makerId, group.id, firstDayOf(month)],
  );
  const contracts: DocumentView[] = [];
  for (const { id } of rows) contracts.push(await toDocument(tx, await getInvoice(tx, id)));
  const [first] = contracts;
  if (!first) throw new DomainError('billing.group_document_not_found', { month });
  const deposits = contracts.flatMap(({ depositMinor }) => depositMinor ?? []);
  return {
    group,
    month,
    state: stateOfDocument(contracts.map(({ state }) => state)),
    documentType: first.documentType,
    number: first.number,
    currency: first.currency,
    netMinor: sumOf(contracts, 'netMinor').toString(),
    taxMinor: sumOf(contracts, 'taxMinor').toString(),
    grossMinor: sumOf(contracts, 'grossMinor').toString(),
    depositMinor: deposits.length === 0 ? null : sumMinor(deposits, BigInt).toString(),
    creditedMinor: sumMinor(contracts, ({ creditedMinor }) => BigInt(creditedMinor)).toString(),
    taxes: sumTaxes(contracts.flatMap(({ taxes }) => taxes)),
    contracts,
    leftOut: sideOf(tx) === 'maker' ? await findLeftOutContracts(tx, group.id, month) : [],
  };
}
