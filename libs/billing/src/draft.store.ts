import { newId, type Transaction } from '#platform';
import { linesOf, type InvoiceLineView } from './billing.queries.js';
import type { Draft, DraftLine } from './domain/compose-draft.js';
import { InvoiceLine } from './entities/invoice-line.entity.js';
import { Invoice } from './entities/invoice.entity.js';

export interface DraftHead {
  readonly contractId: string;
  readonly customerId: string;
  readonly legalEntityId: string;
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
  const found = await tx.manager.findOneBy(Invoice, { makerId, contractId, periodFrom });
  const figures = {
    ...head,
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
  if (isNew) await writeLines(tx, found.id, draft.lines, await linesOf(tx, found.id));
  return { id: found.id, isNew };
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
  const rows = lines.map((line, index) => {
    const same = left.findIndex((one) => standsForTheSame(one, line));
    const [kept] = same < 0 ? [] : left.splice(same, 1);
    return {
      ...line,
      makerId,
      id: kept?.id ?? newId(),
      invoiceId,
      position: index + 1,
      params: { ...line.params },
      amountMinor: line.amountMinor?.toString() ?? null,
    };
  });
  if (rows.length > 0) await tx.manager.insert(InvoiceLine, rows);
}

function standsForTheSame(before: InvoiceLineView, line: DraftLine): boolean {
  return (
    before.kind === line.kind &&
    before.usagePeriodId === line.usagePeriodId &&
    before.kitDeliveryId === line.kitDeliveryId
  );
}
