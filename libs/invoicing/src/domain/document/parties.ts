/** A legal entity as printed on a document. */
export interface PartyOnInvoice {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly taxIds: Readonly<Record<string, string>>;
}

export interface SellerOnInvoice extends PartyOnInvoice {
  readonly registrations: Readonly<Record<string, string>>;
  readonly email: string;
  readonly bankAccount: { readonly bank?: string; readonly account?: string; readonly bic?: string };
}

export interface BuyerOnInvoice extends PartyOnInvoice {
  readonly invoiceEmail: string;
  /** Order that was valid at the tax point; null if there was none. */
  readonly order: { readonly number: string; readonly reference: string } | null;
  /** BCP 47 tag of the document's language. */
  readonly language: string;
}

/** Returns the details that a document requires but that a party lacks: an address and a tax id. */
export function missingOfParty({ street, city, taxIds }: PartyOnInvoice): string[] {
  return [
    ...(street.trim() === '' ? ['street'] : []),
    ...(city.trim() === '' ? ['city'] : []),
    ...(Object.values(taxIds).every((id) => id.trim() === '') ? ['taxIds'] : []),
  ];
}
