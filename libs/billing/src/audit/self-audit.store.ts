import { In } from 'typeorm';
import { insertRows, newId, type Transaction } from '#platform';
import { auditInvoice } from '../domain/audit/audit-invoice.js';
import type { AuditFinding } from '../domain/audit/audited-invoice.js';
import { PeerPrices } from '../drafts/peer-prices.queries.js';
import { StoredFinding } from '../entities/audit-finding.entity.js';
import { loadAudited } from './audited-invoice.queries.js';

/**
 * Audits drafts, and replaces their earlier findings. The lines of the drafts must already be stored and taxed.
 * @param peers cached prices of other contracts
 * @returns findings by invoice
 */
export async function auditDrafts(
  tx: Transaction,
  invoiceIds: readonly string[],
  peers = new PeerPrices(),
): Promise<Map<string, readonly AuditFinding[]>> {
  const { makerId } = tx.scope;
  const audited = await loadAudited(tx, invoiceIds, peers);
  const findings = new Map([...audited].map(([id, invoice]) => [id, auditInvoice(invoice)]));
  await tx.manager.delete(StoredFinding, { makerId, invoiceId: In([...invoiceIds]) });
  await insertRows(
    tx,
    StoredFinding,
    [...findings].flatMap(([invoiceId, found]) =>
      found.map((finding) => ({ ...finding, makerId, id: newId(), invoiceId, foundAt: tx.now })),
    ),
  );
  return findings;
}

/** Loads the findings of an invoice's latest audit, blocking ones first. */
export async function loadFindings(tx: Transaction, invoiceId: string): Promise<StoredFinding[]> {
  return tx.manager.find(StoredFinding, {
    where: { makerId: tx.scope.makerId, invoiceId },
    order: { severity: 'desc', position: 'asc', code: 'asc' },
  });
}
