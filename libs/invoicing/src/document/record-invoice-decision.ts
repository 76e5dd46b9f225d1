import { AuditTrail, recordDecision } from '#organization';
import type { Transaction } from '#platform';
import type { Invoice } from '../entities/invoice.entity.js';

/** Records a decision with its entry in the audit trail. */
export async function recordInvoiceDecision(
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
