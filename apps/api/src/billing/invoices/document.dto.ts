import { AmountDto } from '../../contracts/contracts.dto.js';

/** Reason why a document or a line is on hold or refused, or why there is no draft. */
export class HoldReasonDto {
  /**
   * Code of the reason. For an issued month that was compared with current data: `billing.correction_line`,
   * `billing.correction_document`, `billing.correction_waits` (each with `number` and `amount`),
   * `billing.correction_credited`, `billing.correction_unknown`, `billing.quantity_differs`, `billing.terms_differ`.
   * For a whole document: `tax_rule_missing`, `seller_incomplete`, `buyer_incomplete`, `order_exceeded`,
   * `order_exceeded_together`, `audit_blocks`; in the results of a billing run, these codes start with `billing.hold_`.
   */
  code: string;
  /**
   * Details of the reason. For a meter, these are `device`, `signalKey`, `unit`, the `heldQuantity` of the line,
   * whether the whole line is on hold (`isWhole`), and the details of the first occurrence of the reason.
   */
  params: Record<string, string | number | boolean | null>;
}

/** Legal entity as printed on the document: as of the date of issue or, for a draft, as of now. */
export class PartyDto {
  id: string;
  name: string;
  street: string;
  postalCode: string;
  city: string;
  country: string;
  /** Tax numbers by type. */
  taxIds: Record<string, string>;
}

export class InvoiceBankAccountDto {
  bank?: string;
  account?: string;
  bic?: string;
}

/** References to quote in a transfer. */
export class PaymentReferenceDto {
  number: string;
  /** Creditor reference with check digits (ISO 11649); null if the number is too long for a creditor reference. */
  creditorReference: string | null;
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
  /** Purchase order that is valid at the tax point. */
  order: OrderOnInvoiceDto | null;
}

export class InvoiceTaxDto {
  category: 'standard' | 'reverse_charge' | 'export' | 'exempt' | 'outside_scope';
  percent: string;
  taxable: AmountDto;
  tax: AmountDto;
  /** Printed reason why no tax is charged. */
  reason: string;
}

export class RelatedDocumentDto {
  id: string;
  number: string;
  issuedOn: string;
  gross: AmountDto;
  reason: string;
}

/** Document that corrects an invoice, or a correction that is not on a document yet. */
export class CorrectionDto {
  /** Invoice or correction document that contains the correction; null until the next draft. */
  documentId: string | null;
  kind: 'invoice' | 'credit_note' | 'correction' | null;
  number: string | null;
  state: 'draft' | 'held' | 'approved' | 'issued' | 'credited' | null;
  issuedOn: string | null;
  /** The first day of the corrected month. */
  periodFrom: string;
  form: 'line' | 'document';
  /**
   * Amount that the correction adds; negative for a credit. It includes tax if the prices of the invoice include tax.
   */
  total: AmountDto;
}

/** Issued invoice that a document corrects. */
export class CorrectedDto {
  id: string;
  number: string;
  periodFrom: string;
  total: AmountDto;
}

export class BookingDto {
  postingDate: string;
  booksCurrency: string;
  /** Decimal. Amount in the accounting currency for one unit of the invoice's currency. */
  booksRate: string;
  booksRateOn: string | null;
  booksRateSource: string | null;
}

export class InvoiceProofDto {
  /** Root hash of the pack, 64 hexadecimal characters. Pass it to `verify-pack.mjs`. */
  root: string;
}
