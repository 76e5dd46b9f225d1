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

/** What an invoice prints, whatever language it is printed in. Dates are local, `YYYY-MM-DD`; money is decimal in major units. */
export interface InvoiceDocument {
  readonly kind: DocumentKind;
  /** As what it is issued: a month below zero is a credit note, whose lines keep their signs. */
  readonly documentType: DocumentKind;
  /** Null of a draft: it is marked as one, and nobody can take it for an invoice. */
  readonly number: string | null;
  /** Of a credit note: the document that it gives back of, and why. */
  readonly original: string | null;
  readonly reason: string;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly paymentDays: number;
  /** The first and the last day of what was supplied. */
  readonly serviceFrom: string;
  readonly serviceTo: string;
  /** IANA; instants are printed in it. */
  readonly zone: string;
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
  readonly currency: string;
  /** What it bills, by contract: a group's document bills several, any other one. */
  readonly contracts: readonly [DocumentContract, ...DocumentContract[]];
  /** Empty while tax is not worked out. */
  readonly taxes: readonly DocumentTax[];
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  /** What of it is set off against a deposit, null where none is; and what is left to be paid. */
  readonly deposit: string | null;
  /** What rounds it to what can be paid; null where it is paid as it is. */
  readonly rounding: string | null;
  readonly payable: string;
}

/** What a document bills of a contract. */
export interface DocumentContract {
  readonly number: string;
  readonly lines: readonly DocumentLine[];
  /** What its lines add up to, as the prices are. */
  readonly total: string;
  /** Of its proof pack, hex; null while none was made of what it says. */
  readonly root: string | null;
}

export interface DocumentLine {
  readonly position: number;
  readonly kind: LineKind;
  readonly params: LineParams;
  /** What the charge is called, by language; empty where the document says it by itself. */
  readonly name: Readonly<Record<string, string>>;
  /** Days [from, to) that it is for; null where it is for no days. */
  readonly service: { readonly from: string; readonly to: string } | null;
  /** What each tier comes to. */
  readonly steps: readonly SnapshotStep[];
  readonly clause: string;
  readonly quantity: string | null;
  readonly unit: string;
  readonly unitPrice: string | null;
  /** Null while it waits. */
  readonly amount: string | null;
  readonly held: { readonly quantity: string; readonly reasons: readonly UsageReason[] } | null;
  /** The hash of its readings, hex; null of a line without any. */
  readonly evidence: string | null;
}

export interface DocumentTax {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly taxable: string;
  readonly tax: string;
  /** Why nothing is charged. */
  readonly reason: string;
}

/** The languages that documents are written in. */
export const DOCUMENT_LANGUAGES = ['en', 'zh', 'es', 'id', 'pl'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

/** The language that a document is written in for somebody who reads `wanted` (BCP 47); English for whoever reads another. */
export function documentLanguage(wanted: string): DocumentLanguage {
  const [language] = wanted.toLowerCase().split('-');
  return DOCUMENT_LANGUAGES.find((each) => each === language) ?? 'en';
}
