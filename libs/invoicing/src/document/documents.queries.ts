import { groupBy, type Transaction } from '#platform';
import {
  type CorrectedDocument,
  correctedBy,
  type CorrectionOfDocument,
  correctionsOf,
} from '../corrections/corrections.queries.js';
import type { BuyerOnInvoice, SellerOnInvoice } from '../domain/document/parties.js';
import type { TaxCategory } from '../domain/document/tax-rules.js';
import type { InvoiceView } from './invoices.queries.js';
import { loadParties } from './parties.queries.js';

/** A tax rate of a category on a document. */
export interface DocumentTax {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxableMinor: string;
  readonly taxMinor: string;
  readonly reason: string;
}

/** A related document: the invoice of a credit note, or a credit note of an invoice. */
export interface RelatedDocument {
  readonly id: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly grossMinor: string;
  readonly reason: string;
}

/** Posting of a document. */
export interface Booking {
  readonly postingDate: string;
  readonly booksCurrency: string;
  readonly booksRate: string;
  readonly booksRateOn: string | null;
  readonly booksRateSource: string | null;
}

/** A document with its complete content: as issued or, for a draft, as it would be issued now. */
export interface DocumentView extends InvoiceView {
  readonly seller: SellerOnInvoice;
  readonly buyerParty: BuyerOnInvoice;
  readonly taxes: readonly DocumentTax[];
  readonly creditNotes: readonly RelatedDocument[];
  /**
   * Corrections in the order of issue. Corrections that are not issued are listed last and are visible to the maker
   * only.
   */
  readonly corrections: readonly CorrectionOfDocument[];
  /** Issued months that the document's lines correct. */
  readonly corrected: readonly CorrectedDocument[];
  readonly original: RelatedDocument | null;
  readonly reason: string;
  readonly booking: Booking | null;
  readonly approvedAt: Date | null;
  readonly issuedAt: Date | null;
  readonly disputeBlockedAt: Date | null;
  /** Increment to which taxes are rounded, in major units; null if they are rounded to the currency's minor unit. */
  readonly taxStep: string | null;
  /** Root hash of the proof pack created at issue, in hexadecimal; null until the pack is created. */
  readonly proofRoot: string | null;
}

interface DocumentExtras {
  readonly legalEntityId: string;
  readonly buyerId: string;
  readonly originalId: string | null;
  readonly seller: SellerOnInvoice | null;
  readonly buyer: BuyerOnInvoice | null;
  readonly reason: string;
  readonly approvedAt: Date | null;
  readonly issuedAt: Date | null;
  readonly disputeBlockedAt: Date | null;
  readonly taxStep: string | null;
  readonly proofRoot: string | null;
  readonly postingDate: string | null;
  readonly booksCurrency: string | null;
  readonly booksRate: string | null;
  readonly booksRateOn: string | null;
  readonly booksRateSource: string | null;
}

/** Adds the parties, taxes, related documents and accounting data to an invoice with lines. */
export async function toDocument(tx: Transaction, invoice: InvoiceView): Promise<DocumentView> {
  const { makerId } = tx.scope;
  const [extras]: DocumentExtras[] = await tx.manager.query(
    `select legal_entity_id as "legalEntityId", buyer_id as "buyerId", original_id as "originalId", seller, buyer, reason,
            approved_at as "approvedAt", issued_at as "issuedAt", dispute_blocked_at as "disputeBlockedAt",
            trim_scale(tax_step)::text as "taxStep", proof_root as "proofRoot", posting_date::text as "postingDate", books_currency as "booksCurrency",
            trim_scale(books_rate)::text as "booksRate", books_rate_on::text as "booksRateOn",
            books_rate_source as "booksRateSource"
       from invoice where maker_id = $1 and id = $2`,
    [makerId, invoice.id],
  );
  const found = extras!;
  const parties =
    found.seller && found.buyer
      ? { seller: found.seller, buyer: found.buyer }
      : await loadParties(tx, {
          ...found,
          taxPoint: invoice.taxPoint,
          currency: invoice.currency,
          issuedOn: null,
        });
  return {
    ...invoice,
    seller: parties.seller,
    buyerParty: parties.buyer,
    taxes: await taxesOf(tx, invoice.id),
    creditNotes: await loadRelated(tx, `original_id = $2 and kind = 'credit_note'`, invoice.id),
    corrections: await correctionsOf(tx, invoice.id),
    corrected: await correctedBy(tx, invoice.id),
    original:
      found.originalId === null ? null : ((await loadRelated(tx, 'id = $2', found.originalId))[0] ?? null),
    reason: found.reason,
    booking: bookingOf(found),
    approvedAt: found.approvedAt,
    issuedAt: found.issuedAt,
    disputeBlockedAt: found.disputeBlockedAt,
    taxStep: found.taxStep,
    proofRoot: found.proofRoot,
  };
}

/** Loads the taxes of an invoice, ordered by position. */
export async function taxesOf(tx: Transaction, invoiceId: string): Promise<readonly DocumentTax[]> {
  return (await taxesOfAll(tx, [invoiceId])).get(invoiceId) ?? [];
}

/** Loads the taxes of invoices by invoice, ordered by position. */
export async function taxesOfAll(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DocumentTax[]>> {
  const rows: (DocumentTax & { readonly invoiceId: string })[] = await tx.manager.query(
    `select invoice_id as "invoiceId", category, trim_scale(percent)::text as percent, taxable_minor as "taxableMinor",
            tax_minor as "taxMinor", reason
       from invoice_tax where maker_id = $1 and invoice_id = any($2) order by position`,
    [tx.scope.makerId, invoiceIds],
  );
  const taxes = rows.map(({ invoiceId, ...tax }) => ({ invoiceId, tax }));
  return new Map(
    [...groupBy(taxes, ({ invoiceId }) => invoiceId)].map(([id, found]) => [id, found.map(({ tax }) => tax)]),
  );
}

async function loadRelated(tx: Transaction, condition: string, id: string): Promise<RelatedDocument[]> {
  return tx.manager.query(
    `select id, number, issued_on::text as "issuedOn", gross_minor as "grossMinor", reason
       from invoice where maker_id = $1 and ${condition} and number is not null order by issued_at, id`,
    [tx.scope.makerId, id],
  );
}

function bookingOf(extras: DocumentExtras): Booking | null {
  const { postingDate, booksCurrency, booksRate, booksRateOn, booksRateSource } = extras;
  if (postingDate === null || booksCurrency === null || booksRate === null) return null;
  return { postingDate, booksCurrency, booksRate, booksRateOn, booksRateSource };
}
