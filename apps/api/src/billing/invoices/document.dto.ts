import { AmountDto } from '../../contracts/contracts.dto.js';

/** Why something waits, or why there is no draft. */
export class HoldReasonDto {
  /**
   * Of an issued month that a run looked at again: `correction_line`, `correction_document`, `correction_waits` (with `number` and
   * `amount`), `correction_credited`, `correction_unknown`, `quantity_differs`, `terms_differ`. Of a document as a whole:
   * `tax_rule_missing`, `seller_incomplete`, `buyer_incomplete`, `order_exceeded`,
   * `order_exceeded_together`, `audit_blocks`.
   */
  code: string;
  /**
   * Of a meter: `device`, `signalKey`, `unit`, the `heldQuantity` of the line, whether it waits as a whole (`isWhole`), and
   * what the usage says of the first step of this kind.
   */
  params: Record<string, string | number | boolean | null>;
}

/** A legal entity as it is printed: as it was at issue, or as it is now. */
export class PartyDto {
  id: string;
  name: string;
  street: string;
  postalCode: string;
  city: string;
  country: string;
  /** Tax numbers by their kind. */
  taxIds: Record<string, string>;
}

export class InvoiceBankAccountDto {
  bank?: string;
  account?: string;
  bic?: string;
}

export class SellerDto extends PartyDto {
  registrations: Record<string, string>;
  email: string;
  bankAccount: InvoiceBankAccountDto;
}

export class OrderOnInvoiceDto {
  number: string;
  reference: string;
}

export class BuyerOnInvoiceDto extends PartyDto {
  invoiceEmail: string;
  language: string;
  /** The order that is valid at the tax point. */
  order: OrderOnInvoiceDto | null;
}

export class InvoiceTaxDto {
  category: 'standard' | 'reverse_charge' | 'export' | 'exempt' | 'outside_scope';
  percent: string;
  taxable: AmountDto;
  tax: AmountDto;
  /** Why nothing is charged, as it is printed. */
  reason: string;
}

export class RelatedDocumentDto {
  id: string;
  number: string;
  issuedOn: string;
  gross: AmountDto;
  reason: string;
}

/** A document that corrects an invoice, or a correction that waits for one. */
export class CorrectionDto {
  /** The next invoice that carries it, or its own; null while it waits for the next draft. */
  documentId: string | null;
  kind: 'invoice' | 'credit_note' | 'correction' | null;
  number: string | null;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited' | null;
  issuedOn: string | null;
  /** The first day of the month that is corrected. */
  periodFrom: string;
  form: 'line' | 'document';
  /** What it adds, as the prices are; below zero what it gives back. */
  total: AmountDto;
}

/** An issued invoice that a document corrects. */
export class CorrectedDto {
  id: string;
  number: string;
  periodFrom: string;
  total: AmountDto;
}

export class BookingDto {
  postingDate: string;
  booksCurrency: string;
  /** Books' currency for one of the invoice's. */
  booksRate: string;
  booksRateOn: string | null;
  booksRateSource: string | null;
}

export class InvoiceProofDto {
  /** Hex, 64 characters: what `verify-pack.mjs` is given. */
  root: string;
}
