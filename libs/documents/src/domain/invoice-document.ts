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

/**
 * The printed content of an invoice, independent of its language. Dates are local, `YYYY-MM-DD`; money is decimal in
 * major units.
 */
export interface InvoiceDocument {
  readonly kind: DocumentKind;
  /** The type that it is issued as: a month with a negative total is a credit note with unchanged signs. */
  readonly documentType: DocumentKind;
  /** Null for a draft, which is marked as one so that it can't be mistaken for an invoice. */
  readonly number: string | null;
  /** For a credit note: the original document, and the reason. */
  readonly original: string | null;
  readonly reason: string;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly paymentDays: number;
  /** The first and last day of the supply. */
  readonly serviceFrom: string;
  readonly serviceTo: string;
  /** IANA time zone for printed instants. */
  readonly zone: string;
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
  readonly currency: string;
  /** The contracts that it bills: several for a group's document, otherwise one. */
  readonly contracts: readonly [DocumentContract, ...DocumentContract[]];
  /** Empty until taxes are calculated. */
  readonly taxes: readonly DocumentTax[];
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  /** The part that is set off against a deposit, null if none is. The rest is to be paid. */
  readonly deposit: string | null;
  /** The rounding of the amount to pay; null without rounding. */
  readonly rounding: string | null;
  readonly payable: string;
}

/** The part of a document for one contract. */
export interface DocumentContract {
  readonly number: string;
  readonly lines: readonly DocumentLine[];
  /** The sum of its lines, net or gross as the prices are. */
  readonly total: string;
  /** The root of its proof pack, hex; null if none was created for its content. */
  readonly root: string | null;
}

export interface DocumentLine {
  readonly position: number;
  readonly kind: LineKind;
  readonly params: LineParams;
  /** The charge's name by language; empty if the document generates it. */
  readonly name: Readonly<Record<string, string>>;
  /** The days [from, to) that it bills; null if it is not for days. */
  readonly service: { readonly from: string; readonly to: string } | null;
  /** The amount of each tier. */
  readonly steps: readonly SnapshotStep[];
  readonly clause: string;
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  /** Null while it is on hold. */
  readonly amount: string | null;
  readonly held: { readonly quantity: string; readonly reasons: readonly UsageReason[] } | null;
  /** The hash of its readings, hex; null for a line without readings. */
  readonly evidence: string | null;
}

export interface DocumentTax {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxable: string;
  readonly tax: string;
  /** Why no tax is charged. */
  readonly reason: string;
}

/** The languages of documents. */
export const DOCUMENT_LANGUAGES = ['en', 'zh', 'es', 'id', 'pl'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

/** The language of a document for a reader of `wanted` (BCP 47); English if it is not available. */
export function documentLanguage(wanted: string): DocumentLanguage {
  const [language] = wanted.toLowerCase().split('-');
  return DOCUMENT_LANGUAGES.find((each) => each === language) ?? 'en';
}
