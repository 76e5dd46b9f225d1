import type { Transaction } from '#platform';
import { recordDecision } from './decisions.store.js';
import type { TaxedDocument } from './domain/document-taxes.js';
import { type HoldReason, isIssued, type InvoiceState, nextInvoiceState } from './domain/invoice-state.js';
import { InvoiceTax } from './entities/invoice-tax.entity.js';
import { Invoice } from './entities/invoice.entity.js';

/** What is there for a contract's period, held until the transaction ends: nobody approves or issues it meanwhile. */
export interface FoundDocument {
  readonly id: string;
  readonly state: InvoiceState;
  readonly number: string | null;
  readonly contentHash: string;
}

export async function holdDocument(
  tx: Transaction,
  contractId: string,
  periodFrom: string,
): Promise<FoundDocument | undefined> {
  const [found]: FoundDocument[] = await tx.manager.query(
    `select id, state, number, content_hash as "contentHash" from invoice
      where maker_id = $1 and contract_id = $2 and period_from = $3 and kind = 'invoice' for update`,
    [tx.scope.makerId, contractId, periodFrom],
  );
  return found;
}

/**
 * Writes the state of a draft whose lines and taxes are written already. An approval holds for what was approved: other content,
 * or a new reason to hold, ends it.
 * @param before as it was found; undefined for a new one
 */
export async function settleDraft(
  tx: Transaction,
  invoiceId: string,
  holds: readonly HoldReason[],
  before: FoundDocument | undefined,
  contentHash: string,
): Promise<void> {
  const { makerId } = tx.scope;
  const stays = before?.state === 'approved' && before.contentHash === contentHash && holds.length === 0;
  if (stays) return;
  const from = before?.state ?? 'draft';
  const state = nextInvoiceState(from, holds.length > 0 ? 'hold' : 'draft');
  if (state === null || isIssued(from)) throw new Error(`A document that is ${from} was to be drafted`);
  await tx.manager.update(
    Invoice,
    { makerId, id: invoiceId },
    { state, holdReasons: [...holds], approvedAt: null, approvedBy: null },
  );
  if (from !== 'approved') return;
  await recordDecision(tx, {
    action: 'approval_lapsed',
    invoiceId,
    before: { state: from, contentHash: before!.contentHash },
    after: { state, contentHash, holds: holds.map(({ code }) => code) },
    evidenceHash: contentHash,
  });
}

/** Totals, taxes per rate, and what of them falls to each line. */
export async function writeTaxes(tx: Transaction, invoiceId: string, taxed: TaxedDocument): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.update(
    Invoice,
    { makerId, id: invoiceId },
    {
      netMinor: taxed.netMinor.toString(),
      taxMinor: taxed.taxMinor.toString(),
      grossMinor: taxed.grossMinor.toString(),
      taxStep: taxed.taxStep,
    },
  );
  await tx.manager.delete(InvoiceTax, { makerId, invoiceId });
  const taxes = taxed.taxes.map(({ category, percent, reason, ...tax }, index) => ({
    makerId,
    invoiceId,
    position: index + 1,
    category,
    percent,
    taxableMinor: tax.taxableMinor.toString(),
    taxMinor: tax.taxMinor.toString(),
    reason,
  }));
  if (taxes.length > 0) await tx.manager.insert(InvoiceTax, taxes);
  const lines = taxed.lines.map(({ netMinor, taxMinor, rule }, index) => ({
    position: index + 1,
    net: netMinor?.toString() ?? null,
    tax: taxMinor?.toString() ?? null,
    rule,
  }));
  await tx.manager.query(
    `update invoice_line l set net_minor = d.net, tax_minor = d.tax, tax_rule = d.rule
       from jsonb_to_recordset($3) as d(position integer, net bigint, tax bigint, rule jsonb)
      where l.maker_id = $1 and l.invoice_id = $2 and l.position = d.position`,
    [makerId, invoiceId, JSON.stringify(lines)],
  );
}
