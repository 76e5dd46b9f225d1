import { AuditTrail, recordDecision } from '#organization';
import { type Transaction, updateRows } from '#platform';
import { Invoice } from '../entities/invoice.entity.js';

/** A decision about an invoice, which is passed as it was before the decision. */
export interface InvoiceDecision {
  readonly invoice: Pick<Invoice, 'id' | 'state' | 'version' | 'contentHash' | 'legalEntityId'>;
  readonly action: 'approved' | 'reopened' | 'issued' | 'credited';
  readonly why: string;
  readonly after: object;
  readonly secondUserId?: string | null;
}

/** A decision with the changed fields of its invoice. */
export interface DecidedInvoice extends InvoiceDecision {
  readonly row: Pick<Invoice, 'state' | 'approvedAt' | 'approvedBy'>;
}

/** Stores decisions and records them, with one statement per table. */
export async function storeDecisions(tx: Transaction, decided: readonly DecidedInvoice[]): Promise<void> {
  await updateRows(
    tx,
    Invoice,
    decided.map(({ invoice: { id, version }, row }) => ({ id, ...row, version: version + 1 })),
  );
  await recordInvoiceDecisions(
    tx,
    decided.map(({ row: _row, ...decision }) => decision),
  );
}

/** Records decisions with their entries in the audit trail. */
export async function recordInvoiceDecisions(
  tx: Transaction,
  decisions: readonly InvoiceDecision[],
): Promise<void> {
  const recorded = decisions.map(({ invoice, ...decision }) => ({
    ...decision,
    invoiceId: invoice.id,
    legalEntityId: invoice.legalEntityId,
    before: { state: invoice.state, version: invoice.version },
    evidenceHash: invoice.contentHash,
  }));
  await recordDecision(tx, ...recorded);
  await AuditTrail.write(
    tx,
    ...recorded.map(({ action, invoiceId, before, after }) => ({
      action: `billing.invoice_${action}` as const,
      entity: 'invoice',
      entityId: invoiceId,
      before,
      after,
    })),
  );
}
