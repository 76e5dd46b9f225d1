import { newId, type Transaction } from '#platform';
import { loadAudited } from './audited-invoice.queries.js';
import { auditInvoice } from './domain/audit/audit-invoice.js';
import type { AuditFinding } from './domain/audit/audited-invoice.js';
import { StoredFinding } from './entities/audit-finding.entity.js';

/** Audits a draft whose lines are written and taxed, and keeps what it finds in place of what was found before. */
export async function auditDraft(tx: Transaction, invoiceId: string): Promise<readonly AuditFinding[]> {
  const { makerId } = tx.scope;
  const findings = auditInvoice(await loadAudited(tx, invoiceId));
  await tx.manager.delete(StoredFinding, { makerId, invoiceId });
  if (findings.length > 0)
    await tx.manager.insert(
      StoredFinding,
      findings.map((finding) => ({
        ...finding,
        params: { ...finding.params },
        makerId,
        id: newId(),
        invoiceId,
        foundAt: tx.now,
      })),
    );
  return findings;
}

/** What the last audit of an invoice found, what blocks first. */
export async function findingsOf(tx: Transaction, invoiceId: string): Promise<StoredFinding[]> {
  return tx.manager.find(StoredFinding, {
    where: { makerId: tx.scope.makerId, invoiceId },
    order: { severity: 'desc', position: 'asc', code: 'asc' },
  });
}
