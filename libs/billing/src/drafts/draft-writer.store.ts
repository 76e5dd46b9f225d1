import {
  type Correction,
  type DocumentKey,
  type FoundDocument,
  type HoldReason,
  isIssued,
  assignToDocuments,
  updateSeparateInvoices,
  updateDocuments,
  updateDraftStates,
} from '#invoicing';
import { AuditTrail } from '#organization';
import { fromMinor, type Transaction } from '#platform';
import { auditDrafts } from '../audit/self-audit.store.js';
import { holdsOfAudit } from '../domain/audit/audit-invoice.js';
import { type HoldStake, computeHoldStake } from '../domain/holds/hold-stake.js';
import { holdsOfLines } from '../domain/holds/line-holds.js';
import { type ComposedMonth, periodOf, type TaxedMonth } from './draft-calculation.js';
import type { MonthToDraft } from './draft-input.service.js';
import { assignCorrections, saveDrafts } from './draft.store.js';
import type { PeerPrices } from './peer-prices.queries.js';

/** The outcome of drafting a month: the draft, or the issued document with the hash of a draft from current data. */
export interface DraftOutcome {
  readonly id: string;
  /** Cutoff: data received at this instant or later was ignored. */
  readonly knownBefore: Date;
  readonly issued: IssuedOutcome | null;
  /** Usage that the draft does not bill yet, with its value; empty for an issued document. */
  readonly stake: HoldStake;
}

const NO_STAKE: HoldStake = { addedMinor: 0n, unknownLines: 0 };

interface IssuedOutcome extends FoundDocument, MonthToDraft {
  readonly hash: string;
}

/** A month with its existing document and the corrections of earlier months that it includes. */
export interface CarryingMonth extends ComposedMonth {
  readonly found: FoundDocument | undefined;
  readonly carried: readonly Correction[];
}

/** A month with the billing group that bills it; null if the contract is billed separately. */
type MonthToWrite = TaxedMonth<CarryingMonth> & { readonly billGroupId: string | null };

/**
 * Writes and audits the drafts of one month, and updates the documents of the billing groups that they belong to.
 * Issued documents do not change.
 * @returns outcomes by contract
 */
export async function writeMonths(
  tx: Transaction,
  monthName: string,
  months: readonly TaxedMonth<CarryingMonth>[],
  cutoff: Date,
  peers: PeerPrices,
): Promise<Map<string, DraftOutcome>> {
  const assigned = await assignGroups(tx, monthName, months);
  const outcomes = await writeDrafts(tx, assigned, cutoff, peers);
  await updateDocuments(tx, groupDocumentsOf(monthName, assigned));
  return outcomes;
}

/** Returns the issued document of a month, with the hash of its draft from current data. */
export function issuedOutcome(
  {
    found,
    hash,
    contract,
    month,
    usages,
  }: MonthToDraft & { readonly found: FoundDocument; readonly hash: string },
  cutoff: Date,
): DraftOutcome {
  const issued = { ...found, hash, contract, month, usages };
  return { id: found.id, knownBefore: cutoff, issued, stake: NO_STAKE };
}

async function writeDrafts(
  tx: Transaction,
  months: readonly MonthToWrite[],
  cutoff: Date,
  peers: PeerPrices,
): Promise<Map<string, DraftOutcome>> {
  const outcomes = new Map<string, DraftOutcome>();
  const open: MonthToWrite[] = [];
  for (const taxed of months) {
    const { contract, month, usages, hash, found } = taxed;
    if (found && isIssued(found.state))
      outcomes.set(contract.id, issuedOutcome({ contract, month, usages, hash, found }, cutoff));
    else open.push(taxed);
  }
  const saved = await saveDrafts(
    tx,
    open.map((month) => ({ ...month, head: headOf(month, cutoff) })),
  );
  for (const [index, { carried }] of open.entries()) await assignCorrections(tx, saved[index]!.id, carried);
  const findings = await auditDrafts(
    tx,
    saved.map(({ id }) => id),
    peers,
  );
  const written = open.map((month, index) => {
    const { id, isNew } = saved[index]!;
    const holds = [
      ...month.taxed.holds,
      ...holdsOfLines(month.draft, month.contract.terms),
      ...holdsOfAudit(findings.get(id) ?? []),
    ];
    return { ...month, id, isNew, holds, before: month.found, contentHash: month.hash };
  });
  await updateDraftStates(tx, written);
  await updateSeparateInvoices(
    tx,
    written.flatMap(({ id, before, billGroupId }) =>
      before && before.billGroupId !== billGroupId && billGroupId === null ? [id] : [],
    ),
  );
  await recordNewDrafts(
    tx,
    written.filter(({ isNew }) => isNew),
  );
  for (const { contract, id, input } of written)
    outcomes.set(contract.id, { id, knownBefore: cutoff, issued: null, stake: computeHoldStake(input) });
  return outcomes;
}

/** Adds the billing groups that bill the months. */
async function assignGroups(
  tx: Transaction,
  monthName: string,
  months: readonly TaxedMonth<CarryingMonth>[],
): Promise<MonthToWrite[]> {
  const groups = await assignToDocuments(
    tx,
    monthName,
    months.map(({ contract, terms: { buyerId, paymentDays }, found }) => ({
      contractId: contract.id,
      terms: { ...contract, buyerId, paymentDays },
      found,
    })),
  );
  return months.map((month, index) => ({ ...month, billGroupId: groups[index]! }));
}

/** Returns the billing group documents that the months belong to now, or belonged to before. */
function groupDocumentsOf(month: string, months: readonly MonthToWrite[]): DocumentKey[] {
  return months
    .flatMap(({ billGroupId, found }) => [billGroupId, found?.billGroupId ?? null])
    .flatMap((groupId) => (groupId === null ? [] : [{ groupId, month }]));
}

function headOf({ contract, input, terms, hash, billGroupId, depositMinor }: MonthToWrite, knownUntil: Date) {
  const { customerId, legalEntityId, currency, zone } = contract;
  const { buyerId, paymentDays, charges, invoiceTerms } = terms;
  return {
    contractId: contract.id,
    customerId,
    legalEntityId,
    buyerId,
    prices: contract.pricesIncludeTax ? ('inclusive' as const) : ('exclusive' as const),
    paymentDays,
    currency,
    zone,
    ...periodOf(input),
    knownUntil,
    contentHash: hash,
    billGroupId,
    pricedBy: charges,
    depositMinor: depositMinor?.toString() ?? null,
    payableIncrement: invoiceTerms?.payableIncrement ?? null,
  };
}

async function recordNewDrafts(
  tx: Transaction,
  drafts: readonly (MonthToWrite & { readonly id: string; readonly holds: readonly HoldReason[] })[],
): Promise<void> {
  await tx.record(
    ...drafts.map(({ id }) => ({
      name: 'billing.invoice_drafted',
      version: 1,
      payload: { invoiceId: id },
    })),
  );
  await AuditTrail.write(
    tx,
    ...drafts.map(({ id, contract, month, taxed, holds, draft, hash }) => ({
      action: 'billing.invoice_drafted' as const,
      entity: 'invoice',
      entityId: id,
      after: {
        contract: contract.number,
        month: month.month,
        total: fromMinor(taxed.grossMinor, contract.currency),
        currency: contract.currency,
        holds: holds.map(({ code }) => code),
        heldLines: draft.heldLines,
        contentHash: hash,
      },
    })),
  );
}
