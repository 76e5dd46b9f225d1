import { type ContractView, plusDays } from '#contracts';
import {
  contentHash,
  Correction,
  type CorrectionLine,
  fromStored,
  lockDocumentById,
  Invoice,
  InvoiceLine,
  InvoiceTax,
  updateDraftStates,
  type TaxedDocument,
  taxRowsOf,
  totalsOf,
} from '#invoicing';
import { Exact, insertRows, newId, type Transaction, updateRows, sumMinor } from '#platform';
import { auditDrafts } from '../audit/self-audit.store.js';
import { holdsOfAudit } from '../domain/audit/audit-invoice.js';
import { taxContent, taxDraftsWithin } from '../drafts/draft-taxes.js';
import { insertLines, lineRowsOf, loadStoredLines } from '../drafts/draft.store.js';

/**
 * Writes a correction as a separate document for the original's period, linked to the original. With a negative total,
 * the document is a credit note with positive amounts, like every credit note. Its taxes follow the original's tax
 * point. Like any draft, it is audited and can be put on hold.
 */
export async function writeCorrection(
  tx: Transaction,
  contract: ContractView,
  original: Invoice,
  correction: Correction,
): Promise<void> {
  const { makerId } = tx.scope;
  const { legalEntityId, buyerId, currency, prices, taxPoint } = original;
  const correctionLines = correction.lines.map(fromStored);
  const [signedTaxes] = await taxDraftsWithin(tx, [
    {
      contract: {
        legalEntityId,
        buyerId,
        // Taxes depend on the buyer's country when the original was issued.
        buyer: { ...contract.buyer, country: original.buyer?.country ?? contract.buyer.country },
        currency,
        pricesIncludeTax: prices === 'inclusive',
      },
      lines: correctionLines,
      taxPoint,
    },
  ]);
  const isCredit = signedTaxes!.grossMinor < 0n;
  const lines = isCredit ? correctionLines.map(negateLine) : correctionLines;
  const taxed = isCredit ? negateTaxes(signedTaxes!) : signedTaxes!;
  const hash = contentHash({
    contract: contract.number,
    currency,
    zone: original.zone,
    periodFrom: original.periodFrom,
    periodTo: original.periodTo,
    lines,
    readingsHashes: [correction.contentHash],
    taxes: taxContent(taxed),
  });
  const found =
    correction.documentId === null ? undefined : await lockDocumentById(tx, correction.documentId);
  const id = found?.id ?? newId();
  const isNew = found?.contentHash !== hash;
  const head = {
    kind: isCredit ? ('credit_note' as const) : ('correction' as const),
    originalId: original.id,
    contractId: original.contractId,
    customerId: original.customerId,
    legalEntityId,
    buyerId,
    currency,
    zone: original.zone,
    prices,
    periodFrom: original.periodFrom,
    periodTo: original.periodTo,
    taxPoint,
    serviceFrom: original.periodFrom,
    serviceTo: plusDays(original.periodTo, -1),
    paymentDays: contract.paymentDays,
    totalMinor: sumMinor(lines, ({ amountMinor }) => amountMinor).toString(),
    heldLines: 0,
    knownUntil: correction.knownBefore,
    draftedAt: tx.now,
    contentHash: hash,
  };
  const row = { makerId, id, ...head, ...totalsOf(taxed), version: (found?.version ?? 0) + (isNew ? 1 : 0) };
  if (!found) await insertRows(tx, Invoice, [{ ...row, state: 'draft' }]);
  else await updateRows(tx, Invoice, [row]);
  if (isNew) {
    const before = (await loadStoredLines(tx, [id])).get(id) ?? [];
    await tx.manager.delete(InvoiceLine, { makerId, invoiceId: id });
    await tx.manager.delete(InvoiceTax, { makerId, invoiceId: id });
    await insertLines(tx, lineRowsOf(makerId, { id, draft: { lines }, taxed }, before));
    await insertRows(tx, InvoiceTax, taxRowsOf(makerId, id, taxed));
  }
  const findings = (await auditDrafts(tx, [id])).get(id) ?? [];
  const holds = [...taxed.holds, ...holdsOfAudit(findings)];
  await updateDraftStates(tx, [{ id, holds, before: found, contentHash: hash, billGroupId: null }]);
  if (correction.documentId !== id) {
    correction.documentId = id;
    await tx.manager.save(correction);
  }
  if (isNew) await tx.record({ name: 'billing.invoice_drafted', version: 1, payload: { invoiceId: id } });
}

/** Negates a line, because credited amounts are positive on a credit note. */
function negateLine(line: CorrectionLine): CorrectionLine {
  const { quantity, amountMinor } = line;
  return {
    ...line,
    quantity: quantity === null ? null : new Exact(quantity).neg().toFixed(),
    amountMinor: -amountMinor,
  };
}

function negateTaxes(taxed: TaxedDocument): TaxedDocument {
  return {
    ...taxed,
    netMinor: -taxed.netMinor,
    taxMinor: -taxed.taxMinor,
    grossMinor: -taxed.grossMinor,
    lines: taxed.lines.map(({ netMinor, taxMinor, rule }) => ({
      netMinor: netMinor === null ? null : -netMinor,
      taxMinor: taxMinor === null ? null : -taxMinor,
      rule,
    })),
    taxes: taxed.taxes.map((tax) => ({
      ...tax,
      taxableMinor: -tax.taxableMinor,
      taxMinor: -tax.taxMinor,
    })),
  };
}
