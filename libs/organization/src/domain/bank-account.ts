/** Where a buyer pays to; what is left out is not printed. */
export interface BankAccount {
  readonly bank?: string;
  /** IBAN, CLABE or the bank's own number. */
  readonly account?: string;
  readonly bic?: string;
}
