/** The bank account for a buyer's payments. Omitted fields aren't printed. */
export interface BankAccount {
  readonly bank?: string;
  /** IBAN, CLABE or the bank's own number. */
  readonly account?: string;
  readonly bic?: string;
}
