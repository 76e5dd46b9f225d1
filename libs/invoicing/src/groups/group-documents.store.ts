import { canonicalJson, groupBy, type Transaction, updateRows } from '#platform';
import type { FoundDocument } from '../document/document.store.js';
import { recordLapsedApproval, updateDraftStates, writeTaxes } from '../document/document.store.js';
import { limitedOrders } from '../document/parties.queries.js';
import type { Prices } from '../domain/calculation/invoice-taxes.js';
import { type TaxedDocument, taxTogether } from '../domain/document/document-taxes.js';
import { type HoldReason, isIssued, type InvoiceState } from '../domain/document/invoice-state.js';
import type { AppliedTax } from '../domain/document/tax-rules.js';
import {
  type ContractOfGroup,
  differences,
  type GroupTerms,
  groupTermsOf,
  isOnDocument,
  type MonthOfMember,
} from '../domain/groups/bill-group.js';
import { holdsOfOrders, isHoldOfOrder } from '../domain/groups/order-holds.js';
import { BillGroup } from '../entities/bill-group.entity.js';
import { Invoice } from '../entities/invoice.entity.js';

/** A billing group's document of a month, `YYYY-MM`. */
export interface DocumentKey {
  readonly groupId: string;
  readonly month: string;
}

/**
 * Locks contracts, and all contracts that were, are or will be in a billing group with one of them, until the
 * transaction ends. Drafting and decisions about groups begin with this lock, so that drafting a member and deciding
 * about its document wait for each other. The order of locks is fixed, so that transactions with different sets can't
 * deadlock.
 */
export async function lockWithGroupMembers(tx: Transaction, contractIds: readonly string[]): Promise<void> {
  const groupMembers: { id: string }[] = await tx.manager.query(
    `select distinct o.contract_id as id
       from bill_group_member m
       join bill_group_member o on o.maker_id = m.maker_id and o.group_id = m.group_id
      where m.maker_id = $1 and m.contract_id = any($2)`,
    [tx.scope.makerId, contractIds],
  );
  await tx.manager.query(
    `select from contract where maker_id = $1 and id = any($2) order by id for no key update`,
    [tx.scope.makerId, [...new Set([...contractIds, ...groupMembers.map(({ id }) => id)])]],
  );
}

/** Locks all contracts that were, are or will be in a billing group, like `lockWithGroupMembers`. */
export async function lockGroup(tx: Transaction, groupId: string): Promise<void> {
  await tx.manager.query(
    `select from contract where maker_id = $1 and id in (
       select contract_id from bill_group_member where maker_id = $1 and group_id = $2)
      order by id for no key update`,
    [tx.scope.makerId, groupId],
  );
}

/** A contract's drafted month, with the terms of its last day. */
export interface MonthToAssign {
  readonly contractId: string;
  readonly terms: ContractOfGroup;
  readonly found: FoundDocument | undefined;
}

/**
 * Determines the billing group documents on which contracts' months are billed. A month is on the document of the
 * contract's group if the contract still shares the group's terms and the document was not approved or issued without
 * the contract.
 * @param month `YYYY-MM`
 * @returns group ids in the order of `months`; null if the month is billed separately
 */
export async function assignToDocuments(
  tx: Transaction,
  month: string,
  months: readonly MonthToAssign[],
): Promise<(string | null)[]> {
  if (months.length === 0) return [];
  const { makerId } = tx.scope;
  const members: (GroupTerms & { readonly id: string; readonly contractId: string })[] =
    await tx.manager.query(
      `select m.contract_id as "contractId", g.id, g.legal_entity_id as "legalEntityId", g.buyer_id as "buyerId", g.currency,
              g.zone, g.billing_day as "billingDay", g.payment_days as "paymentDays", g.prices, g.corrections
         from bill_group_member m join bill_group g on g.maker_id = m.maker_id and g.id = m.group_id
        where m.maker_id = $1 and m.contract_id = any($2) and m.during @> $3::date`,
      [makerId, months.map(({ contractId }) => contractId), firstDayOf(month)],
    );
  if (members.length === 0) return months.map(() => null);
  const groups = new Map(members.map((member) => [member.contractId, member]));
  const existing: (MonthOfMember & { readonly groupId: string })[] = await tx.manager.query(
    `select bill_group_id as "groupId", contract_id as "contractId", state from invoice
      where maker_id = $1 and bill_group_id = any($2) and date_trunc('month', period_from)::date = $3`,
    [makerId, [...new Set(members.map(({ id }) => id))], firstDayOf(month)],
  );
  const onDocument = groupBy(existing, ({ groupId }) => groupId);
  return months.map(({ contractId, terms, found }) => {
    const group = groups.get(contractId);
    if (!group || differences(group, groupTermsOf(terms)).length > 0) return null;
    const others = (onDocument.get(group.id) ?? []).filter((one) => one.contractId !== contractId);
    const own = found && { state: found.state, isOn: found.billGroupId === group.id };
    return isOnDocument(own, others) ? group.id : null;
  });
}

interface MemberRow extends FoundDocument {
  readonly contractId: string;
  readonly buyerId: string;
  readonly taxPoint: string;
  readonly holdReasons: readonly HoldReason[];
  readonly currency: string;
  readonly prices: Prices;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly taxStep: string | null;
}

interface LineRow {
  readonly invoiceId: string;
  readonly kind: string;
  readonly amountMinor: string | null;
  readonly netMinor: string | null;
  readonly taxMinor: string | null;
  readonly taxRule: AppliedTax | null;
}

/**
 * Makes billing group documents consistent after a member has changed: rounds their taxes once for all members, checks
 * the buyer's order against the total, and keeps an approval for all members or for none. Issued documents don't
 * change.
 * @param checksOrders false to keep an approval without checking the order again
 */
export async function updateDocuments(
  tx: Transaction,
  keys: readonly DocumentKey[],
  checksOrders = true,
): Promise<void> {
  const uniqueKeys = new Map(keys.map((key) => [`${key.groupId} ${key.month}`, key]));
  for (const key of uniqueKeys.values()) {
    const members = await membersOf(tx, key);
    if (members.some(({ state }) => isIssued(state))) continue;
    await shareTaxes(tx, members);
    const taxed = await membersOf(tx, key);
    const hasChanged = checksOrders && (await holdByOrders(tx, key, taxed));
    await revokeApprovals(tx, hasChanged ? await membersOf(tx, key) : taxed);
  }
}

/**
 * Puts on hold the members that together exceed the limit of the buyer's order, and releases members that no longer
 * exceed it.
 * @returns true if any member changed
 */
async function holdByOrders(
  tx: Transaction,
  { groupId: id }: DocumentKey,
  members: readonly MemberRow[],
): Promise<boolean> {
  const orders = await limitedOrders(tx, members);
  const { whenHeld } = await tx.manager.findOneByOrFail(BillGroup, { makerId: tx.scope.makerId, id });
  const others = members.map(({ holdReasons }) => holdReasons.filter((reason) => !isHoldOfOrder(reason)));
  const holds = holdsOfOrders(
    members.map(({ netMinor }, index) => ({
      order: orders[index]!,
      netMinor: BigInt(netMinor),
      isHeld: others[index]!.length > 0,
    })),
    whenHeld,
  );
  const moved = members.flatMap((before, index) => {
    const known = before.holdReasons.filter(isHoldOfOrder);
    if (canonicalJson(known) === canonicalJson(holds[index]!)) return [];
    return [{ ...before, before, holds: [...others[index]!, ...holds[index]!] }];
  });
  await updateDraftStates(tx, moved);
  return moved.length > 0;
}

/**
 * Recalculates the taxes of invoices that were removed from their billing group's document, because they no longer
 * share its rounding.
 */
export async function updateSeparateInvoices(tx: Transaction, invoiceIds: readonly string[]): Promise<void> {
  for (const id of invoiceIds) await shareTaxes(tx, await rowsOf(tx, 'id = $2', [id]));
}

/** Locks the members by id, and returns them in the document's order, by contract number. */
export function membersOf(tx: Transaction, { groupId, month }: DocumentKey): Promise<MemberRow[]> {
  return rowsOf(tx, `bill_group_id = $2 and date_trunc('month', period_from)::date = $3`, [
    groupId,
    firstDayOf(month),
  ]);
}

async function rowsOf(tx: Transaction, condition: string, values: readonly string[]): Promise<MemberRow[]> {
  const { makerId } = tx.scope;
  await tx.manager.query(`select from invoice where maker_id = $1 and ${condition} order by id for update`, [
    makerId,
    ...values,
  ]);
  return tx.manager.query(
    `select i.id, i.state, i.number, i.content_hash as "contentHash", i.version, i.bill_group_id as "billGroupId",
            i.contract_id as "contractId", i.buyer_id as "buyerId", i.tax_point::text as "taxPoint",
            i.hold_reasons as "holdReasons", i.currency, i.prices, i.net_minor as "netMinor", i.tax_minor as "taxMinor",
            trim_scale(i.tax_step)::text as "taxStep"
       from (select * from invoice where maker_id = $1 and ${condition}) i
       join contract c on c.maker_id = i.maker_id and c.id = i.contract_id order by c.number`,
    [makerId, ...values],
  );
}

async function revokeApprovals(tx: Transaction, members: readonly MemberRow[]): Promise<void> {
  const approved = members.filter(({ state }) => state === 'approved');
  if (approved.length === members.length) return;
  const state: InvoiceState = 'draft';
  await updateRows(
    tx,
    Invoice,
    approved.map(({ id }) => ({ id, state, approvedAt: null, approvedBy: null })),
  );
  for (const before of approved)
    await recordLapsedApproval(
      tx,
      { id: before.id, before, contentHash: before.contentHash, holds: [] },
      state,
    );
}

async function shareTaxes(tx: Transaction, members: readonly MemberRow[]): Promise<void> {
  const [first] = members;
  if (!first) return;
  const rows: LineRow[] = await tx.manager.query(
    `select invoice_id as "invoiceId", kind, amount_minor as "amountMinor", net_minor as "netMinor",
            tax_minor as "taxMinor", tax_rule as "taxRule"
       from invoice_line where maker_id = $1 and invoice_id = any($2) order by invoice_id, position`,
    [tx.scope.makerId, members.map(({ id }) => id)],
  );
  const byInvoice = groupBy(rows, ({ invoiceId }) => invoiceId);
  const lines = members.map(({ id }) => byInvoice.get(id) ?? []);
  const shares = taxTogether(
    first,
    lines.map((own) =>
      own.map(({ kind, amountMinor, taxRule }) => ({
        kind,
        amountMinor: amountMinor === null ? null : BigInt(amountMinor),
        rule: taxRule,
      })),
    ),
  );
  for (const [index, taxed] of shares.entries())
    if (!isWritten(members[index]!, lines[index]!, taxed)) await writeTaxes(tx, members[index]!.id, taxed);
}

function isWritten(member: MemberRow, lines: readonly LineRow[], taxed: TaxedDocument): boolean {
  return (
    BigInt(member.netMinor) === taxed.netMinor &&
    BigInt(member.taxMinor) === taxed.taxMinor &&
    member.taxStep === taxed.taxStep &&
    lines.every(
      ({ netMinor, taxMinor }, index) =>
        netMinor === (taxed.lines[index]!.netMinor?.toString() ?? null) &&
        taxMinor === (taxed.lines[index]!.taxMinor?.toString() ?? null),
    )
  );
}

export const firstDayOf = (month: string): string => `${month}-01`;
