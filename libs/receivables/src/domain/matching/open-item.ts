/** Deduction that the payer may take for paying early. */
export interface EarlyDiscount {
  /** In major units of the item's currency. */
  readonly amount: string;
  /** Last day of the discount (`yyyy-MM-dd`). */
  readonly until: string;
}

/**
 * The open amount of a document, with the data that identifies its payment. Amounts are exact decimals in major units.
 */
export interface OpenItem {
  readonly id: string;
  /** Number of the document, as printed. */
  readonly number: string;
  /** ISO 11649, with check digits. */
  readonly creditorReference: string | null;
  /** Reference of seven digits for SPEI transfers. */
  readonly numericReference: string | null;
  /** Number of the invoice in the Polish KSeF. */
  readonly ksefNumber: string | null;
  /** Account or CLABE to which only this customer pays. */
  readonly virtualAccount: string | null;
  readonly customerId: string;
  readonly customerName: string | null;
  /** Known accounts from which the buyer pays. */
  readonly payerAccounts: readonly string[];
  /** ISO 4217. */
  readonly currency: string;
  readonly openAmount: string;
  /** `yyyy-MM-dd` */
  readonly dueOn: string;
  readonly discount: EarlyDiscount | null;
  /** Tax that the payer withholds, in percent of `withholdingBase`. */
  readonly withholdingPercent: string | null;
  /** Net amount; the open amount if null. */
  readonly withholdingBase: string | null;
}

/** An account from which payments were matched with a customer before. */
export interface LearntPayer {
  readonly account: string;
  readonly customerId: string;
}
