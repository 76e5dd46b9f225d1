import type {
  BuyerOnInvoice,
  DocumentKind,
  LineKind,
  LineParams,
  SellerOnInvoice,
  SnapshotStep,
  TaxCategory,
} from '#invoicing/domain';
import type { UsageReason } from '#metering/domain';

/** Appearance of a maker's documents. */
export interface DocumentLook {
  /** Colour of the number and of the bar at the top, `#rrggbb`. */
  readonly accent: string;
  /** PNG without transparency; null for none. */
  readonly logo: Buffer | null;
}

/**
 * The printed content of an invoice, independent of its language. Dates are local, `YYYY-MM-DD`; money is decimal in
 * major units.
 */
export interface InvoiceDocument {
  readonly kind: DocumentKind;
  /**
   * Type of the issued document. A month with a negative total is issued as a credit note, and its amounts keep their
   * signs.
   */
  readonly documentType: DocumentKind;
  /** Null for a draft. A draft has a watermark so that it can't be mistaken for an invoice. */
  readonly number: string | null;
  /** For a credit note: number of the original document, and the reason. */
  readonly original: string | null;
  readonly reason: string;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly paymentDays: number;
  /** First and last day of the supply. */
  readonly serviceFrom: string;
  readonly serviceTo: string;
  /** Day that determines which tax applies. */
  readonly taxPoint: string;
  /** IANA time zone for printed instants. */
  readonly zone: string;
  /** Appearance at issue or, for a draft, the current one. */
  readonly look: DocumentLook;
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
  readonly currency: string;
  /** Contracts that the document bills: several for a billing group's document, otherwise one. */
  readonly contracts: readonly [DocumentContract, ...DocumentContract[]];
  /** Empty until taxes are calculated. */
  readonly taxes: readonly DocumentTax[];
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  /** Part of the total that is set off against a deposit; null if no deposit is set off. */
  readonly deposit: string | null;
  /** Rounding of the amount to pay; null without rounding. */
  readonly rounding: string | null;
  readonly payable: string;
  /** The collection that the document announces; null if the buyer has to transfer the amount. */
  readonly directDebit: AnnouncedDebit | null;
}

/** A collection by SEPA direct debit. */
export interface AnnouncedDebit {
  readonly mandateReference: string;
  readonly creditorId: string;
  /** The last four characters of the payer's IBAN. */
  readonly accountEnding: string;
}

/** The part of a document for one contract. */
export interface DocumentContract {
  readonly number: string;
  readonly lines: readonly DocumentLine[];
  /** The sum of its lines, net or gross like the prices. */
  readonly total: string;
  /** Root hash of the contract's proof pack in hexadecimal; null if none was created for the current content. */
  readonly root: string | null;
  /** Usage of the charge with the largest amount, month by month; null if there is too little to compare. */
  readonly usage: UsageHistory | null;
}

/**
 * Usage of a charge in the twelve months up to and including the document's own month, as billed in each month's
 * document.
 */
export interface UsageHistory {
  /** Position of the charge's line on this document. */
  readonly position: number;
  readonly unit: string;
  /** Oldest first. A quantity is a decimal; null if the month was not billed or its quantity is unknown. */
  readonly months: readonly { readonly month: string; readonly quantity: string | null }[];
}

export interface DocumentLine {
  readonly position: number;
  readonly kind: LineKind;
  readonly params: LineParams;
  /** Name of the charge by language; empty if the document generates the name. */
  readonly name: Readonly<Record<string, string>>;
  /** Days [from, to) that the line bills; null if it does not bill days. */
  readonly service: { readonly from: string; readonly to: string } | null;
  /** The amount of each tier. */
  readonly steps: readonly SnapshotStep[];
  readonly clause: string;
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  /** Percentage of tax; null until taxes are calculated, and for a line outside the scope of tax. */
  readonly taxPercent: string | null;
  /** Null if the line is on hold. */
  readonly amount: string | null;
  readonly held: { readonly quantity: string; readonly reasons: readonly UsageReason[] } | null;
  /**
   * Hash of the line's readings in hexadecimal; null unless the line bills the usage of exactly one meter and period.
   */
  readonly evidence: string | null;
}

export interface DocumentTax {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxable: string;
  readonly tax: string;
  /** Reason why no tax is charged; empty if tax is charged. */
  readonly reason: string;
}

/** The languages of documents. */
export const DOCUMENT_LANGUAGES = ['en', 'zh', 'es', 'id', 'pl'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

/** Returns the language of a document for a requested language (BCP 47); English if it is not available. */
export function documentLanguage(wanted: string): DocumentLanguage {
  const [language] = wanted.toLowerCase().split('-');
  return DOCUMENT_LANGUAGES.find((each) => each === language) ?? 'en';
}
