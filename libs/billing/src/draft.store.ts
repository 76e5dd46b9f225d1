import { plusDays } from '#contracts';
import { newId, type Transaction } from '#platform';
import { In } from 'typeorm';
import { linesOf, type InvoiceLineView } from './billing.queries.js';
import type { Draft } from './domain/draft/compose-draft.js';
import { type DraftLine, type LinePlace, placeKey } from './domain/draft/draft-line.js';
import type { Prices } from './domain/invoice/invoice-taxes.js';
import { InvoiceLine } from './entities/invoice-line.entity.js';
import { InvoiceTax } from './entities/invoice-tax.entity.js';
import { Invoice } from './entities/invoice.entity.js';

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
}

/**
 * Writes a draft over the one that is there for the contract's period. The invoice keeps its id, and a line that stands for
 * the same thing as before keeps its own, so that a link to its proof goes on working.
 * @returns whether it says something new
 */
export async function saveDraft(
  tx: Transaction,
  head: DraftHead,
  draft: Draft,
): Promise<{ id: string; isNew: boolean }> {
  const makerId = tx.scope.makerId;
  const { contractId, periodFrom } = head;
  const found = await tx.manager.findOneBy(Invoice, { makerId, contractId, periodFrom, kind: 'invoice' });
  const lastDay = plusDays(head.periodTo, -1);
  const figures = {
    ...head,
    kind: 'invoice' as const,
    taxPoint: lastDay,
    serviceFrom: periodFrom,
    serviceTo: lastDay,
    totalMinor: draft.totalMinor.toString(),
    heldLines: draft.heldLines,
    draftedAt: tx.now,
  };
  if (!found) {
    const id = newId();
    await tx.manager.insert(Invoice, { makerId, id, ...figures, state: 'draft', version: 1 });
    await writeLines(tx, id, draft.lines, []);
    return { id, isNew: true };
  }
  const isNew = found.contentHash !== head.contentHash;
  const version = isNew ? found.version + 1 : found.version;
  await tx.manager.update(Invoice, { makerId, id: found.id }, { ...figures, version });
  const before = await linesOf(tx, found.id);
  // A usage may have a new version although the draft says the same: what it was derived by is told of otherwise.
  if (isNew || !isOfTheSame(draft.lines, before)) await writeLines(tx, found.id, draft.lines, before);
  return { id: found.id, isNew };
}

function isOfTheSame(lines: readonly DraftLine[], before: readonly InvoiceLineView[]): boolean {
  return lines.every((line, index) => before[index]?.usagePeriodId === line.usagePeriodId);
}

export interface WithdrawnDraft {
  readonly id: string;
  readonly contract: string;
  readonly periodFrom: string;
  readonly totalMinor: string;
  readonly currency: string;
}

/** Removes drafts whose period begins after the last day of their contract. Their usage stays. @returns what they were */
export async function deleteDraftsAfterEnd(tx: Transaction): Promise<WithdrawnDraft[]> {
  const drafts: WithdrawnDraft[] = await tx.manager.query(
    `select i.id, c.number as contract, i.period_from::text as "periodFrom", i.total_minor as "totalMinor", i.currency
       from invoice i join contract c on c.maker_id = i.maker_id and c.id = i.contract_id
      where i.maker_id = $1 and i.number is null and i.period_from > c.ends_on
      order by i.id for update of i`,
    [tx.scope.makerId],
  );
  if (drafts.length === 0) return [];
  const { makerId } = tx.scope;
  const ids = drafts.map(({ id }) => id);
  await tx.manager.delete(InvoiceLine, { makerId, invoiceId: In(ids) });
  await tx.manager.delete(InvoiceTax, { makerId, invoiceId: In(ids) });
  await tx.manager.delete(Invoice, { makerId, id: In(ids) });
  return drafts;
}

async function writeLines(
  tx: Transaction,
  invoiceId: string,
  lines: readonly DraftLine[],
  before: readonly InvoiceLineView[],
): Promise<void> {
  const makerId = tx.scope.makerId;
  await tx.manager.delete(InvoiceLine, { makerId, invoiceId });
  const left = [...before];
  const rows = lines.map(({ place, service, snapshot, ...line }, index) => {
    const same = left.findIndex((one) => standsForTheSame(one, { ...line, place }));
    const [kept] = same < 0 ? [] : left.splice(same, 1);
    return {
      ...line,
      makerId,
      id: kept?.id ?? newId(),
      invoiceId,
      position: index + 1,
      params: { ...line.params },
      amountMinor: line.amountMinor?.toString() ?? null,
      chargeKey: place?.chargeKey ?? null,
      component: place?.component ?? null,
      counterFrom: place?.counterFrom ?? null,
      partFrom: place?.partFrom ?? null,
      machineId: place?.machineId ?? null,
      serviceFrom: service?.from ?? null,
      serviceTo: service?.to ?? null,
      snapshot: snapshot && { ...snapshot },
    };
  });
  if (rows.length > 0) await tx.manager.insert(InvoiceLine, rows);
}

/** The same place of the same charge, or the same delivery; a line from before there were charges, one of its kind. */
function standsForTheSame(
  before: InvoiceLineView,
  line: Pick<DraftLine, 'kind' | 'kitDeliveryId' | 'place'>,
): boolean {
  if (before.kind !== line.kind || before.kitDeliveryId !== line.kitDeliveryId) return false;
  const place = placeOf(before);
  return place === null || line.place === null || placeKey(place) === placeKey(line.place);
}

function placeOf(line: InvoiceLineView): LinePlace | null {
  const { chargeKey, component, counterFrom, partFrom, machineId } = line;
  if (chargeKey === null || component === null || counterFrom === null) return null;
  return { chargeKey, component, counterFrom, partFrom, machineId };
}
