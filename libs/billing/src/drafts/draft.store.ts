import { In, IsNull } from 'typeorm';
import { type ChargeFields, plusDays } from '#contracts';
import {
  Correction,
  type DraftLine,
  type FoundDocument,
  Invoice,
  InvoiceLine,
  type InvoiceLineView,
  InvoiceTax,
  serializeLineKey,
  lineKeyOf,
  type Prices,
  type TaxedDocument,
  taxOfLine,
  taxRowsOf,
  totalsOf,
} from '#invoicing';
import { groupBy, insertRows, newId, type Transaction, updateRows } from '#platform';
import type { Draft } from '../domain/draft/compose-draft.js';

export interface DraftHead {
  readonly contractId: string;
  readonly customerId: string;
  readonly legalEntityId: string;
  readonly buyerId: string;
  readonly prices: Prices;
  readonly paymentDays: number;
  readonly currency: string;
  readonly zone: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly knownUntil: Date;
  readonly contentHash: string;
  /** Billing group that bills the draft; null if it is billed separately. */
  readonly billGroupId: string | null;
  /** Charges that price the draft. */
  readonly pricedBy: readonly ChargeFields[];
  readonly depositMinor: string | null;
  /** Increment to which the amount to pay is rounded; null if it is not rounded. */
  readonly payableIncrement: string | null;
}

/** A draft to write: its content, its taxes, and the existing document for the period. */
export interface DraftToSave {
  readonly head: DraftHead;
  readonly draft: Draft;
  readonly taxed: TaxedDocument;
  readonly found: FoundDocument | undefined;
}

export interface SavedDraft {
  readonly id: string;
  /** True if the draft is new or its content changed. */
  readonly isNew: boolean;
}

/**
 * Writes drafts with their lines and taxes, replacing existing drafts of the same periods. An invoice keeps its id. A
 * line with an unchanged line key also keeps its id, so that links to its proof stay valid. The lines of an unchanged
 * draft are written again only if they bill a new version of usage.
 * @returns saved drafts in the order of `drafts`
 */
export async function saveDrafts(tx: Transaction, drafts: readonly DraftToSave[]): Promise<SavedDraft[]> {
  const { makerId } = tx.scope;
  const saved = drafts.map(({ head, found }) => ({
    id: found?.id ?? newId(),
    isNew: found?.contentHash !== head.contentHash,
  }));
  const rows = drafts.map((one, index) => rowOf(tx, one, saved[index]!));
  const isExisting = (index: number): boolean => drafts[index]!.found !== undefined;
  await insertRows(
    tx,
    Invoice,
    rows.filter((_, index) => !isExisting(index)).map((row) => ({ ...row, makerId, state: 'draft' })),
  );
  await updateRows(
    tx,
    Invoice,
    rows.filter((_, index) => isExisting(index)),
  );
  const before = await loadStoredLines(
    tx,
    saved.filter((_, index) => isExisting(index)).map(({ id }) => id),
  );
  const changedIndexes = [...drafts.keys()].filter((index) => {
    const { id, isNew } = saved[index]!;
    return isNew || !hasSameUsages(drafts[index]!.draft.lines, before.get(id) ?? []);
  });
  const written = changedIndexes.map((index) => ({ ...drafts[index]!, id: saved[index]!.id }));
  const replaced = written.filter(({ found }) => found).map(({ id }) => id);
  if (replaced.length > 0) {
    await tx.manager.delete(InvoiceLine, { makerId, invoiceId: In(replaced) });
    await tx.manager.delete(InvoiceTax, { makerId, invoiceId: In(replaced) });
  }
  await insertLines(
    tx,
    written.flatMap((one) => lineRowsOf(makerId, one, before.get(one.id) ?? [])),
  );
  await insertRows(
    tx,
    InvoiceTax,
    written.flatMap(({ id, taxed }) => taxRowsOf(makerId, id, taxed)),
  );
  return saved;
}

function rowOf(tx: Transaction, { head, draft, taxed, found }: DraftToSave, { id, isNew }: SavedDraft) {
  const lastDay = plusDays(head.periodTo, -1);
  return {
    id,
    ...head,
    kind: 'invoice' as const,
    taxPoint: lastDay,
    serviceFrom: head.periodFrom,
    serviceTo: lastDay,
    totalMinor: draft.totalMinor.toString(),
    heldLines: draft.heldLines,
    draftedAt: tx.now,
    version: (found?.version ?? 0) + (isNew ? 1 : 0),
    ...totalsOf(taxed),
  };
}

/** Fields of a stored line that identify what the line bills. */
export type StoredLineKey = Pick<
  InvoiceLineView,
  | 'id'
  | 'invoiceId'
  | 'kind'
  | 'usagePeriodIds'
  | 'kitDeliveryId'
  | 'chargeKey'
  | 'component'
  | 'counterFrom'
  | 'partFrom'
  | 'machineId'
  | 'correctsInvoiceId'
>;

/** Loads stored lines by invoice, ordered by position. */
export async function loadStoredLines(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<Map<string, StoredLineKey[]>> {
  if (invoiceIds.length === 0) return new Map();
  const lines: StoredLineKey[] = await tx.manager.query(
    `select l.id, l.invoice_id as "invoiceId", l.kind, l.kit_delivery_id as "kitDeliveryId",
            l.charge_key as "chargeKey", l.component, l.counter_from::text as "counterFrom", l.part_from::text as "partFrom",
            l.machine_id as "machineId", l.corrects_invoice_id as "correctsInvoiceId",
            array(select s.usage_period_id from invoice_line_usage s
                   where s.maker_id = l.maker_id and s.line_id = l.id order by s.position) as "usagePeriodIds"
       from invoice_line l where l.maker_id = $1 and l.invoice_id = any($2) order by l.invoice_id, l.position`,
    [tx.scope.makerId, invoiceIds],
  );
  return groupBy(lines, ({ invoiceId }) => invoiceId);
}

function hasSameUsages(lines: readonly DraftLine[], before: readonly StoredLineKey[]): boolean {
  return lines.every(
    ({ usagePeriodIds }, index) => before[index]?.usagePeriodIds.join() === usagePeriodIds.join(),
  );
}

export interface WithdrawnDraft {
  readonly id: string;
  readonly contract: string;
  readonly periodFrom: string;
  readonly totalMinor: string;
  readonly currency: string;
}

/**
 * Deletes drafts for periods after the contract's last day or before the first day billed here. Keeps their usage.
 * @returns the deleted drafts
 */
export async function deleteDraftsAfterEnd(tx: Transaction): Promise<WithdrawnDraft[]> {
  const drafts: WithdrawnDraft[] = await tx.manager.query(
    `select i.id, c.number as contract, i.period_from::text as "periodFrom", i.total_minor as "totalMinor", i.currency
       from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
      where i.maker_id = $1 and i.kind = 'invoice' and i.number is null
        and (i.period_from > c.ends_on or i.period_from < c.billed_from)
      order by i.id for update of i`,
    [tx.scope.makerId],
  );
  if (drafts.length === 0) return [];
  await deleteDrafts(
    tx,
    drafts.map(({ id }) => id),
  );
  return drafts;
}

/** Deletes documents that are not issued. Corrections that they included are added to the next draft. */
export async function deleteDrafts(tx: Transaction, ids: readonly string[]): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.update(
    Correction,
    { makerId, documentId: In([...ids]), state: 'open' },
    { documentId: null },
  );
  await tx.manager.delete(InvoiceLine, { makerId, invoiceId: In([...ids]) });
  await tx.manager.delete(InvoiceTax, { makerId, invoiceId: In([...ids]) });
  await tx.manager.delete(Invoice, { makerId, id: In([...ids]) });
}

/** A contract's invoice for a month, with the fields that determine which corrections it includes. */
export interface Carrier {
  readonly contractId: string;
  /** Null until the invoice exists. */
  readonly id: string | null;
  readonly periodFrom: string;
  readonly isIssued: boolean;
}

/**
 * Loads the corrections of earlier months that invoices include: those assigned to the invoice and, if it is a draft,
 * open corrections without an assignment. Ordered by month.
 * @returns corrections in the order of `carriers`
 */
export async function findCarriedCorrections(
  tx: Transaction,
  carriers: readonly Carrier[],
): Promise<Correction[][]> {
  const { makerId } = tx.scope;
  const form = 'line' as const;
  const documentIds = carriers.flatMap(({ id }) => id ?? []);
  const openContractIds = carriers.filter(({ isIssued }) => !isIssued).map(({ contractId }) => contractId);
  const found = await tx.manager.find(Correction, {
    where: [
      { makerId, form, documentId: In(documentIds) },
      { makerId, form, documentId: IsNull(), state: 'open', contractId: In(openContractIds) },
    ],
    order: { periodFrom: 'asc' },
  });
  const byContract = groupBy(found, ({ contractId }) => contractId);
  return carriers.map(({ contractId, id, periodFrom, isIssued }) =>
    (byContract.get(contractId) ?? []).filter(({ documentId, periodFrom: from }) =>
      documentId === null ? !isIssued && from < periodFrom : documentId === id,
    ),
  );
}

/** Assigns corrections to the draft that includes them. */
export async function assignCorrections(
  tx: Transaction,
  documentId: string,
  corrections: readonly Correction[],
): Promise<void> {
  const ids = corrections.filter((one) => one.documentId !== documentId).map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.manager.update(Correction, { makerId: tx.scope.makerId, id: In(ids) }, { documentId });
}

/** Writes lines, and the ids of the usage that each line bills. */
export async function insertLines(
  tx: Transaction,
  lines: readonly ReturnType<typeof lineRowsOf>[number][],
): Promise<void> {
  await insertRows(tx, InvoiceLine, lines);
  const counting = lines.filter(({ usagePeriodIds }) => usagePeriodIds.length > 0);
  if (counting.length === 0) return;
  // Passes the ids of usage as an array per line; one row per id would repeat the ids of the line and the document.
  await tx.manager.query(
    `insert into invoice_line_usage (maker_id, invoice_id, line_id, position, usage_period_id)
     select $1, l."invoiceId", l.id, u.position, u.usage_period_id
       from json_to_recordset($2) as l (id uuid, "invoiceId" uuid, "usagePeriodIds" uuid[])
      cross join lateral unnest(l."usagePeriodIds") with ordinality as u (usage_period_id, position)`,
    [
      tx.scope.makerId,
      JSON.stringify(
        counting.map(({ id, invoiceId, usagePeriodIds }) => ({ id, invoiceId, usagePeriodIds })),
      ),
    ],
  );
}

/** Returns the rows of a document's lines. A line with an unchanged line key keeps its id. */
export function lineRowsOf(
  makerId: string,
  {
    id: invoiceId,
    draft,
    taxed,
  }: {
    readonly id: string;
    readonly draft: { readonly lines: readonly DraftLine[] };
    readonly taxed: TaxedDocument;
  },
  before: readonly StoredLineKey[],
) {
  const left = [...before];
  return draft.lines.map(({ place, service, snapshot, corrects, ...line }, index) => {
    const same = left.findIndex((one) => billsSameKey(one, { ...line, place, corrects }));
    const [match] = same < 0 ? [] : left.splice(same, 1);
    return {
      ...line,
      makerId,
      id: match?.id ?? newId(),
      invoiceId,
      position: index + 1,
      amountMinor: line.amountMinor?.toString() ?? null,
      chargeKey: place?.chargeKey ?? null,
      component: place?.component ?? null,
      counterFrom: place?.counterFrom ?? null,
      partFrom: place?.partFrom ?? null,
      machineId: place?.machineId ?? null,
      serviceFrom: service?.from ?? null,
      serviceTo: service?.to ?? null,
      correctsInvoiceId: corrects?.invoiceId ?? null,
      correctsLineId: corrects?.lineId ?? null,
      snapshot,
      ...taxOfLine(taxed.lines[index]!),
    };
  });
}

/**
 * Returns true when two lines have the same line key or the same delivery. Lines stored before charges existed match
 * by kind.
 */
function billsSameKey(
  before: StoredLineKey,
  line: Pick<DraftLine, 'kind' | 'kitDeliveryId' | 'place' | 'corrects'>,
): boolean {
  if (before.kind !== line.kind || before.kitDeliveryId !== line.kitDeliveryId) return false;
  if (before.correctsInvoiceId !== (line.corrects?.invoiceId ?? null)) return false;
  const place = lineKeyOf(before);
  return place === null || line.place === null || serializeLineKey(place) === serializeLineKey(line.place);
}
