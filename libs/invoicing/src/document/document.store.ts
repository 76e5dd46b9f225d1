import { recordDecision } from '#organization';
import { insertRows, preparedQuery, type Transaction, updateRows } from '#platform';
import type { TaxedDocument } from '../domain/document/document-taxes.js';
import {
  type HoldReason,
  isIssued,
  type InvoiceState,
  nextInvoiceState,
} from '../domain/document/invoice-state.js';
import { InvoiceTax } from '../entities/invoice-tax.entity.js';
import { Invoice } from '../entities/invoice.entity.js';

/** The document of a contract's period, locked against approval and issue until the transaction ends. */
export interface FoundDocument {
  readonly id: string;
  readonly state: InvoiceState;
  readonly number: string | null;
  readonly contentHash: string;
  readonly version: number;
  /** Billing group that bills the document; null if it is billed separately. */
  readonly billGroupId: string | null;
}

/**
 * Finds and locks documents by contract. The order of locks is fixed, so that transactions with several documents
 * can't deadlock.
 */
export async function lockDocuments(
  tx: Transaction,
  periods: readonly { readonly contractId: string; readonly periodFrom: string }[],
): Promise<Map<string, FoundDocument>> {
  const rows: (FoundDocument & { readonly contractId: string })[] = await preparedQuery(
    tx,
    `select i.contract_id as "contractId", i.id, i.state, i.number, i.content_hash as "contentHash", i.version,
            i.bill_group_id as "billGroupId"
       from unnest($2::uuid[], $3::date[]) as w (contract_id, period_from)
       join invoice i on i.maker_id = $1 and i.contract_id = w.contract_id and i.period_from = w.period_from and i.kind = 'invoice'
      order by i.id for update of i`,
    [
      tx.scope.makerId,
      periods.map(({ contractId }) => contractId),
      periods.map(({ periodFrom }) => periodFrom),
    ],
  );
  return new Map(rows.map(({ contractId, ...found }) => [contractId, found]));
}

/** Returns the latest cutoff of each contract's invoices and corrections, by contract. The contracts must be locked. */
export async function loadLatestCutoffs(
  tx: Transaction,
  contractIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows: { contractId: string; mark: Date }[] = await preparedQuery(
    tx,
    `select w.id as "contractId", greatest(i.mark, c.mark) as mark
       from unnest($2::uuid[]) as w (id)
      cross join lateral (
        select max(known_until) as mark from invoice where maker_id = $1 and contract_id = w.id and kind = 'invoice') i
      cross join lateral (
        select max(known_before) as mark from correction where maker_id = $1 and contract_id = w.id) c
      where greatest(i.mark, c.mark) is not null`,
    [tx.scope.makerId, contractIds],
  );
  return new Map(rows.map(({ contractId, mark }) => [contractId, mark]));
}

/** A draft with written lines and taxes, and the reasons that block its approval. */
export interface WrittenDraft {
  readonly id: string;
  readonly holds: readonly HoldReason[];
  /** Document as found before the draft; undefined for a new one. */
  readonly before: FoundDocument | undefined;
  readonly contentHash: string;
  /** Billing group that now bills the draft; null if it is billed separately. */
  readonly billGroupId: string | null;
}

/** Like `lockDocuments`, for a single id. */
export async function lockDocumentById(tx: Transaction, id: string): Promise<FoundDocument | undefined> {
  const [found]: FoundDocument[] = await tx.manager.query(
    `select id, state, number, content_hash as "contentHash", version, bill_group_id as "billGroupId" from invoice
      where maker_id = $1 and id = $2 for update`,
    [tx.scope.makerId, id],
  );
  return found;
}

/**
 * Updates the states of drafts. An approval expires if the content changes, if the draft is moved to another document,
 * or if there is a new reason for a hold.
 */
export async function updateDraftStates(tx: Transaction, drafts: readonly WrittenDraft[]): Promise<void> {
  const moved = drafts.flatMap((draft) => {
    const { id, holds, before, contentHash, billGroupId } = draft;
    const isTheSame = before?.contentHash === contentHash && before.billGroupId === billGroupId;
    const stays = before?.state === 'approved' && isTheSame && holds.length === 0;
    if (stays) return [];
    const from = before?.state ?? 'draft';
    const state = nextInvoiceState(from, holds.length > 0 ? 'hold' : 'draft');
    if (state === null || isIssued(from)) throw new Error(`A document in state ${from} can't be drafted`);
    return [{ draft, row: { id, state, holdReasons: holds, approvedAt: null, approvedBy: null } }];
  });
  // A new draft without holds was already written with its final state.
  const rows = moved.filter(({ draft, row }) => draft.before || row.state !== 'draft').map(({ row }) => row);
  await updateRows(tx, Invoice, rows);
  for (const { draft, row } of moved)
    if (draft.before?.state === 'approved') await recordLapsedApproval(tx, draft, row.state);
}

/** Records that an approval expired, with the draft's new state. */
export async function recordLapsedApproval(
  tx: Transaction,
  { id, before, contentHash, holds }: Omit<WrittenDraft, 'billGroupId'>,
  state: InvoiceState,
): Promise<void> {
  await recordDecision(tx, {
    action: 'approval_lapsed',
    invoiceId: id,
    before: { state: before!.state, contentHash: before!.contentHash },
    after: { state, contentHash, holds: holds.map(({ code }) => code) },
    evidenceHash: contentHash,
  });
}

/** Writes totals, taxes per rate, and each line's share of both, for a document with existing lines. */
export async function writeTaxes(tx: Transaction, invoiceId: string, taxed: TaxedDocument): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.update(Invoice, { makerId, id: invoiceId }, totalsOf(taxed));
  await tx.manager.delete(InvoiceTax, { makerId, invoiceId });
  await insertRows(tx, InvoiceTax, taxRowsOf(makerId, invoiceId, taxed));
  const lines = taxed.lines.map((line, index) => ({ position: index + 1, ...taxOfLine(line) }));
  await tx.manager.query(
    `update invoice_line l set net_minor = d."netMinor", tax_minor = d."taxMinor", tax_rule = d."taxRule"
       from jsonb_to_recordset($3) as d(position integer, "netMinor" bigint, "taxMinor" bigint, "taxRule" jsonb)
      where l.maker_id = $1 and l.invoice_id = $2 and l.position = d.position`,
    [makerId, invoiceId, JSON.stringify(lines)],
  );
}

/** Returns a document's totals by column. */
export function totalsOf({ netMinor, taxMinor, grossMinor, taxStep }: TaxedDocument) {
  return {
    netMinor: netMinor.toString(),
    taxMinor: taxMinor.toString(),
    grossMinor: grossMinor.toString(),
    taxStep,
  };
}

export function taxOfLine({ netMinor, taxMinor, rule }: TaxedDocument['lines'][number]) {
  return {
    netMinor: netMinor?.toString() ?? null,
    taxMinor: taxMinor?.toString() ?? null,
    taxRule: rule,
  };
}

export function taxRowsOf(makerId: string, invoiceId: string, { taxes }: TaxedDocument) {
  return taxes.map(({ category, percent, taxableMinor, taxMinor, reason }, index) => ({
    makerId,
    invoiceId,
    position: index + 1,
    category,
    percent,
    taxableMinor: taxableMinor.toString(),
    taxMinor: taxMinor.toString(),
    reason,
  }));
}
